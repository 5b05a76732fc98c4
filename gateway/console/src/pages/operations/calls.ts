import { ask } from '../../api/client';
import { Problem } from '../../api/problem';
import { type Page, read } from '../../api/read';
import type { Service } from '../imports/kinds';

export type State = 'healthy' | 'degraded' | 'unhealthy' | 'unreachable' | 'unknown';

/** How far behind what a service announces is. */
export interface Freshness {
    asOf: string;
    waiting?: number;
    oldestSeconds?: number;
    parked?: number;
}

export interface Replica {
    number: number;
    state: State;
    since: string;
    takesRequests: boolean;
    lastAnswered: string | null;
    version: string | null;
}

export interface ServiceStatus {
    state: State;
    freshness: Freshness | null;
    replicas: Replica[];
}

export interface Status {
    at: string;
    gateway: { state: 'running' | 'draining'; since: string; version: string };
    services: Record<Service, ServiceStatus>;
}

/** What a service's own `/health` says of what it depends on. */
export interface Health {
    version: string;
    dependencies: Record<string, { status: State; detail?: string }>;
}

export interface Parked {
    id: number;
    messageId: string;
    consumer: string;
    eventName: string;
    error: string;
    parkedAt: string;
}

export interface Queue {
    queue: string;
    messages: number;
}

export interface QueueEntry {
    place: number;
    messageId: string | null;
    eventName: string | null;
    reason: string | null;
    sentAt: string | null;
    body: string;
}

/** So often the pages of operations look again; a hidden tab does not. */
export const EVERY = 10_000;

/** The body of an answer, also where its status says that something is not well: a gateway that is going and a service that is ill answer 503. */
async function said<T extends object>(path: string, mark: keyof T & string): Promise<T> {
    try {
        return await read<T>(path);
    } catch (error) {
        if (error instanceof Problem && mark in error.details) return error.details as unknown as T;
        throw error;
    }
}

export const status = () => said<Status>('/status', 'services');
export const health = (service: Service) => said<Health>(`/${service}/health`, 'dependencies');

export const parked = (service: Service, after?: string) =>
    read<Page<Parked>>(`/${service}/parked`, { limit: 50, after, total: after ? undefined : 'true' });
export const parkedBody = (service: Service, id: number) => read<unknown>(`/${service}/parked/${id}`);
export const replayParked = (service: Service, id: number, key: string) =>
    ask('POST', `/${service}/parked/${id}/replay`, undefined, { 'Idempotency-Key': key });

/** The broker's error queues of a service; null where the suite runs without a broker. */
export async function errorQueues(service: Service): Promise<Queue[] | null> {
    // Asked all the same, the service refuses, and the browser writes that into its log every time.
    if (!('broker' in (await health(service)).dependencies)) return null;
    return (await read<{ items: Queue[] }>(`/${service}/error-queues`)).items;
}

export const queueEntries = async (service: Service, queue: string) =>
    (await read<{ items: QueueEntry[] }>(`/${service}/error-queues/${encodeURIComponent(queue)}`, { limit: 50 })).items;

export const replayQueue = async (service: Service, queue: string, key: string) =>
    (await (
        await ask('POST', `/${service}/error-queues/${encodeURIComponent(queue)}/replay`, undefined, {
            'Idempotency-Key': key,
        })
    ).json()) as {
        messages: number;
    };
