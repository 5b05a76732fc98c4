import { Empty, type GetRef, Table, type TableColumnsType, type TableProps } from 'antd';
import { type HTMLAttributes, type ReactNode, useEffect, useRef } from 'react';
import './WideTable.css';

/**
 * A table that is as wide as its columns need. Where that is wider than its place it scrolls by itself, by the keyboard
 * too; on a phone each row is a card instead, each value under the head of its column, and nothing lies beyond the edge.
 * Its page brings more rows, or has them all; `empty` says what stands there without any.
 */
export function WideTable<Row extends object>({
    columns,
    className,
    empty,
    ...props
}: Omit<TableProps<Row>, 'locale'> & { empty?: ReactNode }) {
    const table = useRef<GetRef<typeof Table>>(null);
    useEffect(() => {
        // Ant Design neither lets the part that scrolls have the focus, nor keeps the focus out of the copy of the
        // heads it measures with.
        const element = table.current?.nativeElement;
        element?.querySelector('.ant-table-content, .ant-table-body')?.setAttribute('tabindex', '0');
        element?.querySelector('.ant-table-measure-row')?.setAttribute('inert', '');
    });
    return (
        <Table<Row>
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            {...props}
            locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} /> }}
            columns={columns && labelled(columns)}
            className={className ? `wide-table ${className}` : 'wide-table'}
            ref={table}
        />
    );
}

/** The columns, each cell with the head it belongs to: on a phone the heads are not above their columns. */
const labelled = <Row extends object>(columns: TableColumnsType<Row>): TableColumnsType<Row> =>
    columns.map((column) => ({
        ...column,
        onCell: (row: Row, index?: number) =>
            ({
                ...column.onCell?.(row, index),
                ...(typeof column.title === 'string' && column.title !== '' && { 'data-label': column.title }),
            }) as HTMLAttributes<HTMLElement>,
    }));
