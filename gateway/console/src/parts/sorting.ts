import type { TableProps } from 'antd';
import { useFilters } from './filters';

/**
 * A table whose rows the service sorts: its heads are clicked, or have the focus and Enter pressed. What is chosen is kept in the page's address as
 * the service takes it, `field` or `-field` for the greatest first.
 */
export function useSorting<Row extends object>(usual: string) {
    const { filter, choose } = useFilters();
    const sort = filter('sort') ?? usual;
    const onChange: TableProps<Row>['onChange'] = (_page, _filters, sorted) => {
        const { columnKey, order } = Array.isArray(sorted) ? (sorted[0] ?? {}) : sorted;
        choose({ sort: order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : undefined });
    };
    return {
        sort,
        onChange,
        /** What makes a column one to sort by. */
        by: (field: string) => ({
            key: field,
            sorter: true,
            sortOrder: sort === field ? ('ascend' as const) : sort === `-${field}` ? ('descend' as const) : null,
        }),
    };
}
