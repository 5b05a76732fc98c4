import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { DayFilter } from '../../parts/DayFilter';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, money, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { type DueRow, ledger } from '../deferred/calls';
import { mayPropose } from '../releases/state';

const ACCOUNTS = ['deferred', 'reserve'] as const;

/** What is still to be paid of deferred money and reserves, the next due first. */
export default function LedgerPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const person = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('dueOn');
    const { by } = sorting;
    const filters = {
        dueBefore: filter('dueBefore'),
        account: ACCOUNTS.find((one) => one === filter('account')),
        search: filter('search'),
    };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['ledger'], filters, sorting, page: ledger });
    return (
        <ListPage<DueRow>
            title={t('room.ledger')}
            lead={t('ledger.lead')}
            views={
                mayPropose(person) && (
                    <div>
                        <Button type="primary" onClick={() => void navigate('/releases')}>
                            {t('release.propose')}
                        </Button>
                    </div>
                )
            }
            filters={
                <>
                    <DayFilter name="dueBefore" id="ledger-due" label={t('ledger.dueBefore')} />
                    <Select
                        allowClear
                        aria-label={t('ledger.account')}
                        placeholder={t('ledger.account')}
                        style={{ minWidth: '10rem' }}
                        options={ACCOUNTS.map((value) => ({ value, label: t(`deferred.kind.${value}`) }))}
                        value={filters.account}
                        onChange={(value?: string) => choose({ account: value })}
                    />
                    <AddressFilter name="search" id="ledger-search" label={t('statement.byManager')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/ledger"
            list={list}
            aria-label={t('room.ledger')}
            rowKey={({ managerNo, account, period: month, dueOn }) => `${managerNo} ${account} ${month} ${dueOn}`}
            empty={t(isFiltered ? 'ledger.noneFound' : 'ledger.none')}
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
                { title: t('deferred.dueOn'), dataIndex: 'dueOn', ...by('dueOn'), className: 'number', render: date },
                {
                    title: t('deferred.amount'),
                    dataIndex: 'amount',
                    ...by('amount'),
                    align: 'right',
                    className: 'number',
                    render: money,
                },
            ]}
        />
    );
}
