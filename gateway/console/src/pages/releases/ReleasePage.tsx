import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { count, date, instant, money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { isSome } from '../deferred/due';
import { Decide } from './Decide';
import { Lines } from './Lines';
import { ReleaseTag } from './ReleaseTag';
import { type Release, release } from './calls';

/** A release: what it comes to, who proposed and who decided it, and what each manager gets. */
export default function ReleasePage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['release', id], queryFn: () => release(id) });
    return (
        <Flex vertical gap="middle">
            <Link to="/releases">
                <ArrowLeftOutlined /> {t('room.releases')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!query.data && !query.error && <Skeleton active paragraph={{ rows: 12 }} />}
            {query.data && (
                <>
                    <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                        {t('release.title', { date: date(query.data.dueUntil) })}
                    </Typography.Title>
                    <Figures release={query.data} />
                    <Decide release={query.data} />
                    <Lines id={query.data.id} />
                </>
            )}
        </Flex>
    );
}

function Figures({ release: one }: { release: Release }) {
    const { t } = useTranslation();
    return (
        <Card size="small">
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2, lg: 3 }}
                items={[
                    { key: 'status', label: t('release.state'), children: <ReleaseTag status={one.status} /> },
                    {
                        key: 'total',
                        label: t('release.total'),
                        children: <strong className="number">{money(one.total)}</strong>,
                    },
                    { key: 'managers', label: t('release.managers'), children: count(one.managers) },
                    ...(isSome(one.forfeited)
                        ? [{ key: 'forfeited', label: t('release.forfeited'), children: money(one.forfeited) }]
                        : []),
                    {
                        key: 'maker',
                        label: t('release.maker'),
                        children: t('list.byAt', { who: one.createdBy, at: instant(one.createdAt) }),
                    },
                    ...(one.decidedBy && one.decidedAt
                        ? [
                              {
                                  key: 'checker',
                                  label: t('release.checker'),
                                  children: t('list.byAt', { who: one.decidedBy, at: instant(one.decidedAt) }),
                              },
                          ]
                        : []),
                ]}
            />
            {one.reason && (
                <Alert
                    type="info"
                    showIcon
                    title={<span style={{ whiteSpace: 'pre-wrap' }}>{t('run.reason', { reason: one.reason })}</span>}
                />
            )}
        </Card>
    );
}
