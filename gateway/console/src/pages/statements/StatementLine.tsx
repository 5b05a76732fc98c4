import { Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { date, money, period, signedMoney } from '../../parts/format';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import type { Line, LineStep } from '../month/calls';
import { DisputeButton } from '../disputes/DisputeButton';
import { Adjustments } from './Adjustments';
import { Basis } from './Basis';
import { Records } from './Records';
import type { Mark } from './known';
import { calculation, isByTier } from './lines';

const COLOURS: Record<Mark, string> = { new: 'green', changed: 'gold', gone: 'red' };

/** A line in words, its amount, how it was calculated, and what it rests on. */
export function StatementLine({
    line,
    managerNo,
    month,
    signed,
    mark,
    was,
    isPaid = true,
    mayDispute = false,
}: {
    line: Line;
    managerNo: string;
    month: string;
    signed: boolean;
    /** The way the line differs from the paid statement; undefined where it does not. */
    mark?: Mark;
    /** The amount as paid, of a line that has changed. */
    was?: string;
    /** False for a line of a recalculated statement, which opens to no adjustments of its own. */
    isPaid?: boolean;
    /** True for the reader's own statement, once it is approved. */
    mayDispute?: boolean;
}) {
    const how = calculation(line);
    const { t } = useTranslation();
    const { roles } = usePerson();
    const isShort = (line.kind === 'clawback' || line.kind === 'complaint') && (line.records?.length ?? 0) > 0;
    const complaintsLink = mayOpen('complaints', roles)
        ? `/complaints?manager=${encodeURIComponent(managerNo)}`
        : undefined;
    const steps = isByTier(line) || line.kind === 'complaint' || isShort ? [] : (line.steps ?? []);
    // A factor explains other lines and a line on what did not count has no amount: a zero beside them would only
    // puzzle.
    const hasAmount = line.kind !== 'factor' && line.kind !== 'why-not';
    return (
        <li className="statement-line">
            {mark && <Tag color={COLOURS[mark]}>{t(`statement.mark.${mark}`)}</Tag>}
            {(line.assumed ?? 0) > 0 && <Tag color="blue">{t('statement.assumed', { count: line.assumed ?? 0 })}</Tag>}
            <div className={`statement-line-head${mark === 'gone' ? ' statement-line-gone' : ''}`}>
                <span>{currentLanguage() === 'en' ? line.text.en : line.text.zh}</span>
                {hasAmount && (
                    <strong className="number">{signed ? signedMoney(line.amount) : money(line.amount)}</strong>
                )}
            </div>
            {hasAmount && was !== undefined && was !== line.amount && (
                <Typography.Text type="secondary" className="statement-how">
                    {t('statement.wasPaid', { amount: money(was) })}
                </Typography.Text>
            )}
            {how && (
                <Typography.Text type="secondary" className="statement-how">
                    {how} = {money(line.amount.replace('-', ''))}
                </Typography.Text>
            )}
            {steps.length > 0 && (
                <ul className="statement-steps">
                    {steps.map((step) => (
                        <li key={step.subject}>
                            <StepText line={line} step={step} />
                        </li>
                    ))}
                </ul>
            )}
            {line.wouldHavePaid && line.wouldHavePaid !== '0.00' && (
                <Typography.Text type="secondary" className="statement-how">
                    {t('statement.wouldHavePaid', { amount: money(line.wouldHavePaid) })}
                </Typography.Text>
            )}
            {/* Few, and what one asks for first: in sight, on paper too. */}
            {isShort && <Records line={line} complaintsLink={complaintsLink} />}
            {isPaid && line.kind === 'adjustment' && <Adjustments managerNo={managerNo} month={month} />}
            <Basis line={line} managerNo={managerNo} month={month} />
            {mayDispute && (
                <DisputeButton
                    managerNo={managerNo}
                    month={month}
                    rule={line.rule}
                    sentence={currentLanguage() === 'en' ? line.text.en : line.text.zh}
                />
            )}
        </li>
    );
}

/** A deferred part with its day, a period as it was and as it now is, or what is taken back card by card. */
function StepText({ line, step }: { line: Line; step: LineStep }) {
    const { t } = useTranslation();
    const amount = step.amount === null ? '' : money(step.amount);
    if (line.kind === 'deferral') return t('statement.due', { date: date(step.subject), amount });
    if (line.kind === 'adjustment')
        return t('statement.was', { period: period(step.subject), before: money(step.quantity ?? '0'), after: amount });
    return (
        <>
            {step.subject} <span className="number">{amount}</span>
        </>
    );
}
