import { Flex, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { period as monthName } from '../../parts/format';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import type { Line } from '../month/calls';
import { FactTable } from '../scorecards/FactTable';
import { useCardFacts } from '../scorecards/calls';
import { Records } from './Records';
import './Statement.css';

/** The records a line rests on, each opening to its details for those who may see them. */
export function Basis({ line, managerNo, month }: { line: Line; managerNo: string; month: string }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [isOpen, setOpen] = useState(false);
    const onPeriods = ['adjustment', 'carried', 'deduction-limit'].includes(line.kind);
    const onFacts = line.kind === 'earned' || line.kind === 'clawback' || line.kind === 'why-not';
    const of = `?manager=${encodeURIComponent(managerNo)}`;
    const records = line.records && line.records.length > 0;
    // What stands in sight already is not opened a second time.
    if (line.basis.length === 0 || (records && (line.kind === 'clawback' || line.kind === 'complaint'))) return null;
    return (
        <details className="statement-basis" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t('statement.basis', { count: line.basis.length })}</summary>
            {records && <Records line={line} />}
            {!records &&
                line.basis.map((reference) => (
                    <Tag key={reference}>
                        {onPeriods ? (
                            <Link to={`/statements/${encodeURIComponent(managerNo)}/${reference}`}>
                                {monthName(reference)}
                            </Link>
                        ) : reference.startsWith('scorecard:') ? (
                            <Link to={`/scorecards/${encodeURIComponent(managerNo)}?period=${reference.slice(10)}`}>
                                {t('statement.scorecardOf', { period: monthName(reference.slice(10)) })}
                            </Link>
                        ) : (
                            reference
                        )}
                    </Tag>
                ))}
            {line.kind === 'complaint' && mayOpen('complaints', roles) && (
                <Link to={`/complaints${of}`}>{t('statement.complaintsOf', { manager: managerNo })}</Link>
            )}
            {line.kind === 'why-not' && mayOpen('certificates', roles) && (
                <Link to={`/certificates${of}`}>{t('statement.certificatesOf', { manager: managerNo })}</Link>
            )}
            {/* Who may open scorecards may read the facts behind them. */}
            {isOpen && !records && onFacts && mayOpen('scorecards', roles) && (
                <Facts references={line.basis} managerNo={managerNo} month={month} />
            )}
        </details>
    );
}

/** Of the facts of the month those a line names. One of another month is known by its reference. */
function Facts({ references, managerNo, month }: { references: readonly string[]; managerNo: string; month: string }) {
    const { t } = useTranslation();
    const query = useCardFacts(managerNo, month);
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
    const named = new Set(references);
    const found = query.data.pages.flatMap((page) => page.items).filter((fact) => named.has(fact.factRef));
    const isWhole = new Set(found.map((fact) => fact.factRef)).size === named.size;
    return (
        <Flex vertical gap="small" style={{ marginBlockStart: '0.5rem' }}>
            <FactTable facts={found} empty={t('statement.factsElsewhere')} />
            {!isWhole && !query.hasNextPage && found.length > 0 && (
                <Typography.Text type="secondary">{t('statement.factsElsewhere')}</Typography.Text>
            )}
            {!isWhole && <MoreButton query={query} />}
        </Flex>
    );
}
