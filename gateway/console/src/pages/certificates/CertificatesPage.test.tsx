import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { dayFrom } from '../../parts/days';
import { answerWith, openPage } from '../../test/page';
import CertificatesPage from './CertificatesPage';

const held = (managerNo: string, validTo: string) => ({
    managerNo,
    certificate: 'SALES',
    validFrom: '2025-01-01',
    validTo,
    number: null,
    version: 1,
    validToday: true,
});

it('asks the service for the ones that end soon', async () => {
    const asked = answerWith(() => ({ items: [held('M1', dayFrom(5))], next: null }));
    await openPage(<CertificatesPage />, { roles: ['trainer'], at: '/certificates?standing=expiring&sort=validTo' });
    expect(await screen.findByText('M1')).toBeTruthy();
    expect(screen.getByText(/5 days left/)).toBeTruthy();
    expect(asked).toEqual([
        `/training/certificates?limit=50&valid=today&expiresBefore=${dayFrom(61)}&renewed=false&sort=validTo&total=true`,
    ]);
});

it('asks the service who is in post without a certificate, by unit and name, and exports the same', async () => {
    const asked = answerWith(() => ({
        items: [
            { managerNo: 'M1', name: 'Li', org: 'B1', orgName: 'East', certified: false, expiredOn: null },
            { managerNo: 'M2', name: null, org: 'B2', orgName: null, certified: false, expiredOn: '2026-03-31' },
        ],
        next: 'more',
        total: 612,
    }));
    await openPage(<CertificatesPage />, {
        roles: ['trainer'],
        at: '/certificates?standing=none&org=B1&search=M&sort=-org',
    });
    expect((await screen.findByText('Li')).closest('tr')?.textContent).toMatch(/East.*Never held one/);
    expect(screen.getByText('M2').closest('tr')?.textContent).toMatch(/B2.*2026/);
    expect(screen.getByText('1–2 of 612')).toBeTruthy();
    expect(asked).toEqual(['/training/managers?limit=50&certified=false&org=B1&search=M&sort=-org&total=true']);
    expect(screen.getByRole('button', { name: 'Load more' })).toBeTruthy();
});

it('says that everybody holds a certificate only where nothing is filtered', async () => {
    answerWith(() => ({ items: [], next: null, total: 0 }));
    await openPage(<CertificatesPage />, { roles: ['trainer'], at: '/certificates?standing=none' });
    expect(await screen.findByText('Everybody holds a valid certificate.')).toBeTruthy();
    await openPage(<CertificatesPage />, { roles: ['trainer'], at: '/certificates?standing=none&org=B9' });
    expect(await screen.findByText('Nobody matches. Change the filters.')).toBeTruthy();
});
