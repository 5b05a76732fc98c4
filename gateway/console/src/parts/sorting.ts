import type { Key } from 'react';
import { useFilters } from './filters';

/** The column a table is sorted by, as the table tells it. */
interface Sorted {
    columnKey?: Key;
    order?: 'ascend' | 'descend' | null;
}

/**
 * A table whose rows the service sorts: its heads are clicked, or have the focus and Enter pressed. What is chosen is
 * kept in the page's address as
 * the service takes it, `field` or `-field` for the greatest first.
 */
export function useSorting(usual: string) {
    const { filter, choose } = useFilters();
    return sortingOf(filter('sort') ?? usual, (sort) => choose({ sort }));
}

/** The order of a table whose rows the service sorts by `sort`; a head that is clicked is told to `choose`. */
export function sortingOf<Sort extends string | undefined>(sort: Sort, choose: (sort: string | undefined) => void) {
    const onChange = (_page: unknown, _filters: unknown, sorted: Sorted | Sorted[]) => {
        const { columnKey, order } = Array.isArray(sorted) ? (sorted[0] ?? {}) : sorted;
        choose(order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : undefined);
    };
    return {
        sort,
        onChange,
        /** The properties of a column that can be sorted by. */
        by: (field: string) => ({
            key: field,
            sorter: true,
            sortOrder: sort === field ? ('ascend' as const) : sort === `-${field}` ? ('descend' as const) : null,
        }),
    };
}

export type Sorting = ReturnType<typeof sortingOf<string | undefined>>;
