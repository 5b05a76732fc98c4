import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Problem } from '../../api/problem';
import { DownloadButton } from '../../parts/DownloadButton';
import { useFilters } from '../../parts/filters';
import { instant, money, period, signedMoney } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { mayOpen } from '../../session/access';
import { usePerson } from '../../session/session';
import { statement } from '../month/calls';
import { sumMoney } from '../month/months';
import './Statement.css';
import { KnowledgePicker } from './KnowledgePicker';
import { StatementLine } from './StatementLine';
import { compared, type Compared } from './known';
import { GROUPS, groupOf } from './lines';

/** A month of a manager: the amount paid, and the reasons for it. */
export default function StatementPage() {
    const { t } = useTranslation();
    const { managerNo = '', period: month = '' } = useParams();
    const { managerNo: own, roles } = usePerson();
    const isOwn = own === managerNo;
    const deferredPath =
        isOwn && mayOpen('deferred', roles)
            ? '/deferred'
            : mayOpen('deferredOf', roles) && `/deferred/${encodeURIComponent(managerNo)}`;
    const { filter, choose } = useFilters();
    const known = filter('known');
    const paid = useQuery({
        queryKey: ['statement', managerNo, month],
        queryFn: () => statement(managerNo, month),
        // An open month has no statement yet, but it can be known.
        retry: (failures, error) => !(error instanceof Problem && error.status === 404) && failures < 3,
    });
    const recalculated = useQuery({
        queryKey: ['statement', managerNo, month, known],
        queryFn: () => statement(managerNo, month, known),
        enabled: known !== undefined,
    });
    const { data, error, refetch } = known === undefined ? paid : recalculated;
    const lines: Compared[] | undefined =
        data &&
        // Without a paid statement there is nothing to mark.
        (known === undefined || !paid.data
            ? data.lines.map((line) => ({ line }))
            : compared(data.lines, paid.data.lines));

    return (
        <div className="statement">
            <Flex className="statement-tools" justify="space-between" gap="small" wrap>
                <Link to={`/statements?period=${month}`}>{t('statement.back')}</Link>
                <Button icon={<PrinterOutlined />} onClick={() => window.print()} disabled={!data}>
                    {t('statement.print')}
                </Button>
            </Flex>
            <Typography.Title level={1}>{t('statement.title', { period: period(month) })}</Typography.Title>
            <Flex className="statement-tools" style={{ marginBlockEnd: '1rem' }}>
                <KnowledgePicker month={month} value={known} onChange={(to) => choose({ known: to })} />
            </Flex>
            {error && <ProblemNote problem={error} retry={() => void refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
            {data && (
                <Flex vertical gap="middle">
                    {known !== undefined && (
                        <Alert
                            type="info"
                            showIcon
                            title={
                                data.asKnownAt?.close
                                    ? t('statement.recalculatedAt', { close: data.asKnownAt.close })
                                    : t('statement.recalculatedNow')
                            }
                            description={
                                paid.data
                                    ? t('statement.paidWas', {
                                          amount: money(paid.data.payable),
                                          difference: signedMoney(sumMoney([data.payable, `-${paid.data.payable}`])),
                                      })
                                    : t('statement.notPaidYet')
                            }
                        />
                    )}
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
                            {t(isOwn && known === undefined ? 'statement.payable' : 'months.payable')}
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
                                ...(data.held === '0.00'
                                    ? []
                                    : [{ key: 'held', label: t('months.held'), children: money(data.held) }]),
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
                    {GROUPS.map((group) => ({
                        group,
                        own: (lines ?? []).filter(({ line }) => groupOf(line) === group),
                    }))
                        .filter(({ own }) => own.length > 0)
                        .map(({ group, own }) => (
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
                                            {money(
                                                sumMoney(
                                                    own
                                                        .filter((one) => one.mark !== 'gone')
                                                        .map((one) => one.line.amount),
                                                ),
                                            )}
                                        </span>
                                    )
                                }
                            >
                                <ul className="statement-lines">
                                    {own.map(({ line, mark, was }, index) => (
                                        <StatementLine
                                            key={`${line.kind} ${line.rule} ${mark} ${index}`}
                                            line={line}
                                            managerNo={managerNo}
                                            month={month}
                                            signed={group === 'changed'}
                                            mark={mark}
                                            was={was}
                                            isPaid={known === undefined}
                                            mayDispute={isOwn && known === undefined && data.status === 'approved'}
                                        />
                                    ))}
                                </ul>
                                {group === 'deferred' && data.status === 'approved' && deferredPath && (
                                    <Link className="statement-tools" to={deferredPath}>
                                        {t('statement.toDeferred')}
                                    </Link>
                                )}
                            </Card>
                        ))}
                    {known === undefined && (
                        <div className="statement-tools">
                            <DownloadButton
                                path={`/incentive/statements/${encodeURIComponent(managerNo)}/${month}/bundle`}
                                name={`statement-${managerNo}-${month}.zip`}
                                label={t('bundle.download')}
                                about={t('bundle.statement')}
                            />
                        </div>
                    )}
                </Flex>
            )}
        </div>
    );
}
