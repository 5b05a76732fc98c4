import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { expect, it } from 'vitest';
import type { Page, Query } from '../api/client';
import { openPage } from '../test/page';
import { ListPage } from './ListPage';
import { AddressFilter } from './TextFilter';
import { useFilters } from './filters';
import { useList } from './list';
import { useSorting } from './sorting';

interface Row {
    no: string;
}

type Answer = (which: string, query: Query) => Promise<Page<Row>>;

/** A page of a list as every page makes one: it says its columns, filters, query and texts. */
function Managers({ answer }: { answer: Answer }) {
    const { filter, choose } = useFilters();
    const which = filter('view') ?? 'one';
    const sorting = useSorting('no');
    const list = useList({
        name: ['list', which],
        filters: { search: filter('search') },
        sorting,
        limit: 2,
        page: (query) => answer(which, query),
    });
    return (
        <>
            <output>{useLocation().search}</output>
            <button onClick={() => choose({ view: 'other' })}>other</button>
            <ListPage<Row>
                title="Managers"
                lead="The roster."
                filters={<AddressFilter name="search" id="search" label="Search" />}
                isFiltered={Boolean(filter('search'))}
                list={list}
                aria-label="roster"
                rowKey="no"
                empty="Nobody"
                columns={[{ title: 'Number', dataIndex: 'no', ...sorting.by('no') }]}
            />
        </>
    );
}

it('asks page by page, for the number of all with the first alone, and says how much is shown', async () => {
    const asked: Query[] = [];
    await openPage(
        <Managers
            answer={(_, query) => {
                asked.push(query);
                return Promise.resolve(
                    query.after
                        ? { items: [{ no: 'M3' }], next: null }
                        : { items: [{ no: 'M1' }, { no: 'M2' }], next: 'M2', total: 3 },
                );
            }}
        />,
        { roles: ['hr'] },
    );
    expect(await screen.findByText('1–2 of 3')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('M3')).toBeTruthy();
    expect(screen.getByText('1–3 of 3')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    expect(asked).toEqual([
        { limit: 2, search: undefined, sort: 'no', after: undefined, total: true },
        { limit: 2, search: undefined, sort: 'no', after: 'M2', total: undefined },
    ]);
});

it('keeps filter and order in the address, begins again with them, and lets the filters go', async () => {
    const asked: Query[] = [];
    await openPage(
        <Managers
            answer={(_, query) => {
                asked.push(query);
                return Promise.resolve({ items: [{ no: 'M1' }], next: null, total: 1 });
            }}
        />,
        { roles: ['hr'], at: '/managers?search=li' },
    );
    const user = userEvent.setup();
    await screen.findByText('M1');
    await user.click(screen.getByRole('columnheader', { name: 'Number' }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'li', sort: '-no', total: true }));
    expect(screen.getByRole('status').textContent).toBe('?search=li&sort=-no');
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: undefined, sort: 'no' }));
});

it('shows the rows of one list never in the place of another', async () => {
    const never = new Promise<Page<Row>>(() => undefined);
    await openPage(
        <Managers
            answer={(which) => (which === 'one' ? Promise.resolve({ items: [{ no: 'M1' }], next: null }) : never)}
        />,
        { roles: ['hr'] },
    );
    await screen.findByText('M1');
    await userEvent.click(screen.getByText('other'));
    await waitFor(() => expect(screen.queryByText('M1')).toBeNull());
});

it('says what went wrong, and is asked again', async () => {
    let isAway = true;
    await openPage(
        <Managers
            answer={() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve({ items: [], next: null }))}
        />,
        { roles: ['hr'] },
    );
    const alert = await screen.findByRole('alert');
    expect(screen.queryByRole('table')).toBeNull();
    isAway = false;
    await userEvent.click(alert.querySelector('button') as HTMLElement);
    expect(await screen.findByText('Nobody')).toBeTruthy();
});
