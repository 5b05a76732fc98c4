import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { PageHead } from '../../parts/PageHead';
import { date, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { ReviewState } from './ReviewState';
import { type MyForm, myForms, results } from './calls';

/** The forms a person is asked to fill, and their own results. */
export default function MyReviewsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const isManager = roles.includes('account-manager');
    const mine = useQuery({ queryKey: ['reviews', 'mine'], queryFn: myForms });
    const own = useQuery({
        queryKey: ['reviews', 'own'],
        queryFn: () => results({ limit: 20 }),
        enabled: isManager,
    });
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.myReviews')} lead={t('reviews.mineLead')} />
            {mine.error && <ProblemNote problem={mine.error} retry={() => void mine.refetch()} />}
            {mine.data ? (
                <Forms of={mine.data} />
            ) : (
                !mine.error && <Skeleton active title={false} paragraph={{ rows: 4 }} />
            )}
            {isManager && (
                <section aria-labelledby="my-results">
                    <Typography.Title level={2} id="my-results" style={{ fontSize: '1.25rem' }}>
                        {t('reviews.myResults')}
                    </Typography.Title>
                    {own.error && <ProblemNote problem={own.error} retry={() => void own.refetch()} />}
                    {own.data?.items.length === 0 && (
                        <Typography.Text type="secondary">{t('reviews.noResults')}</Typography.Text>
                    )}
                    <ul>
                        {own.data?.items.map((one) => (
                            <li key={one.id}>
                                <Link to={`/review-results/${one.id}`}>
                                    {t('reviews.resultOf', { period: period(one.period) })}
                                </Link>{' '}
                                <strong className="number">{one.score ?? '—'}</strong>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </Flex>
    );
}

function Forms({ of }: { of: readonly MyForm[] }) {
    const { t } = useTranslation();
    if (of.length === 0) return <Typography.Text type="secondary">{t('reviews.nothingToFill')}</Typography.Text>;
    return (
        <Flex component="ul" vertical gap="small" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {of.map((one) => (
                <li key={one.id}>
                    <Card size="small">
                        <Flex gap="middle" wrap align="center" justify="space-between">
                            <Flex vertical>
                                {one.state === 'asked' ? (
                                    <Link to={`/my-reviews/${one.id}`} style={{ fontSize: '1rem' }}>
                                        {`${one.name ?? ''} ${one.managerNo}`.trim()}
                                    </Link>
                                ) : (
                                    <span>{`${one.name ?? ''} ${one.managerNo}`.trim()}</span>
                                )}
                                <Typography.Text type="secondary">
                                    {t('reviews.askedAs', {
                                        relation: t(`reviews.relation.${one.relation}`),
                                        period: period(one.period),
                                        date: date(one.dueOn),
                                    })}
                                </Typography.Text>
                            </Flex>
                            <ReviewState state={one.state} />
                        </Flex>
                    </Card>
                </li>
            ))}
        </Flex>
    );
}
