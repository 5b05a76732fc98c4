import { Card, Collapse, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, instant, money } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { OpenForm } from './OpenForm';
import { RecoveryTag } from './RecoveryTag';
import { type RecoveryRow, recoveries } from './calls';
import { STATES, addressOfRecovery, mayOpenCases } from './state';

/** Cases of pay that is taken back: an analyst opens them, the manager states their side, an approver decides. */
export default function RecoveriesPage() {
    const { t } = useTranslation();
    const person = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const filters = { state, search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['recoveries'], filters, sorting, page: recoveries });
    const isOversight = person.roles.some((role) => role !== 'account-manager');
    return (
        <ListPage<RecoveryRow>
            title={t('room.recoveries')}
            lead={t(isOversight ? 'recovery.lead' : 'recovery.ownLead')}
            views={
                mayOpenCases(person) && (
                    <Card size="small">
                        <Collapse ghost items={[{ key: 'new', label: t('recovery.new'), children: <OpenForm /> }]} />
                    </Card>
                )
            }
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('correction.state')}
                        placeholder={t('correction.state')}
                        style={{ minWidth: '11rem' }}
                        options={STATES.map((value) => ({ value, label: t(`recovery.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    {isOversight && <AddressFilter name="search" id="recovery-search" label={t('managers.search')} />}
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/recoveries"
            list={list}
            aria-label={t('room.recoveries')}
            rowKey="id"
            empty={t(isFiltered ? 'recovery.noneFound' : isOversight ? 'recovery.none' : 'recovery.ownNone')}
            columns={[
                {
                    title: t('recovery.case'),
                    dataIndex: 'number',
                    ...by('number'),
                    render: (number: number, { id }) => (
                        <Link to={addressOfRecovery(id)}>{t('recovery.no', { number })}</Link>
                    ),
                },
                ...(isOversight
                    ? [
                          {
                              title: t('months.manager'),
                              dataIndex: 'managerNo',
                              ...by('managerNo'),
                              render: (no: string, { name }: RecoveryRow) => <ManagerName no={no} name={name} />,
                          },
                      ]
                    : []),
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <RecoveryTag state={one} />,
                },
                {
                    title: t('recovery.amount'),
                    dataIndex: 'amount',
                    align: 'right',
                    className: 'number',
                    ...by('amount'),
                    render: money,
                },
                {
                    title: t('recovery.forfeited'),
                    dataIndex: 'forfeited',
                    align: 'right',
                    className: 'number',
                    render: money,
                },
                { title: t('recovery.taken'), dataIndex: 'taken', align: 'right', className: 'number', render: money },
                {
                    title: t('recovery.claimed'),
                    dataIndex: 'claimed',
                    align: 'right',
                    className: 'number',
                    render: money,
                },
                { title: t('recovery.left'), dataIndex: 'left', align: 'right', className: 'number', render: money },
                { title: t('recovery.sideUntil'), dataIndex: 'sideUntil', ...by('sideUntil'), render: date },
                {
                    title: t('correction.maker'),
                    dataIndex: 'proposedAt',
                    render: (at: string, { proposedBy }) => t('list.byAt', { who: proposedBy, at: instant(at) }),
                },
            ]}
        />
    );
}
