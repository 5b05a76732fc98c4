import createClient from 'openapi-fetch';
import { currentLanguage } from '../i18n';
import type { paths as Feedback } from './feedback';
import type { paths as Gateway } from './gateway';
import type { paths as Incentive } from './incentive';
import type { paths as Performance } from './performance';
import { Problem } from './problem';
import type { paths as Training } from './training';

let antiforgery = '';
let whenSignedOut: () => void = () => undefined;

/** The token that writes carry; `GET /session` gives it. */
export const setAntiforgery = (token: string) => {
    antiforgery = token;
};

/** Called when a service says that nobody is signed in any more. */
export const onSignedOut = (handle: () => void) => {
    whenSignedOut = handle;
};

/** The header of a write that is done once, however often it is sent. */
export const once = (key: string) => ({ 'Idempotency-Key': key });

/**
 * Headers every call carries: the language its errors come in, and for a write the proof that a page of ours sends
 * it.
 */
export const headers = (method: string): Record<string, string> => ({
    'Accept-Language': currentLanguage(),
    ...(method === 'GET' ? {} : { 'X-Antiforgery': antiforgery }),
});

/** Parameters of an address; those without a value are left out. */
export type Query = Record<string, string | number | boolean | null | undefined>;

const searchOf = (query: Record<string, unknown>) =>
    new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) =>
            value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
        ),
    ).toString();

/** A path with what is given of the query. */
export function addressOf(path: string, query: Query): string {
    const search = searchOf(query);
    return search ? `${path}?${search}` : path;
}

/**
 * The answer to a call that succeeded; a {@link Problem} is thrown for every other. For files, and for what no
 * document describes.
 */
export async function ask(
    method: string,
    path: string,
    body?: BodyInit | object,
    more?: Record<string, string>,
): Promise<Response> {
    const isJson = body !== undefined && Object.getPrototypeOf(body) === Object.prototype;
    let response: Response;
    try {
        response = await fetch(path, {
            method,
            credentials: 'same-origin',
            headers: { ...headers(method), ...(isJson ? { 'Content-Type': 'application/json' } : {}), ...more },
            ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as BodyInit) }),
        });
    } catch (error) {
        throw Problem.unanswered(error);
    }
    if (response.status === 401 && !path.startsWith('/session')) whenSignedOut();
    if (!response.ok) throw Problem.of(response, await response.json().catch(() => undefined));
    return response;
}

/** The calls of a service as its document describes them, sent as every other. */
const client = <Paths extends object>(service: string) =>
    createClient<Paths>({
        baseUrl: location.origin + service,
        querySerializer: searchOf,
        fetch: async (request) =>
            ask(
                request.method,
                request.url.slice(location.origin.length),
                (await request.text()) || undefined,
                Object.fromEntries(request.headers),
            ),
    });

export const performance = client<Performance>('/performance');
export const training = client<Training>('/training');
export const feedback = client<Feedback>('/feedback');
export const incentive = client<Incentive>('/incentive');
export const gateway = client<Gateway>('');

/**
 * The calls every service has: imports, parked messages, error queues, the audit; and the columns of a kind of file,
 * which each documents kind by kind.
 */
type Common = Pick<Incentive, keyof Incentive & keyof Performance & keyof Training & keyof Feedback> & {
    '/imports/{kind}/columns': {
        get: Omit<Performance['/imports/managers/columns']['get'], 'parameters'> & {
            parameters: { path: { kind: string } };
        };
    };
};

export const SERVICES = ['performance', 'training', 'feedback', 'incentive'] as const;
export type Service = (typeof SERVICES)[number];

/** The calls that a service has in common with the others. */
export const callsOf: Record<Service, ReturnType<typeof client<Common>>> = {
    performance: client('/performance'),
    training: client('/training'),
    feedback: client('/feedback'),
    incentive: client('/incentive'),
};

/** The answer's data: {@link ask} has thrown what is none. */
export const answer = async <T>(call: Promise<{ data?: T }>): Promise<T> => (await call).data as T;

/** A page of a list, and where the next one begins. */
export interface Page<T> {
    items: T[];
    next: string | null;
    /** The number of rows of the whole list, where it was asked for. */
    total?: number | null;
}

/** The greatest number of rows in one answer of a service. */
export const MOST = 500;
