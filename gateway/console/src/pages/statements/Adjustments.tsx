import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLanguage } from '../../i18n';
import { money, period, signedMoney } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { type AdjustedPeriod, type Line, adjustments } from '../month/calls';

/** Opens an adjustment to each earlier month as it was approved and as it now comes out. */
export function Adjustments({ managerNo, month }: { managerNo: string; month: string }) {
    const { t } = useTranslation();
    const [isOpen, setOpen] = useState(false);
    const query = useQuery({
        queryKey: ['adjustments', managerNo, month],
        queryFn: () => adjustments(managerNo, month),
        enabled: isOpen,
    });
    return (
        <details className="statement-basis" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t('statement.beforeAndAfter')}</summary>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {isOpen && query.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
            <Flex vertical gap="middle">
                {query.data?.items.map((one) => (
                    <OnePeriod key={one.period} one={one} managerNo={managerNo} />
                ))}
            </Flex>
        </details>
    );
}

function OnePeriod({ one, managerNo }: { one: AdjustedPeriod; managerNo: string }) {
    const { t } = useTranslation();
    const isEnglish = currentLanguage() === 'en';
    return (
        <section>
            <Typography.Title level={3} style={{ fontSize: '0.9375rem', marginBlock: '0.5rem 0.25rem' }}>
                <Link to={`/statements/${encodeURIComponent(managerNo)}/${one.period}`}>{period(one.period)}</Link>{' '}
                <span className="number">{signedMoney(one.difference)}</span>
            </Typography.Title>
            <table className="statement-changes">
                <thead>
                    <tr>
                        <th scope="col">{t('statement.rule')}</th>
                        <th scope="col">{t('statement.before')}</th>
                        <th scope="col">{t('statement.after')}</th>
                        <th scope="col">{t('statement.difference')}</th>
                    </tr>
                </thead>
                <tbody>
                    {one.changes.map((change) => (
                        <tr key={`${change.kind} ${change.rule}`}>
                            <th scope="row">{isEnglish ? change.name.en : change.name.zh}</th>
                            <td className="number">{money(change.before)}</td>
                            <td className="number">{money(change.after)}</td>
                            <td className="number">{signedMoney(change.difference)}</td>
                        </tr>
                    ))}
                    <tr>
                        <th scope="row">{t('months.payable')}</th>
                        <td className="number">{money(one.before?.payable ?? '0.00')}</td>
                        <td className="number">{money(one.after.payable)}</td>
                        <td className="number">{signedMoney(one.difference)}</td>
                    </tr>
                </tbody>
            </table>
            <Side title={t('statement.linesBefore')} lines={one.before?.lines ?? []} />
            <Side title={t('statement.linesAfter')} lines={one.after.lines} />
        </section>
    );
}

function Side({ title, lines }: { title: string; lines: readonly Line[] }) {
    const { t } = useTranslation();
    return (
        <>
            <Typography.Text strong>{title}</Typography.Text>
            <ul className="statement-records">
                {lines.length === 0 && <li>{t('statement.noLines')}</li>}
                {lines.map((line, index) => (
                    <li key={`${line.kind} ${line.rule} ${index}`}>
                        <Flex justify="space-between" gap="small" wrap>
                            <span>{currentLanguage() === 'en' ? line.text.en : line.text.zh}</span>
                            {line.kind !== 'factor' && line.kind !== 'why-not' && (
                                <span className="number">{money(line.amount)}</span>
                            )}
                        </Flex>
                    </li>
                ))}
            </ul>
        </>
    );
}
