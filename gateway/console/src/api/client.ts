import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '../i18n';
import type { paths as Feedback } from './feedback';
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

/** Headers every call carries: the language its errors come in, and for a write the proof that a page of ours sends it. */
export const headers = (method: string, idempotencyKey?: string): Record<string, string> => ({
    'Accept-Language': currentLanguage(),
    ...(method === 'GET' ? {} : { 'X-Antiforgery': antiforgery }),
    ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
});

const asOurs: Middleware = {
    onRequest({ request }) {
        for (const [name, value] of Object.entries(headers(request.method))) request.headers.set(name, value);
        return request;
    },
    onResponse({ response }) {
        if (response.status === 401) whenSignedOut();
    },
    onError({ error }) {
        return Problem.unanswered(error);
    },
};

const client = <T extends object>(baseUrl: string) => {
    const made = createClient<T>({ baseUrl, credentials: 'same-origin' });
    made.use(asOurs);
    return made;
};

export const performance = client<Performance>('/performance');
export const training = client<Training>('/training');
export const feedback = client<Feedback>('/feedback');
export const incentive = client<Incentive>('/incentive');

/** The answer's data, or a {@link Problem} thrown. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
    const { data, error, response } = await call;
    if (!response.ok) throw Problem.of(response, error);
    return data as T;
}

/** The same for what has no type of its own: files, the session, `/status`. */
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
