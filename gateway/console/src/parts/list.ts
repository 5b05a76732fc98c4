import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, Query } from '../api/client';
import type { Sorting } from './sorting';

/** The part of a query that asks for one page: so many rows, after a place, the number of all with the first. */
export type Paging = { limit: number; after?: string; total?: true };

interface Wanted<Got extends Page<object>, Filters extends Query> {
    /** The list's name in the cache: rows of another list are never shown in its place. */
    name: readonly unknown[];
    /** The values the list is narrowed down to. */
    filters: Filters;
    /** The order, where the service sorts. */
    sorting?: Sorting;
    /** The call that asks the service for a page of it. */
    page: (query: Filters & { sort?: string } & Paging) => Promise<Got>;
    limit?: number;
    isAsked?: boolean;
    /** The interval at which the list is asked again, by what is known. */
    again?: (items: Got['items']) => number | false;
}

/** A list of a service, read page by page. */
export function useList<Got extends Page<object>, Filters extends Query>({
    name,
    filters,
    sorting,
    page,
    limit = 50,
    isAsked = true,
    again,
}: Wanted<Got, Filters>) {
    const asked: Filters & { sort?: string } = sorting ? { ...filters, sort: sorting.sort } : filters;
    const query = useInfiniteQuery({
        queryKey: [...name, asked],
        enabled: isAsked,
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            page({ limit, ...asked, after: pageParam || undefined, total: pageParam ? undefined : true }),
        getNextPageParam: (last) => last.next,
        placeholderData: (data, before) =>
            JSON.stringify(before?.queryKey.slice(0, -1)) === JSON.stringify(name) ? data : undefined,
        refetchInterval: ({ state }) => again?.(state.data?.pages.flatMap((one) => one.items) ?? []) ?? false,
    });
    const pages = query.data?.pages;
    const items: Got['items'] | undefined = pages?.flatMap((one) => one.items);
    return { query, pages, items, asked, sorting };
}

/** A list as far as it is drawn. */
export interface List<Row> {
    query: Pick<
        UseInfiniteQueryResult,
        'error' | 'refetch' | 'isPlaceholderData' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
    >;
    pages: readonly Page<Row>[] | undefined;
    items: readonly Row[] | undefined;
    /** The query without its paging: as a file the list is asked for by it. */
    asked: Query;
    sorting?: Sorting;
}
