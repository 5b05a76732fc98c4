import { type GetRef, Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';

/** A table that scrolls by itself where the screen is narrower than it, by the keyboard too. Its page brings more rows, or has them all. */
export function WideTable<Row extends object>(props: TableProps<Row>) {
    const table = useRef<GetRef<typeof Table>>(null);
    useEffect(() => {
        // Ant Design neither lets the part that scrolls have the focus, nor keeps the focus out of the copy of the heads it measures with.
        const element = table.current?.nativeElement;
        element?.querySelector('.ant-table-content, .ant-table-body')?.setAttribute('tabindex', '0');
        element?.querySelector('.ant-table-measure-row')?.setAttribute('inert', '');
    });
    return <Table<Row> size="small" pagination={false} scroll={{ x: 'max-content' }} {...props} ref={table} />;
}
