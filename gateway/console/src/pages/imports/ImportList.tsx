import { Flex, Select, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { useSorting } from '../../parts/sorting';
import { useFilters } from '../../parts/filters';
import { count, instant } from '../../parts/format';
import { StatusTag } from './StatusTag';
import { type Service, answer, callsOf } from '../../api/client';
import { kinds } from './kinds';
import { type ImportState, STATUSES, isFinished } from './state';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** A service's imports, newest first. */
export function ImportList({ services, mayBring }: { services: readonly Service[]; mayBring: boolean }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { filter, choose } = useFilters();
    const service = services.find((one) => one === filter('service')) ?? (services[0] as Service);
    const ofService = kinds.filter((one) => one.service === service);
    const status = filter('status');
    const kind = filter('of');
    const sorting = useSorting('-number');
    const { by } = sorting;
    const list = useList({
        name: ['imports', service],
        filters: { status, kind },
        sorting,
        page: (query) => answer(callsOf[service].GET('/imports', { params: { query } })),
        limit: 20,
        again: (items) => (items.every(isFinished) ? false : 3000),
    });
    const rows = (title: string, field: 'rowsRead' | 'rowsAccepted' | 'rowsUnchanged' | 'rowsRejected') => ({
        title,
        dataIndex: field,
        align: 'end' as const,
        className: 'number',
        render: (number: number) => count(number),
    });

    return (
        <Flex vertical gap="middle">
            <Flex gap="small" wrap>
                {services.length > 1 && (
                    <Select
                        aria-label={t('imports.service')}
                        style={{ minWidth: '9rem' }}
                        options={services.map((value) => ({ value, label: t(`imports.services.${value}`) }))}
                        value={service}
                        onChange={(value) => choose({ service: value, of: undefined })}
                    />
                )}
                {ofService.length > 0 && (
                    <Select
                        allowClear
                        aria-label={t('imports.byKind')}
                        placeholder={t('imports.byKind')}
                        style={{ minWidth: '11rem' }}
                        options={ofService.map((one) => ({ value: one.kind, label: t(`imports.kind.${one.kind}`) }))}
                        value={kind}
                        onChange={(value?: string) => choose({ of: value })}
                    />
                )}
                <Select
                    allowClear
                    aria-label={t('imports.byStatus')}
                    placeholder={t('imports.byStatus')}
                    style={{ minWidth: '9rem' }}
                    options={STATUSES.map((value) => ({ value, label: t(`imports.status.${value}`) }))}
                    value={status}
                    onChange={(value?: string) => choose({ status: value })}
                />
                <ExportButton path={`/${service}/imports`} query={list.asked} />
            </Flex>
            <ListTable<ImportState>
                list={list}
                aria-label={t('imports.list')}
                rowKey="id"
                onRow={(item) => ({
                    onClick: () => void navigate(`/imports/${service}/${item.id}`),
                    style: { cursor: 'pointer' },
                })}
                empty={t(status || kind ? 'imports.noneFound' : mayBring ? 'imports.noneYet' : 'imports.noneEver')}
                columns={[
                    {
                        title: t('imports.kindOfFile'),
                        ...by('kind'),
                        render: (_, item) => (
                            <Link to={`/imports/${service}/${item.id}`} onClick={(event) => event.stopPropagation()}>
                                {t(`imports.kind.${item.kind}`, { defaultValue: item.kind })}
                            </Link>
                        ),
                    },
                    {
                        title: t('imports.statusName'),
                        ...by('status'),
                        render: (_, item) => (
                            <Flex gap={4}>
                                <StatusTag state={item} />
                                {item.dryRun && <Tag>{t('imports.dryRun')}</Tag>}
                                {item.mode === 'atomic' && <Tag>{t('imports.atomic')}</Tag>}
                            </Flex>
                        ),
                    },
                    {
                        title: t('imports.createdAt'),
                        dataIndex: 'createdAt',
                        ...by('number'),
                        render: (at: string) => <Typography.Text className="number">{instant(at)}</Typography.Text>,
                    },
                    {
                        title: t('imports.fileName'),
                        dataIndex: 'fileName',
                        render: (name: string | null) => name ?? '—',
                    },
                    { title: t('imports.createdBy'), dataIndex: 'createdBy' },
                    rows(t('imports.rows.Read'), 'rowsRead'),
                    rows(t('imports.rows.Accepted'), 'rowsAccepted'),
                    rows(t('imports.rows.Unchanged'), 'rowsUnchanged'),
                    rows(t('imports.rows.Rejected'), 'rowsRejected'),
                ]}
            />
        </Flex>
    );
}
