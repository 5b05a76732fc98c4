import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Input, Modal, Select, Skeleton, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { ExportButton } from '../../parts/ExportButton';
import { ManagerName } from '../../parts/ManagerName';
import { MoreButton } from '../../parts/MoreButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { bankToday } from '../../parts/days';
import { useFilters } from '../../parts/filters';
import { count, instant, money, period } from '../../parts/format';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Difference, differences, settleDifference } from './calls';
import { PayrollTabs } from './PayrollTabs';

const KINDS = ['paid-after-decision', 'amount-differs', 'unknown-event', 'unanswered'] as const;
const COUNTS = {
    'paid-after-decision': 'paidAfterDecision',
    'amount-differs': 'amountDiffers',
    'unknown-event': 'unknownEvent',
    unanswered: 'unanswered',
} as const;

/** The daily report of what payroll says against what it should have paid, each with what to do. */
export default function DifferencesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const id = useId();
    const today = bankToday();
    const asOf = filter('asOf');
    const kind = KINDS.find((one) => one === filter('kind'));
    const asked = { asOf, kind };
    const list = useInfiniteQuery({
        queryKey: ['differences', asked],
        initialPageParam: '',
        queryFn: ({ pageParam }) => differences({ ...asked, limit: 50, after: pageParam || undefined }),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    const first = list.data?.pages[0];
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    const maySettle =
        (asOf === undefined || asOf === today) && (roles.includes('payroll') || roles.includes('incentive-analyst'));
    const total = first && Object.values(first.counts).reduce<number>((sum, one) => sum + Number(one), 0);
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.differences')} lead={t('difference.lead', { count: Number(first?.days ?? 7) })} />
            <PayrollTabs />
            <Flex gap="middle" wrap align="end">
                <div>
                    <label htmlFor={id}>{t('difference.asOf')}</label>
                    <Input
                        id={id}
                        type="date"
                        max={today}
                        value={asOf ?? today}
                        onChange={(event) => choose({ asOf: event.target.value || undefined })}
                    />
                </div>
                <Select
                    allowClear
                    aria-label={t('difference.kindOf')}
                    placeholder={t('difference.anyKind')}
                    style={{ minWidth: '13rem' }}
                    options={KINDS.map((value) => ({
                        value,
                        label: first
                            ? `${t(`difference.kind.${value}`)} (${count(Number(first.counts[COUNTS[value]]))})`
                            : t(`difference.kind.${value}`),
                    }))}
                    value={kind}
                    onChange={(value?: string) => choose({ kind: value })}
                />
                <ExportButton path="/incentive/payroll/differences" query={asked} />
            </Flex>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
            {!first && !list.error && <Skeleton active paragraph={{ rows: 8 }} title={false} />}
            {first && total === 0 && <Alert type="success" showIcon title={t('difference.none')} />}
            {first && total !== 0 && (
                <>
                    <Typography.Text aria-live="polite" className="number">
                        {t('difference.counted', { count: total })}
                    </Typography.Text>
                    <WideTable<Difference>
                        aria-label={t('room.differences')}
                        rowKey={(item) => `${item.kind} ${item.eventId}`}
                        dataSource={items}
                        empty={t('difference.noneOfKind')}
                        columns={[
                            {
                                title: t('difference.kindOf'),
                                dataIndex: 'kind',
                                render: (one: string) => t(`difference.kind.${one}`),
                            },
                            {
                                title: t('months.manager'),
                                dataIndex: 'managerNo',
                                render: (no: string | null, { name }) =>
                                    no ? <ManagerName no={no} name={name ?? undefined} /> : '–',
                            },
                            {
                                title: t('months.month'),
                                dataIndex: 'period',
                                render: (month: string | null) => (month ? period(month) : '–'),
                            },
                            {
                                title: t('payroll.amount'),
                                dataIndex: 'amount',
                                align: 'right',
                                className: 'number',
                                render: (amount: string | null) => (amount ? money(amount) : '–'),
                            },
                            {
                                title: t('difference.paidAmount'),
                                dataIndex: 'paidAmount',
                                align: 'right',
                                className: 'number',
                                render: (amount: string | null) => (amount ? money(amount) : '–'),
                            },
                            { title: t('difference.since'), dataIndex: 'since', render: instant },
                            {
                                title: t('difference.whatToDo'),
                                dataIndex: 'whatToDo',
                                render: (text: Difference['whatToDo'], item) => (
                                    <Flex vertical gap="small" style={{ maxWidth: '28rem', whiteSpace: 'normal' }}>
                                        {currentLanguage() === 'en' ? text.en : text.zh}
                                        <Typography.Text
                                            code
                                            copyable={{ text: item.eventId }}
                                            style={{ overflowWrap: 'anywhere' }}
                                        >
                                            {item.eventId}
                                        </Typography.Text>
                                        {maySettle && item.kind !== 'unanswered' && <Settle item={item} />}
                                    </Flex>
                                ),
                            },
                        ]}
                    />
                    <MoreButton query={list} />
                </>
            )}
        </Flex>
    );
}

/** Marks a difference as settled, with what was found. */
function Settle({ item }: { item: Difference }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const [isOpen, setOpen] = useState(false);
    const draft = useDraft(`difference.${item.kind}.${item.eventId}`, { note: '' });
    const note = draft.value.note.trim();
    const key = useRef<string>(undefined);
    const settling = useMutation({
        mutationFn: () => settleDifference(item.kind, item.eventId, note, (key.current ??= crypto.randomUUID())),
        onSuccess: () => {
            void message.success(t('difference.settled'));
            setOpen(false);
            draft.clear();
            return queries.invalidateQueries({ queryKey: ['differences'] });
        },
        onSettled: (_, error) => {
            // Unanswered, the same word is sent again under the same key.
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
        },
    });
    return (
        <div>
            <Button size="small" onClick={() => setOpen(true)}>
                {t('difference.settle')}
            </Button>
            <Modal
                open={isOpen}
                title={t('difference.settle')}
                okText={t('difference.settle')}
                okButtonProps={{ disabled: note === '', loading: settling.isPending }}
                onOk={() => settling.mutate()}
                onCancel={() => setOpen(false)}
            >
                <label htmlFor={id}>{t('difference.note')}</label>
                <Input.TextArea
                    id={id}
                    rows={3}
                    style={{ marginBottom: '1.25rem' }}
                    maxLength={500}
                    showCount
                    value={draft.value.note}
                    onChange={(event) => draft.set({ note: event.target.value })}
                />
                {settling.error && <ProblemNote problem={settling.error} />}
            </Modal>
        </div>
    );
}
