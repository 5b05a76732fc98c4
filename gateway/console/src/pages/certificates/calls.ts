import { answer, training } from '../../api/client';
import type { components, paths } from '../../api/training';
import { bankToday, dayFrom } from '../../parts/days';

/** An interval of a certificate; without a last valid day its end is open. */
export type Certificate = components['schemas']['CertificateAnswer'];
/** A manager in post, and whether any certificate of theirs is valid today. */
export type Holder = components['schemas']['ManagerAnswer'];

type CertificateQuery = NonNullable<paths['/certificates']['get']['parameters']['query']>;
type HolderQuery = NonNullable<paths['/managers']['get']['parameters']['query']>;

/** The time before its end at which a certificate asks for attention. */
export const SOON = 60;

export const STANDINGS = ['valid', 'expiring', 'expired', 'future'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The query that asks the service for them. Those that end soon are valid too. */
export const standingQuery: Record<Standing, () => CertificateQuery> = {
    valid: () => ({ valid: 'today' }),
    // One that a later interval goes on from needs nobody's attention.
    expiring: () => ({ valid: 'today', expiresBefore: dayFrom(SOON + 1), renewed: false }),
    expired: () => ({ valid: 'past' }),
    future: () => ({ valid: 'future' }),
};

export const certificates = (query: CertificateQuery) => answer(training.GET('/certificates', { params: { query } }));

export function standingOf({ validTo, validFrom, validToday }: Certificate, today = bankToday()): Standing {
    if (!validToday) return validFrom > today ? 'future' : 'expired';
    return validTo !== null && validTo <= dayFrom(SOON, today) ? 'expiring' : 'valid';
}

/** Those that end soon and that no later interval of the same certificate goes on from. */
export function endingSoon(all: readonly Certificate[], today = bankToday()): Certificate[] {
    return all.filter(
        (one) =>
            standingOf(one, today) === 'expiring' &&
            !all.some(
                (other) =>
                    other.managerNo === one.managerNo &&
                    other.certificate === one.certificate &&
                    (other.validTo === null || other.validTo > (one.validTo ?? '')),
            ),
    );
}

export const holders = (query: HolderQuery) => answer(training.GET('/managers', { params: { query } }));

/** The managers without a certificate as a home page names them, and how many they are. */
export const withoutCertificate = (named: number) => holders({ certified: false, limit: named, total: true });
