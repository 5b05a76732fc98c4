import { expect, it } from 'vitest';
import { type Certificate, endingSoon, standingOf } from './calls';

const today = '2026-06-01';
const held = (managerNo: string, validTo: string | null, more: Partial<Certificate> = {}): Certificate => ({
    managerNo,
    name: null,
    certificate: 'C',
    validFrom: '2025-01-01',
    validTo,
    number: null,
    version: 1,
    validToday: validTo === null || validTo >= today,
    grantedTo: validTo,
    ...more,
});

it('tells where a certificate stands', () => {
    expect(standingOf(held('M1', null), today)).toBe('valid');
    expect(standingOf(held('M1', '2026-07-31'), today)).toBe('expiring');
    expect(standingOf(held('M1', '2026-08-01'), today)).toBe('valid');
    expect(standingOf(held('M1', '2026-05-31'), today)).toBe('expired');
    expect(standingOf(held('M1', null, { validFrom: '2026-06-02', validToday: false }), today)).toBe('future');
});

it('does not warn of an end after which it goes on', () => {
    expect(
        endingSoon(
            [held('M1', '2026-06-30'), held('M1', '2027-06-30', { validFrom: '2026-07-01', validToday: false })],
            today,
        ),
    ).toEqual([]);
    expect(endingSoon([held('M1', '2026-06-30'), held('M2', '2027-06-30')], today).map((one) => one.managerNo)).toEqual(
        ['M1'],
    );
});
