import { Badge, Card, Collapse, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant, money, period, signedMoney } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths } from '../month/months';
import { MONTHS } from '../payroll/newestMonth';
import { AdjustForm } from './AdjustForm';
import { AdjustmentActs } from './AdjustmentActs';
import { type Adjustment, adjustments } from './calls';
import { ADJUSTMENT_STATES, mayAdjust } from './may';

const colours: Record<string, 'warning' | 'success' | 'error' | 'default' | 'processing'> = {
    proposed: 'warning',
    approved: 'processing',
    settled: 'success',
    returned: 'error',
    withdrawn: 'default',
};

/** Why an adjustment was proposed, on what it rests, and why it was returned. */
function Reason({ row }: { row: Adjustment }) {
    const { t } = useTranslation();
    return (
        <Flex vertical style={{ maxWidth: '24rem', overflowWrap: 'anywhere' }}>
            {row.reason}
            {row.evidence.length > 0 && (
                <Typography.Text type="secondary">
                    {t('adjustment.restsOn', { evidence: row.evidence.join(t('list.comma')) })}
                </Typography.Text>
            )}
            {row.returnReason && (
                <Typography.Text type="secondary">
                    {t('adjustment.returnedWith', { reason: row.returnReason })}
                </Typography.Text>
            )}
        </Flex>
    );
}

/** Amounts that people give or take beside the plan: an analyst proposes, another person approves, the next run pays. */
export default function AdjustmentsPage() {
    const { t } = useTranslation();
    const person = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = ADJUSTMENT_STATES.find((one) => one === filter('state'));
    const filters = { state, period: filter('period'), proposal: filter('proposal'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['adjustments'], filters, sorting, page: adjustments });
    return (
        <ListPage<Adjustment>
            title={t('room.adjustments')}
            lead={t('adjustment.lead')}
            views={
                mayAdjust(person) && (
                    <Card size="small">
                        <Collapse
                            ghost
                            items={[{ key: 'new', label: t('adjustment.new'), children: <AdjustForm /> }]}
                        />
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
                        options={ADJUSTMENT_STATES.map((value) => ({ value, label: t(`adjustment.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <MonthPicker
                        months={latestMonths(MONTHS)}
                        value={filters.period}
                        onChange={(month) => choose({ period: month })}
                    />
                    <AddressFilter name="search" id="adjustment-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/adjustments"
            list={list}
            aria-label={t('room.adjustments')}
            rowKey="id"
            empty={t(isFiltered ? 'adjustment.noneFound' : 'adjustment.none')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                },
                { title: t('correction.month'), dataIndex: 'period', ...by('period'), render: period },
                {
                    title: t('adjustment.amount'),
                    dataIndex: 'amount',
                    align: 'right',
                    className: 'number',
                    ...by('amount'),
                    render: signedMoney,
                },
                {
                    title: t('adjustment.paid'),
                    dataIndex: 'paid',
                    align: 'right',
                    className: 'number',
                    render: money,
                },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <Badge status={colours[one]} text={t(`adjustment.state.${one}`)} />,
                },
                {
                    title: t('correction.reason'),
                    key: 'reason',
                    className: 'sentence',
                    render: (_, row) => <Reason row={row} />,
                },
                {
                    title: t('correction.maker'),
                    dataIndex: 'proposedAt',
                    ...by('number'),
                    render: (at: string, { proposedBy }) => t('list.byAt', { who: proposedBy, at: instant(at) }),
                },
                {
                    title: t('correction.checker'),
                    dataIndex: 'decidedAt',
                    render: (at: string | null, { decidedBy }) =>
                        at && decidedBy ? t('list.byAt', { who: decidedBy, at: instant(at) }) : '–',
                },
                {
                    title: t('correction.toDo'),
                    key: 'act',
                    className: 'sentence',
                    render: (_, row) => <AdjustmentActs row={row} />,
                },
            ]}
        />
    );
}
