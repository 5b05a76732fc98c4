import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { date, money, period, signedMoney } from '../../parts/format';
import type { Line, Step } from '../month/calls';
import { Basis } from './Basis';
import { calculation } from './lines';

/** A line in words, its amount, how it was calculated, and what it rests on. */
export function StatementLine({
    line,
    managerNo,
    month,
    signed,
}: {
    line: Line;
    managerNo: string;
    month: string;
    signed: boolean;
}) {
    const how = calculation(line);
    const steps = line.kind === 'earned' ? [] : (line.steps ?? []);
    // A factor explains other lines and a line on what did not count has no amount: a zero beside them would only puzzle.
    const hasAmount = line.kind !== 'factor' && line.kind !== 'why-not';
    return (
        <li className="statement-line">
            <div className="statement-line-head">
                <span>{currentLanguage() === 'en' ? line.text.en : line.text.zh}</span>
                {hasAmount && (
                    <strong className="number">{signed ? signedMoney(line.amount) : money(line.amount)}</strong>
                )}
            </div>
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
            <Basis line={line} managerNo={managerNo} month={month} />
        </li>
    );
}

/** A deferred part with its day, a period as it was and as it now is, or what is taken back card by card. */
function StepText({ line, step }: { line: Line; step: Step }) {
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
