import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPage } from '../test/page';
import { WideTable } from './WideTable';

test('every cell says which head it belongs to, beside what the page says of it', async () => {
    await openPage(
        <WideTable<{ no: string; pay: string }>
            rowKey="no"
            className="own"
            dataSource={[{ no: 'M1', pay: '¥1.00' }]}
            columns={[
                { title: 'Number', dataIndex: 'no' },
                { title: 'Payable', dataIndex: 'pay', onCell: (row) => ({ title: row.no }) },
                { title: '', key: 'act', render: () => 'Open' },
                { title: <b>Drawn</b>, key: 'drawn', render: () => 'x' },
            ]}
        />,
        { roles: [] },
    );
    const label = (text: string) => screen.getByText(text).closest('td')?.getAttribute('data-label');
    expect(label('M1')).toBe('Number');
    expect(label('¥1.00')).toBe('Payable');
    expect(screen.getByText('¥1.00').closest('td')?.title).toBe('M1');
    expect(label('Open')).toBeNull();
    expect(label('x')).toBeNull();
    expect(document.querySelector('.wide-table.own')).toBeTruthy();
});
