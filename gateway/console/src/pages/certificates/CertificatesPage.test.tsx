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

it('shows the ones that end soon, and says that it has looked through a part only', async () => {
    const asked = answerWith(() => ({ items: [held('M1', dayFrom(5)), held('M2', dayFrom(500))], next: 'more' }));
    await openPage(<CertificatesPage />, { roles: ['trainer'], at: '/certificates?standing=expiring' });
    expect(await screen.findByText('M1')).toBeTruthy();
    expect(screen.queryByText('M2')).toBeNull();
    expect(screen.getByText(/1 of the 2 looked through/).textContent).toContain('There are more');
    expect(screen.getByText(/5 days left/)).toBeTruthy();
    expect(asked).toEqual(['/training/certificates?limit=500']);
});
