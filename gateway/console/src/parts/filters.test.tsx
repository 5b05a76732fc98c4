import { fireEvent, screen } from '@testing-library/react';
import { useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { openPage } from '../test/page';
import { useFilters } from './filters';

function Page() {
    const { filter, choose, clear } = useFilters();
    return (
        <>
            <output>{`${useLocation().search} level ${filter('level') ?? 'any'}`}</output>
            <button onClick={() => choose({ level: 'senior', org: undefined })}>choose</button>
            <button onClick={clear}>clear</button>
        </>
    );
}

test('a choice sets, takes away and leaves alone what the address holds', async () => {
    await openPage(<Page />, { roles: [], at: '/list?org=B1&period=2026-06' });
    fireEvent.click(screen.getByText('choose'));
    expect(screen.getByRole('status').textContent).toBe('?period=2026-06&level=senior level senior');
    fireEvent.click(screen.getByText('clear'));
    expect(screen.getByRole('status').textContent).toBe(' level any');
});
