import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Empty, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { compare } from '../../parts/decimal';
import { date, money } from '../../parts/format';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import '../statements/Statement.css';
import { Bookings } from './Bookings';
import { DueChart } from './DueChart';
import { DueYears } from './DueYears';
import { type OwnLedger, ledgerOf } from './calls';
import { fallenDue, isSome, nextOf, toCome } from './due';

/** A manager's deferred money: what is still to come and when, what was paid and lost, and every entry with its reason. */
export default function DeferredPage() {
    const { t } = useTranslation();
    const { managerNo: asked } = useParams();
    const { managerNo: own } = usePerson();
    const managerNo = asked ?? own ?? '';
    const query = useQuery({ queryKey: ['ledger-of', managerNo], queryFn: () => ledgerOf(managerNo) });
    return (
        <Flex vertical gap="middle" className="statement">
            {asked !== undefined && (
                <Link to="/ledger">
                    <ArrowLeftOutlined /> {t('room.ledger')}
                </Link>
            )}
            <PageHead
                title={
                    asked === undefined
                        ? t('room.deferred')
                        : t('deferred.of', { manager: query.data?.name ? `${query.data.name} ${asked}` : asked })
                }
                lead={t('deferred.lead')}
            />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!query.data && !query.error && <Skeleton active paragraph={{ rows: 10 }} />}
            {query.data &&
                (query.data.entries.length === 0 ? (
                    <Empty
                        image={Empty.PRESENTED_IMAGE_SIMPLE}
                        description={
                            <>
                                <div>{t('deferred.none')}</div>
                                <Typography.Text type="secondary">{t('deferred.noneMeans')}</Typography.Text>
                            </>
                        }
                    />
                ) : (
                    <Known ledger={query.data} />
                ))}
        </Flex>
    );
}

function Known({ ledger }: { ledger: OwnLedger }) {
    const { t } = useTranslation();
    const next = nextOf(ledger.due);
    const waiting = fallenDue(ledger.due);
    const isOwed = ledger.due.some((one) => compare(one.amount, '0') < 0);
    return (
        <>
            <Card>
                <Typography.Text type="secondary">{t('deferred.toCome')}</Typography.Text>
                <span className="statement-payable number">{money(toCome(ledger))}</span>
                <Typography.Paragraph style={{ marginBlock: '0.25rem 0.75rem' }}>
                    {next
                        ? t('deferred.next', { date: date(next.dueOn), amount: money(next.amount) })
                        : t('deferred.noNext')}
                </Typography.Paragraph>
                <Descriptions
                    size="small"
                    column={{ xs: 1, sm: 2 }}
                    items={[
                        { key: 'deferred', label: t('deferred.deferred'), children: money(ledger.deferred) },
                        { key: 'reserve', label: t('deferred.reserve'), children: money(ledger.reserve) },
                        { key: 'released', label: t('deferred.released'), children: money(ledger.released) },
                        { key: 'forfeited', label: t('deferred.forfeited'), children: money(ledger.forfeited) },
                        ...(isSome(ledger.draw)
                            ? [{ key: 'draw', label: t('deferred.draw'), children: money(ledger.draw) }]
                            : []),
                        ...(isSome(ledger.recovered) || isSome(ledger.toRecover)
                            ? [
                                  {
                                      key: 'recovered',
                                      label: t('deferred.recovered'),
                                      children: money(ledger.recovered),
                                  },
                                  {
                                      key: 'toRecover',
                                      label: t('deferred.toRecover'),
                                      children: money(ledger.toRecover),
                                  },
                              ]
                            : []),
                    ]}
                />
            </Card>
            {isSome(waiting) && (
                <Alert type="info" showIcon title={t('deferred.fallenDue', { amount: money(waiting) })} />
            )}
            {isOwed && <Alert type="info" showIcon title={t('deferred.owed')} />}
            {ledger.due.length > 0 && (
                <Part title={t('deferred.when')}>
                    <DueChart due={ledger.due} />
                    <DueYears due={ledger.due} />
                </Part>
            )}
            <Part title={t('deferred.entries')}>
                <Bookings entries={ledger.entries} />
            </Part>
        </>
    );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem', whiteSpace: 'normal' }}>{title}</h2>}>
            {children}
        </Card>
    );
}
