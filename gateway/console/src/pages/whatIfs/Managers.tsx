import { Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { count, money, signedMoney } from '../../parts/format';
import { useList } from '../../parts/list';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { useSorting } from '../../parts/sorting';
import { AddressFilter } from '../../parts/TextFilter';
import { type WhatIfManager, whatIfManagers } from './calls';

const SIDES = ['winners', 'losers', 'unchanged'] as const;

/** The managers of a what-if, the greatest change first. */
export function Managers({ id }: { id: string }) {
    const { t } = useTranslation();
    const { filter, choose, clear } = useFilters();
    const sorting = useSorting('-change-size');
    const { by } = sorting;
    const only = SIDES.find((one) => one === filter('only'));
    const filters = { only, org: filter('org'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({
        name: ['what-if-managers', id],
        filters,
        sorting,
        page: (query) => whatIfManagers(id, query),
    });
    return (
        <Flex vertical gap="middle" component="section" aria-labelledby="what-if-managers">
            <Typography.Title level={2} id="what-if-managers" style={{ margin: 0, fontSize: '1.25rem' }}>
                {t('whatIf.managers')}
            </Typography.Title>
            <Flex gap="middle" wrap align="end">
                <Select
                    allowClear
                    aria-label={t('whatIf.side')}
                    placeholder={t('whatIf.everybody')}
                    style={{ minWidth: '10rem' }}
                    options={SIDES.map((value) => ({ value, label: t(`whatIf.only.${value}`) }))}
                    value={only}
                    onChange={(value?: string) => choose({ only: value })}
                />
                <AddressFilter name="org" id="what-if-org" label={t('managers.byOrg')} />
                <AddressFilter name="search" id="what-if-search" label={t('managers.search')} />
                {isFiltered && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                <ExportButton path={`/incentive/what-ifs/${id}/managers`} query={list.asked} />
            </Flex>
            <ListTable<WhatIfManager>
                list={list}
                aria-label={t('whatIf.managers')}
                rowKey="managerNo"
                empty={t(isFiltered ? 'managers.noneFound' : 'whatIf.nobody')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                    },
                    {
                        title: t('months.org'),
                        dataIndex: 'org',
                        ...by('org'),
                        render: (org: string, { orgName }) => (orgName ? `${orgName} ${org}` : org),
                    },
                    {
                        title: t('managers.levelName'),
                        dataIndex: 'level',
                        render: (level: string | null, { step }) =>
                            level ? `${t(`managers.level.${level}`, { defaultValue: level })} ${step ?? ''}` : '',
                    },
                    { title: t('whatIf.managerMonths'), dataIndex: 'months', align: 'right', render: count },
                    {
                        title: t('whatIf.now'),
                        dataIndex: 'now',
                        ...by('now'),
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('whatIf.then'),
                        dataIndex: 'then',
                        ...by('then'),
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('whatIf.change'),
                        dataIndex: 'change',
                        ...by('change'),
                        align: 'right',
                        className: 'number',
                        render: signedMoney,
                    },
                ]}
            />
        </Flex>
    );
}
