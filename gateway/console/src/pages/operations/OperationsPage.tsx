import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert, Badge, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant } from '../../parts/format';
import { SERVICES, type Service } from '../../api/client';
import { ErrorQueues } from './ErrorQueues';
import { ParkedMessages } from './ParkedMessages';
import { RunningImports } from './RunningImports';
import { ServiceCard } from './ServiceCard';
import { EVERY, health, status } from './calls';

/**
 * The health of every service, and messages that nobody takes. Asked again every ten seconds while
 * somebody sees it.
 */
export default function OperationsPage() {
    const { t } = useTranslation();
    const [search, setSearch] = useSearchParams();
    const now = useQuery({ queryKey: ['status'], queryFn: status, refetchInterval: EVERY });
    const healths = useQueries({
        queries: SERVICES.map((service) => ({
            queryKey: ['health', service],
            queryFn: () => health(service),
            refetchInterval: EVERY,
        })),
    });
    const parkedAt = (service: Service) => now.data?.services[service]?.freshness?.parked ?? 0;
    // Where something lies comes first, unless somebody chose.
    const chosen =
        SERVICES.find((service) => service === search.get('service')) ??
        SERVICES.find((service) => parkedAt(service) > 0) ??
        SERVICES[0];

    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.operations')}
                </Typography.Title>
                <Typography.Text type="secondary">
                    {now.data
                        ? t('operations.gateway', {
                              version: now.data.gateway.version,
                              since: instant(now.data.gateway.since),
                              at: instant(now.data.at),
                          })
                        : t('operations.lead')}
                </Typography.Text>
            </div>
            {now.data?.gateway.state === 'draining' && (
                <Alert type="warning" showIcon title={t('operations.draining')} />
            )}
            <section aria-labelledby="operations-services">
                <Typography.Title level={2} id="operations-services">
                    {t('operations.services')}
                </Typography.Title>
                {now.error && <ProblemNote problem={now.error} retry={() => void now.refetch()} />}
                {!now.data && !now.error && <Skeleton active paragraph={{ rows: 8 }} />}
                {now.data && (
                    <div
                        style={{
                            display: 'grid',
                            gap: '0.75rem',
                            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))',
                        }}
                    >
                        {SERVICES.map((service, index) => {
                            const own = now.data.services[service];
                            const said = healths[index];
                            return (
                                own &&
                                said && <ServiceCard key={service} service={service} status={own} health={said} />
                            );
                        })}
                    </div>
                )}
            </section>
            <section aria-labelledby="operations-imports">
                <Typography.Title level={2} id="operations-imports">
                    {t('operations.imports')}
                </Typography.Title>
                <RunningImports />
            </section>
            <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
                <Segmented
                    aria-label={t('operations.ofService')}
                    value={chosen}
                    onChange={(service) => setSearch({ service }, { replace: true })}
                    options={SERVICES.map((service) => ({
                        value: service,
                        label: (
                            <span>
                                {t(`service.${service}`)} <Badge count={parkedAt(service)} size="small" />
                            </span>
                        ),
                    }))}
                />
            </div>
            <section aria-labelledby="operations-parked">
                <Typography.Title level={2} id="operations-parked">
                    {t('operations.parkedOf', { service: t(`service.${chosen}`) })}
                </Typography.Title>
                <ParkedMessages key={chosen} service={chosen} />
            </section>
            <section aria-labelledby="operations-queues">
                <Typography.Title level={2} id="operations-queues">
                    {t('operations.queuesOf', { service: t(`service.${chosen}`) })}
                </Typography.Title>
                <ErrorQueues key={chosen} service={chosen} />
            </section>
        </Flex>
    );
}
