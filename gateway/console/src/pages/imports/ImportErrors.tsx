import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { type Service, ask } from '../../api/client';
import { Button, Flex, Select, Skeleton, Typography } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../parts/Fault';
import { ProblemNote } from '../../parts/ProblemNote';
import { count } from '../../parts/format';
import { download } from '../../parts/download';
import { csvFile } from './csv';
import { ERRORS_KEPT, type ImportError, type ImportState, useImportErrors, useImportPreview } from './state';
import { WideTable } from '../../parts/WideTable';

function optionsOf(values: string[]) {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([value, all]) => ({ value, label: `${value || '—'} (${count(all)})` }));
}

/** The mistakes in a file's rows, beside the rows themselves where the file is still at hand. */
export function ImportErrors({ service, state }: { service: Service; state: ImportState }) {
    const { t } = useTranslation();
    const errors = useImportErrors(service, state.id, true);
    const [column, setColumn] = useState<string>();
    const [code, setCode] = useState<string>();
    const all = errors.data;
    const seen = useImportPreview(service, state.id, true).data;
    const rejected = useMutation({
        mutationFn: async () =>
            download(
                await (await ask('GET', `/${service}/imports/${state.id}/rejected.xlsx`)).blob(),
                `${state.kind}-rejected.xlsx`,
            ),
    });
    if (!all)
        return errors.error ? (
            <ProblemNote problem={errors.error} retry={() => void errors.refetch()} />
        ) : (
            <Skeleton active paragraph={{ rows: 6 }} />
        );
    if (all.length === 0) return <Typography.Text type="secondary">{t('imports.errorsGone')}</Typography.Text>;

    const shown = all.filter(
        (error) => (column === undefined || error.column === column) && (code === undefined || error.code === code),
    );
    const written = new Map(seen?.rejected.map((row) => [row.number, row.cells]));
    return (
        <section aria-labelledby="import-errors">
            <Typography.Title level={2} id="import-errors" style={{ fontSize: '1.15rem' }}>
                {t('imports.errors')}
            </Typography.Title>
            <Flex gap="small" wrap style={{ marginBottom: '0.75rem' }}>
                <Select
                    allowClear
                    aria-label={t('imports.byColumn')}
                    placeholder={t('imports.byColumn')}
                    style={{ minWidth: '11rem' }}
                    options={optionsOf(all.map((error) => error.column))}
                    value={column}
                    onChange={setColumn}
                />
                <Select
                    allowClear
                    aria-label={t('imports.byCode')}
                    placeholder={t('imports.byCode')}
                    style={{ minWidth: '15rem' }}
                    options={optionsOf(all.map((error) => error.code))}
                    value={code}
                    onChange={setCode}
                />
                <Button
                    icon={<DownloadOutlined />}
                    onClick={() =>
                        download(
                            csvFile([
                                ['row', 'column', 'code', 'message'],
                                ...all.map((error) => [String(error.row), error.column, error.code, error.message]),
                            ]),
                            `${state.kind}-errors.csv`,
                        )
                    }
                >
                    {t('imports.downloadErrors')}
                </Button>
                {state.hasRejectedRows && (
                    <Button icon={<DownloadOutlined />} loading={rejected.isPending} onClick={() => rejected.mutate()}>
                        {t('imports.downloadRejected')}
                    </Button>
                )}
            </Flex>
            {rejected.error && <ProblemNote problem={rejected.error} retry={() => rejected.mutate()} />}
            {(state.hasRejectedRows || all.length >= ERRORS_KEPT) && (
                <Typography.Paragraph type="secondary">
                    {state.hasRejectedRows && t('imports.rejectedAbout')}{' '}
                    {all.length >= ERRORS_KEPT && t('imports.errorsCut', { kept: count(ERRORS_KEPT) })}
                </Typography.Paragraph>
            )}
            <WideTable<ImportError & { key: number }>
                aria-label={t('imports.errors')}
                pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
                dataSource={shown.map((error, key) => ({ ...error, key }))}
                columns={[
                    {
                        title: t('imports.row'),
                        dataIndex: 'row',
                        className: 'number',
                        render: (row: number) => count(row),
                    },
                    { title: t('imports.column'), dataIndex: 'column', render: (name: string) => <code>{name}</code> },
                    {
                        title: t('imports.message'),
                        dataIndex: 'message',
                        className: 'sentence',
                        render: (message: string) => <div style={{ maxWidth: '24rem' }}>{message}</div>,
                    },
                    ...(seen
                        ? [
                              {
                                  title: t('imports.asWritten'),
                                  key: 'written',
                                  render: (_: unknown, error: ImportError) => (
                                      <Written
                                          columns={seen.columns}
                                          cells={
                                              error.row === 1
                                                  ? seen.columns.map((one) => one.text)
                                                  : written.get(error.row)
                                          }
                                          column={error.column}
                                      />
                                  ),
                              },
                          ]
                        : []),
                    { title: t('imports.code'), dataIndex: 'code', render: (value: string) => <code>{value}</code> },
                ]}
            />
        </section>
    );
}

/** A row's own cells, the one at fault standing out. */
function Written({
    columns,
    cells,
    column,
}: {
    columns: { column: string | null }[];
    cells: string[] | undefined;
    column: string;
}) {
    if (!cells) return '—';
    return (
        <span style={{ whiteSpace: 'pre' }}>
            {cells.map((cell, index) => (
                <Fragment key={index}>
                    {index > 0 && ' , '}
                    {column !== '' && columns[index]?.column === column ? <Fault>{cell || '␣'}</Fault> : cell}
                </Fragment>
            ))}
        </span>
    );
}
