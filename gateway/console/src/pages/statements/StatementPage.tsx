import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { money, period as monthName } from '../../parts/format';
import { currentLanguage } from '../../i18n';
import './StatementPage.css';
import { type Line, type Statement, partsOf, useStatement } from './statement';

/** One month's pay of one manager: the sum first, then every line of it in words. Read on a phone, and printed. */
export default function StatementPage() {
    const { t } = useTranslation();
    const { managerNo = '', period = '' } = useParams();
    const query = useStatement(managerNo, period);
    return (
        <div className="statement">
            <Flex justify="space-between" className="statement-actions">
                <Link to={`/statements?period=${period}`}>
                    <ArrowLeftOutlined /> {t('room.statements')}
                </Link>
                <Button icon={<PrinterOutlined />} onClick={() => print()}>
                    {t('statement.print')}
                </Button>
            </Flex>
            <Typography.Title level={1}>{t('statement.title', { period: monthName(period), managerNo })}</Typography.Title>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Body statement={query.data} /> : !query.error && <Skeleton active paragraph={{ rows: 8 }} />}
        </div>
    );
}

function Body({ statement }: { statement: Statement }) {
    const { t } = useTranslation();
    const parts = partsOf(statement.lines);
    return (
        <>
            <Card>
                <Typography.Text type="secondary">{t('statement.payable')}</Typography.Text>
                <div className="statement-payable number">{money(statement.payable)}</div>
                <Flex gap="small" wrap>
                    <Tag>{statement.org}</Tag>
                    {statement.status !== 'approved' && <Tag color="orange">{t('statement.notApproved')}</Tag>}
                    {statement.deferred !== '0.00' && <Tag>{t('statement.deferredSum', { amount: money(statement.deferred) })}</Tag>}
                    {statement.held !== '0.00' && <Tag>{t('statement.heldSum', { amount: money(statement.held) })}</Tag>}
                    {statement.carried !== '0.00' && <Tag>{t('statement.carriedSum', { amount: money(statement.carried) })}</Tag>}
                </Flex>
            </Card>
            {statement.without.length > 0 && (
                <Alert
                    type="info"
                    showIcon
                    title={t('statement.without', { services: statement.without.map((service) => t(`service.${service}`)).join(', ') })}
                />
            )}
            {parts.length === 0 && <Empty description={t('statement.nothing')} />}
            {parts.map((part) => (
                <section key={part.id} aria-labelledby={`part-${part.id}`}>
                    <Typography.Title level={2} id={`part-${part.id}`}>
                        {t(`statement.part.${part.id}`)}
                    </Typography.Title>
                    <ul className="statement-lines">
                        {part.lines.map((line, place) => (
                            <li key={`${line.rule}-${line.kind}-${place}`}>
                                <LineCard line={line} />
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
            <Typography.Paragraph type="secondary">
                {t('statement.plan', { plan: statement.planCode, version: statement.planVersion })} <code className="statement-hash">{statement.ruleHash}</code>
            </Typography.Paragraph>
        </>
    );
}

function LineCard({ line }: { line: Line }) {
    const { t } = useTranslation();
    return (
        <Card size="small">
            <Flex justify="space-between" gap="middle" align="start">
                <span>{currentLanguage() === 'en' ? line.text.en : line.text.zh}</span>
                {/* A line that only explains has no amount to look at. */}
                {line.kind !== 'factor' && line.kind !== 'why-not' && <strong className="number">{money(line.amount)}</strong>}
            </Flex>
            <Calculation line={line} />
            {line.basis.length > 0 && (
                <details className="statement-basis">
                    <summary>{t('statement.basis', { count: line.basis.length })}</summary>
                    <p>
                        {line.basis.map((reference) => (
                            <code key={reference}>{reference}</code>
                        ))}
                    </p>
                </details>
            )}
        </Card>
    );
}

/** The arithmetic of an earned line, tier by tier where there are several. */
function Calculation({ line }: { line: Line }) {
    const { t } = useTranslation();
    if (line.kind !== 'earned') return null;
    const steps = line.steps?.length
        ? line.steps.map((step) => `${step.quantity} × ${step.rate}`)
        : line.quantity && line.rate
          ? [`${line.quantity} × ${line.rate}`]
          : [];
    if (steps.length === 0) return null;
    const sum = steps.length > 1 && line.factor ? `(${steps.join(' + ')})` : steps.join(' + ');
    return (
        <Typography.Text type="secondary" className="number statement-sum" aria-label={t('statement.calculation')}>
            {sum}
            {line.factor && ` × ${line.factor}`} = {money(line.amount)}
        </Typography.Text>
    );
}
