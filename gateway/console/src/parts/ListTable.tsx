import { Skeleton, type TableProps } from 'antd';
import { ListTotal } from './ListTotal';
import { MoreButton } from './MoreButton';
import { ProblemNote } from './ProblemNote';
import { WideTable } from './WideTable';
import type { List } from './list';

export interface ListTableProps<Row extends object> extends Pick<TableProps<Row>, 'columns' | 'rowKey' | 'onRow'> {
    'aria-label'?: string;
    'aria-labelledby'?: string;
    list: List<Row>;
    /** The sentence where the list has no row; none for a list that is not drawn then. */
    empty?: string;
    /** The number of lines that stand for the list until it is there. */
    lines?: number;
}

/** A list with its number of rows, its fault or its emptiness, and the way to more of it. */
export function ListTable<Row extends object>({ list, empty, lines = 10, ...table }: ListTableProps<Row>) {
    const { query, pages, items, sorting } = list;
    // Rows that have nothing of their own to be known by are known by their places.
    const places = new Map(items?.map((row, place) => [row, place]));
    return (
        <>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: lines }} />
            ) : (
                <WideTable<Row>
                    rowKey={(row) => places.get(row) ?? ''}
                    {...table}
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={sorting?.onChange}
                    empty={empty}
                />
            )}
            <MoreButton query={query} />
        </>
    );
}
