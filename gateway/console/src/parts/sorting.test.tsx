import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { openPage } from '../test/page';
import { WideTable } from './WideTable';
import { useSorting } from './sorting';

interface Row {
    no: string;
    day: string;
}

function Page() {
    const { sort, by, onChange } = useSorting('no');
    return (
        <>
            <output>{`${useLocation().search} ${sort}`}</output>
            <WideTable<Row>
                rowKey="no"
                dataSource={[{ no: 'M1', day: '2026-06-01' }]}
                onChange={onChange}
                columns={[
                    { title: 'Number', dataIndex: 'no', ...by('no') },
                    { title: 'Day', dataIndex: 'day', ...by('hiredOn') },
                ]}
            />
        </>
    );
}

const head = (name: string) => screen.getByRole('columnheader', { name });

test('a head that is clicked, or has the focus and Enter, sorts; the address and aria-sort say how', async () => {
    await openPage(<Page />, { roles: [], at: '/list?org=B1' });
    const user = userEvent.setup();
    const said = () => screen.getByRole('status').textContent;
    expect(said()).toBe('?org=B1 no');
    expect(head('Number').getAttribute('aria-sort')).toBe('ascending');
    await user.click(head('Day'));
    expect(said()).toBe('?org=B1&sort=hiredOn hiredOn');
    expect(head('Day').getAttribute('aria-sort')).toBe('ascending');
    expect(head('Day').tabIndex).toBe(0);
    expect(head('Number').getAttribute('aria-sort')).not.toBe('ascending');
    // Ant Design reads the old number of the key, which user-event does not say.
    const enter = { key: 'Enter', keyCode: 13 };
    fireEvent.keyDown(head('Day'), enter);
    expect(said()).toBe('?org=B1&sort=-hiredOn -hiredOn');
    expect(head('Day').getAttribute('aria-sort')).toBe('descending');
    fireEvent.keyDown(head('Day'), enter);
    expect(said()).toBe('?org=B1 no');
    await user.click(head('Number'));
    expect(said()).toBe('?org=B1&sort=-no -no');
});
