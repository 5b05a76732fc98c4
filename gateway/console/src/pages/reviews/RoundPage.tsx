import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Flex, Progress, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { count, date, instant, period } from '../../parts/format';
import { Acts } from '../corrections/Acts';
import { RaterTable } from './RaterTable';
import { ReviewState } from './ReviewState';
import { type Covered, type Round, closeRound, round as roundOf } from './calls';
import { relationsOf } from './words';

/** A round: its raters to be confirmed, then its coverage, then the way to its results. */
export default function RoundPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['reviews', 'round', id], queryFn: () => roundOf(id) });
    return (
        <Flex vertical gap="middle">
            <Link to="/reviews">
                <ArrowLeftOutlined /> {t('reviews.view.rounds')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <Shown detail={query.data} />
            ) : (
                !query.error && <Skeleton active title paragraph={{ rows: 6 }} />
            )}
        </Flex>
    );
}

function Shown({ detail }: { detail: Round }) {
    const { t } = useTranslation();
    const { round, people, coverage, missing, declines, mayClose } = detail;
    const name = t('reviews.roundOf', { org: round.orgName ?? round.org, period: period(round.period) });
    const by = (who: string | null, at: string | null) =>
        who && at ? t('list.byAt', { who, at: instant(at) }) : undefined;
    const tooFew = people.filter((one) => one.tooFew).length;
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {name}
            </Typography.Title>
            <Card size="small">
                <Descriptions
                    size="small"
                    column={{ xs: 1, lg: 2 }}
                    items={[
                        { key: 'state', label: t('correction.state'), children: <ReviewState state={round.state} /> },
                        { key: 'due', label: t('reviews.dueOn'), children: date(round.dueOn) },
                        { key: 'persons', label: t('reviews.persons'), children: count(round.persons) },
                        { key: 'draw', label: t('reviews.draw'), children: String(round.draw) },
                        {
                            key: 'maker',
                            label: t('correction.maker'),
                            children: by(round.proposedBy, round.proposedAt),
                        },
                        ...[
                            {
                                key: 'confirmed',
                                label: t('reviews.confirmedBy'),
                                at: by(round.confirmedBy, round.confirmedAt),
                            },
                            { key: 'closed', label: t('reviews.closedBy'), at: by(round.closedBy, round.closedAt) },
                        ].flatMap(({ key, label, at }) => (at ? [{ key, label, children: at }] : [])),
                    ]}
                />
            </Card>
            {tooFew > 0 && round.state !== 'closed' && (
                <Alert type="info" showIcon title={t('reviews.tooFew', { count: tooFew })} />
            )}
            {round.state === 'proposed' && <RaterTable detail={detail} name={name} />}
            {round.state !== 'proposed' && <Coverage of={coverage} />}
            {missing.length > 0 && (
                <section aria-labelledby="review-missing">
                    <Typography.Title level={2} id="review-missing" style={{ fontSize: '1.25rem' }}>
                        {t('reviews.missing')}
                    </Typography.Title>
                    <Typography.Paragraph type="secondary">{t('reviews.missingMeans')}</Typography.Paragraph>
                    <ul>
                        {missing.map((one) => (
                            <li key={`${one.managerNo} ${one.relation}`}>
                                {`${one.name ?? ''} ${one.managerNo}`.trim()}
                                {t('reviews.colon')}
                                {t(`reviews.relation.${one.relation}`)}
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {declines.length > 0 && (
                <section aria-labelledby="review-declines">
                    <Typography.Title level={2} id="review-declines" style={{ fontSize: '1.25rem' }}>
                        {t('reviews.declines')}
                    </Typography.Title>
                    <ul>
                        {declines.map((reason, at) => (
                            <li key={at}>{reason}</li>
                        ))}
                    </ul>
                </section>
            )}
            {mayClose && (
                <Acts
                    of={name}
                    form={`review-close.${round.id}`}
                    refresh={['reviews']}
                    acts={[
                        {
                            name: 'close',
                            label: t('reviews.close'),
                            ask: t('reviews.closeAsk'),
                            means: t('reviews.closeMeans'),
                            isMain: true,
                            done: t('reviews.state.closed'),
                            run: (key) => closeRound(round.id, key),
                        },
                    ]}
                />
            )}
            {round.state === 'closed' && (
                <Link to={`/reviews?view=results&round=${round.id}`}>{t('reviews.toResults')}</Link>
            )}
        </>
    );
}

function Coverage({ of }: { of: readonly Covered[] }) {
    const { t } = useTranslation();
    return (
        <WideTable<Covered>
            aria-label={t('reviews.coverage')}
            rowKey={(one) => one.relations.join(' ')}
            dataSource={of}
            columns={[
                { title: t('reviews.by'), key: 'by', render: (_, one) => relationsOf(t, one.relations) },
                {
                    title: t('reviews.coverage'),
                    key: 'coverage',
                    render: (_, one) => (
                        <Progress
                            aria-label={relationsOf(t, one.relations)}
                            percent={Math.round((one.answered / one.asked) * 100)}
                            style={{ minWidth: '8rem', maxWidth: '16rem' }}
                        />
                    ),
                },
                {
                    title: t('reviews.sent'),
                    key: 'sent',
                    align: 'right',
                    className: 'number',
                    render: (_, one) =>
                        t('reviews.ofAsked', { answered: count(one.answered), asked: count(one.asked) }),
                },
                {
                    title: t('reviews.state.declined'),
                    dataIndex: 'declined',
                    align: 'right',
                    className: 'number',
                    render: (one: number) => count(one),
                },
            ]}
        />
    );
}
