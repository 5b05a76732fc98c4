import { screen, within } from '@testing-library/react';
import { App } from 'antd';
import { expect, it } from 'vitest';
import { answerWith, openPage } from '../../test/page';
import { People } from './People';

const people = [
    {
        user: 'somebody',
        name: 'Somebody',
        roles: ['administrator'],
        org: null,
        managerNo: null,
        active: true,
        state: 'active',
        lastSignIn: '2026-06-01T01:00:00+00:00',
    },
    {
        user: 'chen',
        name: '陈立',
        roles: ['branch-head'],
        org: 'B1',
        managerNo: null,
        active: true,
        state: 'first-password',
        lastSignIn: null,
    },
];

const open = (role: 'administrator' | 'auditor') => {
    answerWith(() => people);
    return openPage(
        <App>
            <People />
        </App>,
        { roles: [role] },
    );
};

it('lets an administrator change others and never themselves', async () => {
    await open('administrator');
    const chen = (await screen.findByText('chen')).closest('tr') as HTMLElement;
    expect(within(chen).getByText('Initial password not changed')).toBeTruthy();
    expect(within(chen).getByRole('button', { name: 'Change' })).toBeTruthy();
    const own = screen.getByText('somebody').closest('tr') as HTMLElement;
    expect(within(own).queryByRole('button')).toBeNull();
    expect(within(own).getByText('You')).toBeTruthy();
});

it('shows an auditor who there is, and no way to change anything', async () => {
    await open('auditor');
    expect(await screen.findByText('chen')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a person' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
});
