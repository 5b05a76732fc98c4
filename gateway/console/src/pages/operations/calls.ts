import { type Service, answer, ask, callsOf, gateway, once } from '../../api/client';
import type { components } from '../../api/gateway';
import type { components as serviceComponents } from '../../api/incentive';
import { Problem } from '../../api/problem';

type Schemas = components['schemas'];
type ServiceSchemas = serviceComponents['schemas'];

/** The delay of what a service announces; the document knows no more than when it was said. */
export interface Freshness {
    asOf: string;
    waiting?: number;
    oldestSeconds?: number;
    parked?: number;
}

export type ServiceStatus = Omit<Schemas['ShowStatusServiceStatus'], 'freshness'> & { freshness: Freshness | null };
export type Status = Omit<Schemas['ShowStatusAnswer'], 'services'> & { services: Record<string, ServiceStatus> };

/** A service's own `/health`, with everything it depends on: no document describes it. */
export interface Health {
    version: string;
    dependencies: Record<string, { status: string; detail?: string }>;
}

export type Parked = ServiceSchemas['ParkedSummary'];
export type Queue = ServiceSchemas['ErrorQueueSummary'];

/** The interval at which the pages of operations ask again; a hidden tab does not. */
export const EVERY = 10_000;

/**
 * The body of an answer, also where its status says that something is not well: a gateway that is going and a
 * service that is ill answer 503.
 */
async function said<T extends object>(call: Promise<T>, isSaid: (body: object) => body is T): Promise<T> {
    try {
        return await call;
    } catch (error) {
        if (error instanceof Problem && isSaid(error.details)) return error.details;
        throw error;
    }
}

const isStatus = (body: object): body is Status => 'services' in body;
const isHealth = (body: object): body is Health => 'dependencies' in body;

export const status = () => said<Status>(answer(gateway.GET('/status')), isStatus);
export const health = (service: Service) =>
    said<Health>(
        ask('GET', `/${service}/health`).then((response) => response.json()),
        isHealth,
    );

export const parked = (service: Service, after?: string) =>
    answer(
        callsOf[service].GET('/parked', { params: { query: { limit: 50, after, total: after ? undefined : true } } }),
    );
export const parkedBody = (service: Service, id: number) =>
    answer(callsOf[service].GET('/parked/{id}', { params: { path: { id } } }));
export const replayParked = (service: Service, id: number, key: string) =>
    answer(callsOf[service].POST('/parked/{id}/replay', { params: { path: { id } }, headers: once(key) }));

/** The broker's error queues of a service; null where the suite runs without a broker. */
export async function errorQueues(service: Service): Promise<Queue[] | null> {
    // Asked all the same, the service refuses, and the browser writes that into its log every time.
    if (!('broker' in (await health(service)).dependencies)) return null;
    return (await answer(callsOf[service].GET('/error-queues'))).items;
}

export const queueEntries = async (service: Service, queue: string) =>
    (await answer(callsOf[service].GET('/error-queues/{queue}', { params: { path: { queue }, query: { limit: 50 } } })))
        .items;

export const replayQueue = (service: Service, queue: string, key: string) =>
    answer(callsOf[service].POST('/error-queues/{queue}/replay', { params: { path: { queue } }, headers: once(key) }));
