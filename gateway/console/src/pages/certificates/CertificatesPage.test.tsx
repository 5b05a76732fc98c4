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
