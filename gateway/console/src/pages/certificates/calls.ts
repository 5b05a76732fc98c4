import { type Page, read } from '../../api/read';
import { bankToday, dayFrom } from '../../parts/days';

/** One interval of a certificate (written out here because the service's document gives several answers one name). */
export interface Certificate {
    managerNo: string;
    name: string | null;
    certificate: string;
    validFrom: string;
    /** The last valid day; null: an open end. */
    validTo: string | null;
    number: string | null;
    version: number;
    validToday: boolean;
}

/** So long before its end a certificate asks for attention. */
export const SOON = 60;

export const STANDINGS = ['valid', 'expiring', 'expired', 'future'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the service is asked for them. Those that end soon are valid too. */
export const standingQuery: Record<Standing, () => { valid: string; expiresBefore?: string; renewed?: string }> = {
    valid: () => ({ valid: 'today' }),
    // One that a later interval goes on from needs nobody's attention.
    expiring: () => ({ valid: 'today', expiresBefore: dayFrom(SOON + 1), renewed: 'false' }),
    expired: () => ({ valid: 'past' }),
    future: () => ({ valid: 'future' }),
};

export const certificates = (query: {
    manager?: string;
    search?: string;
    certificate?: string;
    valid?: string;
    expiresBefore?: string;
    renewed?: string;
    total?: 'true';
    sort?: string;
    after?: string;
    limit: number;
}) => read<Page<Certificate>>('/training/certificates', query);

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

/** A manager in post, and whether any certificate of theirs is valid today. */
export interface Holder {
    managerNo: string;
    name: string | null;
    org: string | null;
    orgName: string | null;
    certified: boolean;
    /** The last valid day of the certificate that ended last; null for who is certified or never held one. */
    expiredOn: string | null;
}

export const holders = (query: {
    certified?: 'true' | 'false';
    org?: string;
    search?: string;
    total?: 'true';
    sort?: string;
    after?: string;
    limit: number;
}) => read<Page<Holder>>('/training/managers', query);

/** The managers without a certificate as a home page names them, and how many they are. */
export const withoutCertificate = (named: number) => holders({ certified: 'false', limit: named, total: 'true' });
