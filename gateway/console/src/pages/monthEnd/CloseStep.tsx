import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Flex, Typography } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { count, instant, money, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { type ClosedMonth, type Closing, closeGaps, closeMonth, type Gap } from '../month/calls';
import { GapList } from './GapList';
import { WideTable } from '../../parts/WideTable';

/** Closes the month, or says when and by whom it was closed; a quarter, half-year or year in the same way. */
export function CloseStep({
    month,
    close,
    isLonger = false,
}: {
    month: string;
    close?: ClosedMonth;
    isLonger?: boolean;
}) {
    const { t, i18n } = useTranslation();
    const { modal } = App.useApp();
    const { roles } = usePerson();
    const queries = useQueryClient();
    // The same intended action keeps its key when it is sent once more; accepting the gaps is another one.
    const keys = useRef<Partial<Record<string, string>>>({});
    const closing = useMutation({
        mutationFn: (acceptGaps: boolean) =>
            closeMonth(month, acceptGaps, (keys.current[String(acceptGaps)] ??= crypto.randomUUID())),
        onSuccess: () => void queries.invalidateQueries({ queryKey: ['closed-months'] }),
        // Refused with an answer: what is missing may be there next time, and the key would only repeat the refusal.
        onError: (error) => {
            if (error instanceof Problem && error.status !== 0) keys.current = {};
        },
    });
    // The same question as the home page's, so that the number there is the number here.
    const ahead = useQuery({
        queryKey: ['close-gaps', month],
        queryFn: () => closeGaps(month),
        enabled: !close && roles.includes('hr'),
    });
    const missing = ahead.data?.kinds.filter(({ what }) => what !== 'period-not-over') ?? [];
    const gaps =
        closing.error instanceof Problem && closing.error.code === 'period.gaps'
            ? (closing.error.details.details as Gap[])
            : undefined;
    const kind = (what: string) => (i18n.exists(`monthEnd.gap.${what}`) ? t(`monthEnd.gap.${what}`) : what);
    const doIt = isLonger ? t('monthEnd.closeOne', { period: period(month) }) : t('monthEnd.close');
    const ask = () =>
        modal.confirm({
            title: t('monthEnd.closeAsk', { period: period(month) }),
            content: t('monthEnd.closeFinal'),
            okText: doIt,
            onOk: () => closing.mutate(false),
        });
    const accept = () =>
        modal.confirm({
            title: t('monthEnd.acceptAsk', { count: gaps?.length ?? 0 }),
            content: t('monthEnd.acceptMeans'),
            okText: t('monthEnd.accept'),
            okButtonProps: { danger: true },
            onOk: () => closing.mutate(true),
        });

    if (close)
        return (
            <Flex vertical gap="small">
                <Descriptions
                    size="small"
                    column={{ xs: 1, md: 3 }}
                    items={[
                        { key: 'at', label: t('monthEnd.closedAt'), children: instant(close.closedAt) },
                        { key: 'by', label: t('monthEnd.closedBy'), children: close.closedBy },
                        {
                            key: 'gaps',
                            label: t('monthEnd.acceptedGaps'),
                            children: close.acceptedGaps
                                ? close.acceptedGaps.split(',').map(kind).join(t('list.comma'))
                                : t('monthEnd.noGaps'),
                        },
                    ]}
                />
                {closing.data && <Announced closing={closing.data} />}
            </Flex>
        );
    if (!roles.includes('hr')) return <Alert type="info" showIcon title={t('monthEnd.waitsForHr')} />;
    return (
        <Flex vertical gap="middle" align="start">
            <Typography.Text>{t(isLonger ? 'monthEnd.closeLongerMeans' : 'monthEnd.closeMeans')}</Typography.Text>
            {!gaps && missing.length > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('monthEnd.gaps', { count: missing.reduce((sum, one) => sum + one.count, 0) })}
                    description={
                        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
                            {missing.map((one) => (
                                <li key={one.what}>
                                    {t('home.gapOf', { what: kind(one.what), count: count(one.count) })}
                                </li>
                            ))}
                        </ul>
                    }
                />
            )}
            {gaps && (
                <div style={{ width: '100%' }}>
                    <GapList gaps={gaps} kind={kind} />
                </div>
            )}
            {closing.error && !gaps && <ProblemNote problem={closing.error} />}
            <Flex gap="small" wrap>
                <Button type="primary" loading={closing.isPending} onClick={gaps ? () => closing.mutate(false) : ask}>
                    {gaps ? t('monthEnd.closeAgain') : doIt}
                </Button>
                {gaps && (
                    <Button danger disabled={closing.isPending} onClick={accept}>
                        {t('monthEnd.accept')}
                    </Button>
                )}
            </Flex>
        </Flex>
    );
}

/** The totals the close announced to the other services, month by month. */
function Announced({ closing }: { closing: Closing }) {
    const { t } = useTranslation();
    return (
        <>
            <Alert
                type="success"
                showIcon
                title={t('monthEnd.announced', {
                    managers: count(closing.managers),
                    scorecards: count(closing.scorecards),
                    again: count(closing.recomputedScorecards),
                })}
            />
            {closing.facts.length > 0 && (
                <WideTable
                    aria-label={t('monthEnd.facts')}
                    rowKey="month"
                    dataSource={closing.facts}
                    columns={[
                        { title: t('months.month'), dataIndex: 'month', render: period },
                        { title: t('monthEnd.factCount'), dataIndex: 'count', align: 'right', render: count },
                        { title: t('monthEnd.factAmount'), dataIndex: 'amount', align: 'right', render: money },
                    ]}
                />
            )}
        </>
    );
}
