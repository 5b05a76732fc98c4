import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { date, money, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { useSorting } from '../../parts/sorting';
import { AddressFilter } from '../../parts/TextFilter';
import { type ReleaseLine, releaseLines } from './calls';

/** What a release pays, by manager and month. */
export function Lines({ id }: { id: string }) {
    const { t } = useTranslation();
    const { filter, clear } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const search = filter('search');
    const list = useList({
        name: ['release', id, 'lines'],
        filters: { search },
        sorting,
        page: (query) => releaseLines(id, query),
    });
    return (
        <Flex vertical gap="middle" component="section" aria-labelledby="release-lines">
            <Typography.Title level={2} id="release-lines" style={{ margin: 0, fontSize: '1.25rem' }}>
                {t('release.lines')}
            </Typography.Title>
            <Flex gap="middle" wrap align="end">
                <AddressFilter name="search" id="release-search" label={t('statement.byManager')} />
                {search && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                <ExportButton path={`/incentive/releases/${id}/lines`} query={list.asked} />
            </Flex>
            <ListTable<ReleaseLine>
                list={list}
                aria-labelledby="release-lines"
                rowKey={({ managerNo, account, period: month, dueOn }) => `${managerNo} ${account} ${month} ${dueOn}`}
                empty={t(search ? 'ledger.noneFound' : 'release.noLines')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        render: (no: string, { name }) => (
                            <Link to={`/deferred/${encodeURIComponent(no)}`}>
                                <ManagerName no={no} name={name} />
                            </Link>
                        ),
                    },
                    {
                        title: t('months.org'),
                        dataIndex: 'org',
                        render: (org: string, { orgName }) => (orgName ? `${orgName} ${org}` : org),
                    },
                    {
                        title: t('ledger.account'),
                        dataIndex: 'account',
                        ...by('account'),
                        render: (account: string) => t(`deferred.kind.${account}`, { defaultValue: account }),
                    },
                    { title: t('deferred.formedIn'), dataIndex: 'period', ...by('period'), render: period },
                    {
                        title: t('deferred.dueOn'),
                        dataIndex: 'dueOn',
                        ...by('dueOn'),
                        className: 'number',
                        render: date,
                    },
                    {
                        title: t('release.amount'),
                        dataIndex: 'amount',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('release.paid'),
                        dataIndex: 'paid',
                        ...by('paid'),
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('release.forfeited'),
                        dataIndex: 'forfeited',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                ]}
            />
        </Flex>
    );
}
