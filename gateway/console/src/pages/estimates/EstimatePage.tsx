import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Flex, Skeleton, Statistic, Typography } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../parts/filters';
import { date, money, period, signedMoney } from '../../parts/format';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { closedMonths } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { monthFrom, monthNow } from '../month/months';
import { StatementLine } from '../statements/StatementLine';
import '../statements/Statement.css';
import { Steppers } from './Steppers';
import { additionsOf, stepsOf, type Wish } from './additions';
import { type Estimate, estimate } from './calls';

const NOTHING: Wish = { counts: {}, amounts: {} };

/** The open month of a manager as it stands, and with further cards. */
export default function EstimatePage() {
    const { t } = useTranslation();
    const { roles, managerNo: own } = usePerson();
    const { filter, choose } = useFilters();
    const isOwn = own !== null && roles.every((role) => role === 'account-manager');
    const managerNo = isOwn ? own : filter('manager');
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = openMonths(closed.data?.at(-1)?.period);
    // Where nobody chose a month, the newest one with facts is worth looking at, not an empty one.
    const newest = months[0];
    const chosen = filter('period');
    const first = useQuery({
        ...asked(managerNo ?? '', newest ?? ''),
        enabled: closed.data !== undefined && Boolean(managerNo) && newest !== undefined && chosen === undefined,
    });
    const isLooking = chosen === undefined && Boolean(managerNo) && first.isPending;
    const month = chosen ?? first.data?.newestWithFacts ?? newest;
    return (
        <div className="statement">
            <PageHead title={t('room.estimate')} lead={t('estimate.lead')} />
            <Flex gap="middle" wrap align="end" style={{ marginBlock: '1rem' }}>
                {!isOwn && (
                    <TextFilter
                        id="estimate-manager"
                        label={t('estimate.manager')}
                        value={managerNo}
                        onChoose={(text) => choose({ manager: text })}
                    />
                )}
                {months.length > 1 && (
                    <MonthPicker months={months} value={month} onChange={(to) => choose({ period: to })} />
                )}
            </Flex>
            {closed.error && <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />}
            {closed.data && isLooking && <Skeleton active paragraph={{ rows: 8 }} />}
            {closed.data && managerNo && month && !isLooking && (
                <Asked key={`${managerNo} ${month}`} managerNo={managerNo} month={month} />
            )}
            {closed.data && !managerNo && <Empty description={t('estimate.chooseManager')} />}
        </div>
    );
}

/** The month as it stands. */
const asked = (managerNo: string, month: string) => ({
    queryKey: ['estimate', managerNo, month, []],
    queryFn: () => estimate(managerNo, month, []),
});

/** The months that are not closed, the newest first: from the one after the last close to the current one. */
function openMonths(lastClosed: string | undefined): string[] {
    const now = monthNow();
    const first = lastClosed ? monthFrom(lastClosed) : now;
    const last = first > now ? first : now;
    const months: string[] = [];
    for (let month = last; month >= first; month = monthFrom(month, -1)) months.push(month);
    return months;
}

function Asked({ managerNo, month }: { managerNo: string; month: string }) {
    const { t } = useTranslation();
    const { value: wish, set, clear, isChanged } = useDraft<Wish>('estimate', NOTHING);
    const asItStands = useQuery(asked(managerNo, month));
    const steps = stepsOf(asItStands.data?.pays ?? []);
    const add = useDeferredValue(additionsOf(steps, wish));
    const withThem = useQuery({
        queryKey: ['estimate', managerNo, month, add],
        queryFn: () => estimate(managerNo, month, add),
        enabled: asItStands.data !== undefined,
        placeholderData: keepPreviousData,
    });
    const seen = withThem.data ?? asItStands.data;
    if (asItStands.error) return <ProblemNote problem={asItStands.error} retry={() => void asItStands.refetch()} />;
    if (!seen) return <Skeleton active paragraph={{ rows: 8 }} />;
    return (
        <Flex vertical gap="middle">
            <Card>
                <Flex gap="large" wrap>
                    <Statistic
                        title={t('estimate.asItStands', { period: period(seen.period) })}
                        value={money(seen.asItStands.payable)}
                    />
                    <Statistic title={t('estimate.withThem')} value={money(seen.withThem.payable)} />
                </Flex>
                <Typography.Paragraph aria-live="polite" style={{ marginBlock: '0.5rem 0' }}>
                    {t('estimate.difference')} <strong className="number">{signedMoney(seen.difference)}</strong>
                </Typography.Paragraph>
                <Typography.Text type="secondary">
                    {t('estimate.byPlan', {
                        code: seen.planCode,
                        version: seen.planVersion,
                        period: period(seen.planEffectiveFrom),
                    })}
                </Typography.Text>
            </Card>
            <Card
                size="small"
                title={<h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>{t('estimate.further')}</h2>}
                extra={
                    isChanged && (
                        <Button type="link" onClick={clear}>
                            {t('estimate.clear')}
                        </Button>
                    )
                }
            >
                {steps.length === 0 ? (
                    <Typography.Text type="secondary">{t('estimate.paysNothing')}</Typography.Text>
                ) : (
                    <Steppers steps={steps} wish={wish} onChange={set} />
                )}
                <Typography.Paragraph type="secondary" style={{ marginBlock: '0.75rem 0' }}>
                    {t('estimate.assumedOn', { date: date(seen.assumedOn) })}
                </Typography.Paragraph>
            </Card>
            {withThem.error && <ProblemNote problem={withThem.error} retry={() => void withThem.refetch()} />}
            <Side title={t('estimate.withThem')} seen={seen} side="withThem" />
            {add.length > 0 && <Side title={t('estimate.asItStandsLines')} seen={seen} side="asItStands" />}
            <Alert type="info" showIcon title={t('estimate.notPaid')} />
        </Flex>
    );
}

function Side({ title, seen, side }: { title: string; seen: Estimate; side: 'asItStands' | 'withThem' }) {
    const { t } = useTranslation();
    const outcome = seen[side];
    return (
        <Card
            size="small"
            title={<h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>{title}</h2>}
            extra={<span className="number">{money(outcome.payable)}</span>}
        >
            {outcome.lines.length === 0 ? (
                <Typography.Text type="secondary">{t('statement.noLines')}</Typography.Text>
            ) : (
                <ul className="statement-lines">
                    {outcome.lines.map((line, index) => (
                        <StatementLine
                            key={`${line.rule} ${line.kind} ${index}`}
                            line={line}
                            managerNo={seen.managerNo}
                            month={seen.period}
                            signed
                            isPaid={false}
                        />
                    ))}
                </ul>
            )}
        </Card>
    );
}
