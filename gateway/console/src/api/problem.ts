/** The answer of a service that cannot do what was asked (RFC 9457). */
export interface ProblemDetails {
    status: number;
    code: string;
    title?: string;
    detail?: string;
    traceId?: string;
    /** By field: what is wrong with its shape. */
    errors?: Record<string, string[]>;
    /** The parts that are missing or differ, by code. */
    details?: unknown;
}

/** A call that failed, whether the service said why or nobody answered. */
export class Problem extends Error {
    readonly details: ProblemDetails;

    constructor(details: ProblemDetails) {
        super(details.detail ?? details.title ?? details.code);
        this.details = details;
    }

    get code() {
        return this.details.code;
    }

    get status() {
        return this.details.status;
    }

    /** Asking again may help: nobody answered, or the service is away or busy. */
    get isPassing() {
        return this.status === 0 || this.status === 429 || this.status >= 502;
    }

    static of(response: Response, body: unknown) {
        const details = typeof body === 'object' && body !== null ? (body as Partial<ProblemDetails>) : {};
        return new Problem({ ...details, status: response.status, code: details.code ?? `http.${response.status}` });
    }

    static unanswered(cause: unknown) {
        const problem = new Problem({ status: 0, code: 'network.unreachable' });
        problem.cause = cause;
        return problem;
    }
}
