import type { UseQueryResult } from '@tanstack/react-query';
import { Card, Descriptions, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, instant } from '../../parts/format';
import type { Service } from '../../api/client';
import { StateTag } from './StateTag';
import type { Health, ServiceStatus } from './calls';

/** A service: its state, its dependencies, and how far behind its announcements are. */
export function ServiceCard({
    service,
    status,
    health,
}: {
    service: Service;
    status: ServiceStatus;
    health: UseQueryResult<Health>;
}) {
    const { t } = useTranslation();
    const { freshness, replicas } = status;
    const dependencies = Object.entries(health.data?.dependencies ?? {});
    return (
        <Card
            size="small"
            title={<h3 style={{ margin: 0, fontSize: '1rem' }}>{t(`service.${service}`)}</h3>}
            extra={<StateTag state={status.state} />}
        >
            <Descriptions
                size="small"
                column={1}
                items={[
                    ...replicas.map((replica) => ({
                        key: `replica ${replica.number}`,
                        label:
                            replicas.length === 1
                                ? t('operations.version')
                                : t('operations.replica', { number: replica.number + 1 }),
                        children: (
                            <span>
                                {replica.version ?? '—'} {replicas.length > 1 && <StateTag state={replica.state} />}{' '}
                                {!replica.takesRequests && (
                                    <Typography.Text type="danger">{t('operations.leftOut')}</Typography.Text>
                                )}{' '}
                                <Typography.Text type="secondary">
                                    {t('operations.since', { at: instant(replica.since) })}
                                </Typography.Text>
                            </span>
                        ),
                    })),
                    {
                        key: 'outbox',
                        label: t('operations.outbox'),
                        children: freshness ? (
                            <span>
                                {count(freshness.waiting ?? 0)}{' '}
                                {(freshness.oldestSeconds ?? 0) > 0 &&
                                    t('operations.oldest', {
                                        seconds: count(Math.round(freshness.oldestSeconds ?? 0)),
                                    })}
                            </span>
                        ) : (
                            '—'
                        ),
                    },
                    {
                        key: 'parked',
                        label: t('operations.parked'),
                        children: freshness ? count(freshness.parked ?? 0) : '—',
                    },
                    { key: 'asOf', label: t('operations.asOf'), children: freshness ? instant(freshness.asOf) : '—' },
                    ...dependencies.map(([name, one]) => ({
                        key: name,
                        label: t(`operations.dependency.${name}`, { defaultValue: name }),
                        children: (
                            <span>
                                <StateTag state={one.status} /> {one.detail}
                            </span>
                        ),
                    })),
                ]}
            />
            {health.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
            {health.error && <ProblemNote problem={health.error} retry={() => void health.refetch()} />}
        </Card>
    );
}
