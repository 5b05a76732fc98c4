import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Card, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../api/problem';
import { money, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { closedMonths, statement } from '../month/calls';

/** The number of months at a time: each is a call of its own. */
const STEP = 12;

/** A manager's months, the newest first. */
export function OwnStatements({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const [shown, setShown] = useState(STEP);
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const own = useQueries({
        queries: months.slice(0, shown).map((month) => ({
            queryKey: ['statement', managerNo, month],
            queryFn: () => statement(managerNo, month),
        })),
    });

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    if (months.length === 0) return <Empty description={t('statement.noneYet')} />;
    return (
        <Flex vertical gap="small" className="statement-own" style={{ maxWidth: '48rem' }}>
            {own.map((query, index) => {
                const month = months[index] as string;
                const isPending = query.error instanceof Problem && query.error.status === 404;
                return (
                    <Card key={month} size="small">
                        <Flex justify="space-between" align="center" gap="small" wrap>
                            <div>
                                <Typography.Title level={2} style={{ margin: 0, fontSize: '1rem' }}>
                                    {query.data ? (
                                        <Link to={`/statements/${managerNo}/${month}`}>{period(month)}</Link>
                                    ) : (
                                        period(month)
                                    )}
                                </Typography.Title>
                                {query.data &&
                                    (['deferred', 'reserved'] as const)
                                        .filter((part) => query.data[part] !== '0.00')
                                        .map((part) => (
                                            <Typography.Text key={part} type="secondary" style={{ display: 'block' }}>
                                                {t(`months.${part}`)} {money(query.data[part])}
                                            </Typography.Text>
                                        ))}
                            </div>
                            {query.data && (
                                <strong className="number" style={{ fontSize: '1.5rem' }}>
                                    {money(query.data.payable)}
                                </strong>
                            )}
                            {isPending && <Tag>{t('statement.notYetApproved')}</Tag>}
                            {query.isPending && <Skeleton.Button active size="small" />}
                        </Flex>
                        {query.error && !isPending && (
                            <ProblemNote problem={query.error} retry={() => void query.refetch()} />
                        )}
                    </Card>
                );
            })}
            {months.length > shown && <Button onClick={() => setShown(shown + STEP)}>{t('action.more')}</Button>}
        </Flex>
    );
}
