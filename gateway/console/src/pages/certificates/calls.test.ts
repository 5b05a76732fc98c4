import { expect, it } from 'vitest';
import { type Certificate, endingSoon, standingOf, uncertified } from './calls';

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

it('names who is without a certificate, and nobody of whom it cannot be told yet', () => {
    const managers = {
        items: ['M1', 'M2', 'M3', 'M4'].map((managerNo) => ({
            managerNo,
            leftOn: managerNo === 'M3' ? '2026-01-31' : null,
        })),
        next: null,
    };
    const all = [held('M1', null), held('M2', '2026-01-31')];
    expect(uncertified(managers, { items: all, next: null }, today).map((one) => one.managerNo)).toEqual(['M2', 'M4']);
    expect(uncertified(managers, { items: all, next: 'more' }, today)).toEqual([]);
});
