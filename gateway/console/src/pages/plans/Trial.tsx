import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Card, Col, Flex, Input, Row, Statistic, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { money, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { MonthPicker } from '../month/MonthPicker';
import { closedMonths } from '../month/calls';
import { useDraft } from '../../session/drafts';
import { StatementLine } from '../statements/StatementLine';
import '../statements/Statement.css';
import { type Outcome, tryPlan } from './calls';
import type { PlanDocument } from './document';

/**
 * The pay a plan would have given one manager in a closed month, beside what the plan in force then comes to. Nothing is
 * saved by it.
 */
export function Trial({ plan, isWhole = true }: { plan: PlanDocument; isWhole?: boolean }) {
    const { t } = useTranslation();
    const id = useId();
    const {
        value: { managerNo, month: chosen },
        set,
    } = useDraft<{ managerNo: string; month?: string }>('trial', { managerNo: '' });
    const setManagerNo = (to: string) => set((now) => ({ ...now, managerNo: to }));
    const setMonth = (to: string) => set((now) => ({ ...now, month: to }));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((one) => one.period).reverse();
    const month = chosen ?? months[0];
    const trying = useMutation({ mutationFn: () => tryPlan(month as string, managerNo.trim(), plan) });
    const seen = trying.data;
    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (closed.data && months.length === 0)
        return <Typography.Text type="secondary">{t('plans.trialNoMonth')}</Typography.Text>;
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('plans.trialMeans')}</Typography.Text>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    trying.mutate();
                }}
            >
                <Flex gap="middle" align="center" wrap>
                    <Flex gap="small" align="center">
                        <label htmlFor={id}>{t('months.manager')}</label>
                        <Input
                            id={id}
                            style={{ width: '8rem' }}
                            maxLength={20}
                            placeholder="M0001"
                            value={managerNo}
                            onChange={(event) => setManagerNo(event.target.value)}
                        />
                    </Flex>
                    <MonthPicker months={months} value={month} onChange={setMonth} />
                    <Button
                        htmlType="submit"
                        loading={trying.isPending}
                        disabled={!isWhole || managerNo.trim() === '' || month === undefined}
                    >
                        {t('plans.try')}
                    </Button>
                    {!isWhole && <Typography.Text type="secondary">{t('plans.trialNeedsWhole')}</Typography.Text>}
                </Flex>
            </form>
            {trying.error && <ProblemNote problem={trying.error} />}
            {seen && (
                <div aria-live="polite">
                    <Typography.Paragraph>
                        {t('plans.trialOf', {
                            manager: seen.name ? `${seen.name} ${seen.managerNo}` : seen.managerNo,
                            period: period(seen.period),
                        })}{' '}
                        <strong className="number">{money(seen.difference)}</strong>
                    </Typography.Paragraph>
                    <Row gutter={[16, 16]}>
                        <Col xs={24} lg={12}>
                            <Side
                                title={t('plans.trialInForce', { code: seen.planCode, version: seen.planVersion })}
                                outcome={seen.inForce}
                                managerNo={seen.managerNo}
                                month={seen.period}
                            />
                        </Col>
                        <Col xs={24} lg={12}>
                            <Side
                                title={t('plans.trialTried')}
                                outcome={seen.tried}
                                managerNo={seen.managerNo}
                                month={seen.period}
                            />
                        </Col>
                    </Row>
                </div>
            )}
        </Flex>
    );
}

function Side({
    title,
    outcome,
    managerNo,
    month,
}: {
    title: string;
    outcome: Outcome;
    managerNo: string;
    month: string;
}) {
    const { t } = useTranslation();
    return (
        <Card size="small" title={<h3 style={{ margin: 0, fontSize: '1rem' }}>{title}</h3>}>
            <Flex gap="large" wrap>
                <Statistic title={t('months.payable')} value={money(outcome.payable)} />
                <Statistic title={t('months.deferred')} value={money(outcome.deferred)} />
                {outcome.reserved !== '0.00' && (
                    <Statistic title={t('months.reserved')} value={money(outcome.reserved)} />
                )}
            </Flex>
            {outcome.lines.length === 0 ? (
                <Typography.Text type="secondary">{t('plans.trialNothing')}</Typography.Text>
            ) : (
                <ul className="statement-lines">
                    {outcome.lines.map((line, index) => (
                        <StatementLine
                            key={`${line.rule} ${line.kind} ${index}`}
                            line={line}
                            managerNo={managerNo}
                            month={month}
                            signed
                        />
                    ))}
                </ul>
            )}
        </Card>
    );
}
