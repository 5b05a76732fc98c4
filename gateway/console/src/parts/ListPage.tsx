import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from './ExportButton';
import { ListTable, type ListTableProps } from './ListTable';
import { PageHead } from './PageHead';
import { useFilters } from './filters';

interface Props<Row extends object> extends ListTableProps<Row> {
    title: string;
    lead: string;
    /** Beside the lead: where the rows come from. */
    aside?: ReactNode;
    /** Between the head and the filters: which of several lists is shown. */
    views?: ReactNode;
    filters?: ReactNode;
    /** True if a filter is chosen that can be taken away. */
    isFiltered?: boolean;
    /** The list's address, where it can be had as a file. */
    exportFrom?: string;
}

/** A page that is a list: what it is, what it can be narrowed down by, the way to have it as a file, and its rows. */
export function ListPage<Row extends object>({
    title,
    lead,
    aside,
    views,
    filters,
    isFiltered,
    exportFrom,
    ...table
}: Props<Row>) {
    const { t } = useTranslation();
    const { clear } = useFilters();
    return (
        <Flex vertical gap="middle">
            <PageHead title={title} lead={lead} aside={aside} />
            {views}
            {(filters || exportFrom) && (
                <Flex gap="middle" wrap align="end">
                    {filters}
                    {isFiltered && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                    {exportFrom && <ExportButton path={exportFrom} query={table.list.asked} />}
                </Flex>
            )}
            <ListTable<Row> {...table} />
        </Flex>
    );
}
