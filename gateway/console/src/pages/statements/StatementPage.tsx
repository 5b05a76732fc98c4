import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { instant, money, period } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { statement } from '../month/calls';
import { sumMoney } from '../month/months';
import './Statement.css';
import { StatementLine } from './StatementLine';
import { GROUPS, linesOf } from './lines';

/** A month of a manager: the amount paid, and the reasons for it. */
export default function StatementPage() {
    const { t } = useTranslation();
    const { managerNo = '', period: month = '' } = useParams();
    const isOwn = usePerson().managerNo === managerNo;
    const { data, error, refetch } = useQuery({
        queryKey: ['statement', managerNo, month],
        queryFn: () => statement(managerNo, month),
    });

    return (
        <div className="statement">
            <Flex className="statement-tools" justify="space-between" gap="small" wrap>
                <Link to={`/statements?period=${month}`}>{t('statement.back')}</Link>
                <Button icon={<PrinterOutlined />} onClick={() => window.print()} disabled={!data}>
                    {t('statement.print')}
                </Button>
            </Flex>
            <Typography.Title level={1}>{t('statement.title', { period: period(month) })}</Typography.Title>
            {error && <ProblemNote problem={error} retry={() => void refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
            {data && (
                <Flex vertical gap="middle">
                    {data.status === 'calculated' && (
                        <Alert type="warning" showIcon title={t('statement.unapproved')} />
                    )}
                    {data.without.length > 0 && (
                        <Alert
                            type="info"
                            showIcon
                            title={t('statement.without', {
                                services: data.without.map((one) => t(`months.service.${one}`)).join(t('list.comma')),
                            })}
                        />
                    )}
                    <Card>
                        <Typography.Text type="secondary">
                            {t(isOwn ? 'statement.payable' : 'months.payable')}
                        </Typography.Text>
                        <span className="statement-payable number">{money(data.payable)}</span>
                        <Descriptions
                            size="small"
                            column={{ xs: 1, sm: 2 }}
                            items={[
                                {
                                    key: 'manager',
                                    label: t('months.manager'),
                                    children: <ManagerName no={data.managerNo} name={data.name} />,
                                },
                                {
                                    key: 'org',
                                    label: t('months.org'),
                                    children: data.orgName ? `${data.orgName} ${data.org}` : data.org,
                                },
                                { key: 'deferred', label: t('months.deferred'), children: money(data.deferred) },
                                ...(data.reserved === '0.00'
                                    ? []
                                    : [
                                          {
                                              key: 'reserved',
                                              label: t('months.reserved'),
                                              children: money(data.reserved),
                                          },
                                      ]),
                                { key: 'carried', label: t('months.carried'), children: money(data.carried) },
                                {
                                    key: 'plan',
                                    label: t('months.plan'),
                                    children: t('months.planVersion', {
                                        code: data.planCode,
                                        version: data.planVersion,
                                    }),
                                },
                                {
                                    key: 'signed',
                                    label: t('statement.planSigned'),
                                    children: data.signedAt ? instant(data.signedAt) : t('statement.planNotSigned'),
                                },
                            ]}
                        />
                    </Card>
                    {data.lines.length === 0 && <Alert type="info" showIcon title={t('statement.nothing')} />}
                    {GROUPS.map((group) => ({ group, lines: linesOf(data.lines, group) }))
                        .filter(({ lines }) => lines.length > 0)
                        .map(({ group, lines }) => (
                            <Card
                                key={group}
                                size="small"
                                title={
                                    <h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>
                                        {t(`statement.group.${group}`)}
                                    </h2>
                                }
                                extra={
                                    group !== 'whyNot' && (
                                        <span className="number">
                                            {money(sumMoney(lines.map((line) => line.amount)))}
                                        </span>
                                    )
                                }
                            >
                                <ul className="statement-lines">
                                    {lines.map((line, index) => (
                                        <StatementLine
                                            key={`${line.kind} ${line.rule} ${index}`}
                                            line={line}
                                            managerNo={managerNo}
                                            month={month}
                                            signed={group === 'changed'}
                                        />
                                    ))}
                                </ul>
                            </Card>
                        ))}
                </Flex>
            )}
        </div>
    );
}
