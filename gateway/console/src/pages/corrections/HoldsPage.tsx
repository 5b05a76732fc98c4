import { Badge, Card, Collapse, Flex, Segmented, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant, money, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from './Acts';
import { HoldForm } from './HoldForm';
import { type ComplaintHold, type Hold, complaintHolds, holds, releaseHold } from './calls';
import { HOLD_STATES, mayHold, mayRelease } from './may';

const colours: Record<string, 'warning' | 'success' | 'processing'> = {
    active: 'warning',
    released: 'processing',
    settled: 'success',
};

function Release({ row }: { row: Hold }) {
    const { t } = useTranslation();
    const person = usePerson();
    if (row.state !== 'active' || !mayRelease(person, row.createdBy)) return <>–</>;
    return (
        <Acts
            of={t('hold.of', { manager: row.managerNo, held: money(row.held), reason: row.reason })}
            form={`hold-release.${row.id}`}
            acts={[
                {
                    name: 'release',
                    label: t('hold.release'),
                    ask: t('hold.releaseAsk'),
                    means: t('hold.releaseMeans'),
                    needsReason: true,
                    isMain: true,
                    done: t('hold.state.released'),
                    run: (key, reason) => releaseHold(row.id, reason, key),
                },
            ]}
            refresh={['holds']}
        />
    );
}

/** Who withheld it: a person, or a complaint by itself until it is decided. */
const KINDS = ['made', 'complaint'] as const;

function Kinds() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    return (
        <Segmented
            aria-label={t('hold.kinds')}
            options={KINDS.map((value) => ({ value, label: t(`hold.kind.${value}`) }))}
            value={KINDS.find((one) => one === filter('kind')) ?? 'made'}
            onChange={(value) => choose({ kind: value === 'made' ? undefined : value, state: undefined })}
        />
    );
}

/** Pay that is provisionally withheld, by people or by undecided complaints. */
export default function HoldsPage() {
    const { filter } = useFilters();
    return filter('kind') === 'complaint' ? <OfComplaints /> : <Made />;
}

/** What complaints keep back until they are decided. Nobody releases it: the run after the decision does. */
function OfComplaints() {
    const { t } = useTranslation();
    const { filter } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const filters = { search: filter('search') };
    const list = useList({ name: ['holds', 'complaints'], filters, sorting, page: complaintHolds });
    return (
        <ListPage<ComplaintHold>
            title={t('room.holds')}
            lead={t('hold.complaintLead')}
            views={<Kinds />}
            filters={<AddressFilter name="search" id="hold-search" label={t('managers.search')} />}
            isFiltered={Boolean(filters.search)}
            exportFrom="/incentive/holds/complaints"
            list={list}
            aria-label={t('hold.kind.complaint')}
            rowKey={({ managerNo, complaint }) => `${managerNo} ${complaint}`}
            empty={t(filters.search ? 'hold.noneFound' : 'hold.complaintNone')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                },
                { title: t('months.org'), dataIndex: 'org', render: (org, { orgName }) => orgName ?? org },
                { title: t('hold.complaint'), dataIndex: 'complaint', ...by('complaint') },
                { title: t('hold.from'), dataIndex: 'from', ...by('from'), render: period },
                { title: t('hold.held'), dataIndex: 'held', align: 'right', className: 'number', render: money },
            ]}
        />
    );
}

/** Holds that people made: from when, how much at most, how much now, and why. */
function Made() {
    const { t } = useTranslation();
    const person = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = HOLD_STATES.find((one) => one === filter('state'));
    const filters = { state, search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['holds'], filters, sorting, page: holds });
    return (
        <ListPage<Hold>
            title={t('room.holds')}
            lead={t('hold.lead')}
            views={
                <>
                    <Kinds />
                    {mayHold(person) && (
                        <Card size="small">
                            <Collapse ghost items={[{ key: 'new', label: t('hold.new'), children: <HoldForm /> }]} />
                        </Card>
                    )}
                </>
            }
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('correction.state')}
                        placeholder={t('correction.state')}
                        style={{ minWidth: '11rem' }}
                        options={HOLD_STATES.map((value) => ({ value, label: t(`hold.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <AddressFilter name="search" id="hold-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/incentive/holds"
            list={list}
            aria-label={t('room.holds')}
            rowKey="id"
            empty={t(isFiltered ? 'hold.noneFound' : 'hold.none')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                },
                { title: t('hold.from'), dataIndex: 'from', ...by('from'), render: period },
                {
                    title: t('hold.what'),
                    key: 'what',
                    className: 'sentence',
                    render: (_, { amount, rule, ruleName }) => (
                        <Flex vertical>
                            {rule
                                ? t('hold.ofRule', {
                                      rule: (currentLanguage() === 'en' ? ruleName?.en : ruleName?.zh) ?? rule,
                                  })
                                : t('hold.wholePayable')}
                            {amount && (
                                <Typography.Text type="secondary">
                                    {t('hold.atMost', { amount: money(amount) })}
                                </Typography.Text>
                            )}
                        </Flex>
                    ),
                },
                { title: t('hold.held'), dataIndex: 'held', align: 'right', className: 'number', render: money },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <Badge status={colours[one]} text={t(`hold.state.${one}`)} />,
                },
                {
                    title: t('correction.reason'),
                    key: 'reason',
                    className: 'sentence',
                    render: (_, { reason, releaseReason }) => (
                        <Flex vertical style={{ maxWidth: '24rem', overflowWrap: 'anywhere' }}>
                            {reason}
                            {releaseReason && (
                                <Typography.Text type="secondary">
                                    {t('hold.releasedWith', { reason: releaseReason })}
                                </Typography.Text>
                            )}
                        </Flex>
                    ),
                },
                {
                    title: t('hold.maker'),
                    dataIndex: 'createdAt',
                    ...by('number'),
                    render: (at: string, { createdBy }) => t('list.byAt', { who: createdBy, at: instant(at) }),
                },
                {
                    title: t('hold.releaser'),
                    dataIndex: 'releasedAt',
                    render: (at: string | null, { releasedBy }) =>
                        at && releasedBy ? t('list.byAt', { who: releasedBy, at: instant(at) }) : '–',
                },
                {
                    title: t('correction.toDo'),
                    key: 'act',
                    className: 'sentence',
                    render: (_, row) => <Release row={row} />,
                },
            ]}
        />
    );
}
