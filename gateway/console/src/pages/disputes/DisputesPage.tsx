import { useQuery } from '@tanstack/react-query';
import { Card, Select, Statistic, Row as Line, Col } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, instant, money, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { DisputeTag } from './DisputeTag';
import { type DisputeRow, disputeFigures, disputes } from './calls';
import { STATES, addressOfDispute } from './state';

/** How many are open, how old they are, and how those answered came out. */
function Figures() {
    const { t } = useTranslation();
    const { data } = useQuery({ queryKey: ['disputes', 'figures'], queryFn: disputeFigures });
    if (!data) return null;
    const figures = [
        { title: t('dispute.figure.open'), value: data.open },
        { title: t('dispute.figure.unassigned'), value: data.unassigned },
        { title: t('dispute.figure.overdue'), value: data.overdue },
        ...data.ages.map(({ from, to, disputes: value }) => ({
            title:
                to === null ? t('dispute.figure.older', { from }) : t('dispute.figure.age', { from, to: String(to) }),
            value,
        })),
        { title: t('dispute.figure.upheld'), value: data.upheld },
        { title: t('dispute.figure.rejected'), value: data.rejected },
    ];
    return (
        <Card size="small">
            <Line gutter={[24, 12]}>
                {figures.map(({ title, value }) => (
                    <Col key={title}>
                        <Statistic title={title} value={value} />
                    </Col>
                ))}
            </Line>
        </Card>
    );
}

/** Objections to lines of statements: a manager follows their own, an analyst answers, those who oversee read. */
export default function DisputesPage() {
    const { t } = useTranslation();
    const { roles, managerNo } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const filters = { state, assignedTo: filter('assignedTo'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['disputes'], filters, sorting, page: disputes });
    const isOversight = roles.some((role) => role !== 'account-manager');
    return (
        <ListPage<DisputeRow>
            title={t('room.disputes')}
            lead={t(isOversight ? 'dispute.lead' : 'dispute.ownLead')}
            views={isOversight && <Figures />}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('correction.state')}
                        placeholder={t('correction.state')}
                        style={{ minWidth: '11rem' }}
                        options={STATES.map((value) => ({ value, label: t(`dispute.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    {isOversight && <AddressFilter name="search" id="dispute-search" label={t('managers.search')} />}
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/disputes"
            list={list}
            aria-label={t('room.disputes')}
            rowKey="id"
            empty={t(isFiltered ? 'dispute.noneFound' : managerNo ? 'dispute.ownNone' : 'dispute.none')}
            columns={[
                {
                    title: t('months.month'),
                    dataIndex: 'period',
                    ...by('period'),
                    render: (month: string, { id }) => <Link to={addressOfDispute(id)}>{period(month)}</Link>,
                },
                ...(isOversight
                    ? [
                          {
                              title: t('months.manager'),
                              dataIndex: 'managerNo',
                              ...by('managerNo'),
                              render: (no: string, { name }: DisputeRow) => <ManagerName no={no} name={name} />,
                          },
                      ]
                    : []),
                {
                    title: t('dispute.rule'),
                    dataIndex: 'rule',
                    render: (_, { ruleName }) => (currentLanguage() === 'en' ? ruleName.en : ruleName.zh),
                },
                { title: t('dispute.shown'), dataIndex: 'shown', align: 'right', className: 'number', render: money },
                {
                    title: t('dispute.expectedShort'),
                    dataIndex: 'expected',
                    align: 'right',
                    className: 'number',
                    render: (amount: string | null) => (amount === null ? '–' : money(amount)),
                },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string, { isOverdue }) => <DisputeTag state={one} isOverdue={isOverdue} />,
                },
                { title: t('dispute.dueOn'), dataIndex: 'dueOn', ...by('dueOn'), render: date },
                {
                    title: t('dispute.assignedTo'),
                    dataIndex: 'assignedTo',
                    render: (who: string | null) => who ?? '–',
                },
                { title: t('dispute.openedAt'), dataIndex: 'openedAt', ...by('number'), render: instant },
            ]}
        />
    );
}
