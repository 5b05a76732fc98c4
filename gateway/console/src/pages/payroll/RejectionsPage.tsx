import { Badge, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant, money, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths } from '../month/months';
import { type Rejection, rejections } from './calls';
import { MONTHS } from './newestMonth';
import { PayrollTabs } from './PayrollTabs';
import { RejectionActions } from './RejectionActions';

const STATES = ['rejected', 'resend-proposed', 'write-off-proposed', 'resent', 'written-off'] as const;
const colours: Record<string, 'warning' | 'success' | 'error' | 'default' | 'processing'> = {
    rejected: 'error',
    'resend-proposed': 'warning',
    'write-off-proposed': 'warning',
    resent: 'success',
    'written-off': 'default',
};

/** What is known of a rejected entry beside payroll's reason: proposal, decision, return, the entry in its place. */
function Course({ row }: { row: Rejection }) {
    const { t } = useTranslation();
    const lines = [
        row.proposedBy &&
            t('rejection.proposedBy', {
                who: row.proposedBy,
                at: row.proposedAt ? instant(row.proposedAt) : '–',
                reason: row.proposalReason ?? '–',
            }),
        row.decidedBy &&
            t('rejection.decidedBy', { who: row.decidedBy, at: row.decidedAt ? instant(row.decidedAt) : '–' }),
        row.state === 'rejected' && row.returnReason && t('rejection.returned', { reason: row.returnReason }),
        row.resentAs && t('rejection.resentAs', { id: row.resentAs }),
    ].filter(Boolean);
    return lines.length === 0 ? (
        <>–</>
    ) : (
        <Flex vertical style={{ maxWidth: '26rem', overflowWrap: 'anywhere' }}>
            {lines.map((line) => (
                <Typography.Text key={String(line)} type="secondary">
                    {line}
                </Typography.Text>
            ))}
        </Flex>
    );
}

/** The entries that payroll rejected: an analyst proposes to send each again or to write it off, an approver decides. */
export default function RejectionsPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('sequence');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const filters = { state, period: filter('period'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['rejections'], filters, sorting, page: rejections });
    return (
        <ListPage<Rejection>
            title={t('room.rejections')}
            lead={t('rejection.lead')}
            views={<PayrollTabs />}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('rejection.stateOf')}
                        placeholder={t('payroll.anyStatus')}
                        style={{ minWidth: '12rem' }}
                        options={STATES.map((value) => ({ value, label: t(`rejection.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <MonthPicker
                        months={latestMonths(MONTHS)}
                        value={filters.period}
                        onChange={(month) => choose({ period: month })}
                    />
                    <AddressFilter name="search" id="rejection-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/payroll/rejections"
            list={list}
            aria-label={t('room.rejections')}
            rowKey="eventId"
            empty={t(isFiltered ? 'managers.noneFound' : 'rejection.none')}
            columns={[
                { title: t('payroll.sequence'), dataIndex: 'sequence', align: 'right', ...by('sequence') },
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                },
                { title: t('months.month'), dataIndex: 'period', ...by('period'), render: period },
                { title: t('payroll.kind'), dataIndex: 'kind', render: (kind: string) => t(`payroll.kinds.${kind}`) },
                {
                    title: t('payroll.amount'),
                    dataIndex: 'amount',
                    align: 'right',
                    className: 'number',
                    ...by('amount'),
                    render: money,
                },
                {
                    title: t('rejection.stateOf'),
                    dataIndex: 'state',
                    render: (one: string) => <Badge status={colours[one]} text={t(`rejection.state.${one}`)} />,
                },
                {
                    title: t('rejection.payrollSays'),
                    dataIndex: 'reason',
                    className: 'sentence',
                    render: (reason: string | null, row) => (
                        <div style={{ maxWidth: '20rem', overflowWrap: 'anywhere' }}>
                            {reason ?? '–'}
                            <br />
                            <Typography.Text type="secondary">
                                {t('list.byAt', { who: row.rejectedBy, at: instant(row.rejectedAt) })}
                            </Typography.Text>
                        </div>
                    ),
                },
                {
                    title: t('rejection.course'),
                    key: 'course',
                    className: 'sentence',
                    render: (_, row) => <Course row={row} />,
                },
                {
                    title: t('rejection.toDo'),
                    key: 'act',
                    className: 'sentence',
                    render: (_, row) => <RejectionActions row={row} />,
                },
            ]}
        />
    );
}
