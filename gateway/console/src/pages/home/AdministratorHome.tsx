import { useQueries, useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, instant } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { SERVICES } from '../../api/client';
import { StateTag } from '../operations/StateTag';
import { EVERY, type Queue, errorQueues, status } from '../operations/calls';
import { Duties } from './Duties';
import { Figures, Part } from './Part';
import { usePlaces } from './places';

/** The number of waiting messages, and the age of the oldest, from which it is worth saying so. */
const BEHIND_SECONDS = 60;

const deadIn = (queues: readonly Queue[] | null | undefined) =>
    (queues ?? []).reduce((sum, queue) => sum + queue.messages, 0);

/** The health of every service, and messages that nobody takes. */
export default function AdministratorHome() {
    const { t } = useTranslation();
    const room = usePlaces()('operations');
    const now = useQuery({ queryKey: ['status'], queryFn: status, refetchInterval: EVERY });
    const queues = useQueries({
        queries: SERVICES.map((service) => ({
            queryKey: ['error-queues', service],
            queryFn: () => errorQueues(service),
        })),
    });

    const services = SERVICES.flatMap((service) => {
        const one = now.data?.services[service];
        return one ? [{ service, ...one }] : [];
    });
    const name = (service: string) => t(`service.${service}`);
    const parked = services.reduce((sum, one) => sum + (one.freshness?.parked ?? 0), 0);
    const waiting = services.reduce((sum, one) => sum + (one.freshness?.waiting ?? 0), 0);
    const dead = queues.reduce((sum, query) => sum + deadIn(query.data), 0);
    const hasNoBroker = queues.every((query) => query.data === null);

    return (
        <>
            <Duties
                asked={[now, ...queues]}
                duties={[
                    ...services
                        .filter((one) => one.state !== 'healthy')
                        .map((one) => ({
                            key: one.service,
                            text: t('home.serviceIs', {
                                service: name(one.service),
                                state: t(`operations.state.${one.state}`),
                            }),
                            to: room,
                            isUrgent: true,
                        })),
                    // Each service's own, because the page shows one service's at a time.
                    ...services.map(
                        (one) =>
                            (one.freshness?.parked ?? 0) > 0 && {
                                key: `parked ${one.service}`,
                                text: t('home.messagesParked', {
                                    service: name(one.service),
                                    count: one.freshness?.parked ?? 0,
                                }),
                                to: room && `${room}?service=${one.service}`,
                            },
                    ),
                    ...SERVICES.map((service, index) => {
                        const many = deadIn(queues[index]?.data);
                        return (
                            many > 0 && {
                                key: `dead ${service}`,
                                text: t('home.messagesDead', { service: name(service), count: many }),
                                to: room && `${room}?service=${service}`,
                            }
                        );
                    }),
                    ...services
                        .filter((one) => (one.freshness?.oldestSeconds ?? 0) > BEHIND_SECONDS)
                        .map((one) => ({
                            key: `behind ${one.service}`,
                            text: t('home.isBehind', { service: name(one.service) }),
                            to: room,
                        })),
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('operations.services')}
                    query={now}
                    more={room && <Link to={room}>{t('room.operations')}</Link>}
                >
                    {({ gateway, at }) => (
                        <>
                            <ul className="home-list" style={{ marginBottom: '0.5rem' }}>
                                {services.map((one) => (
                                    <li key={one.service}>
                                        <div className="home-row">
                                            <span>{name(one.service)}</span>
                                            <StateTag state={one.state} />
                                        </div>
                                        <Typography.Text type="secondary">
                                            {[...new Set(one.replicas.map((replica) => replica.version ?? '—'))].join(
                                                ', ',
                                            )}{' '}
                                            · {t('operations.waiting', { count: one.freshness?.waiting ?? 0 })}
                                        </Typography.Text>
                                    </li>
                                ))}
                            </ul>
                            <Typography.Text type="secondary">
                                {t('home.gatewaySince', {
                                    version: gateway.version,
                                    since: instant(gateway.since),
                                    at: instant(at),
                                })}
                            </Typography.Text>
                        </>
                    )}
                </Part>
                <Part title={t('home.messages')} query={now}>
                    {() => (
                        <>
                            <Figures
                                of={[
                                    { label: t('operations.outbox'), value: count(waiting) },
                                    { label: t('operations.parked'), value: count(parked) },
                                    { label: t('operations.errorQueues'), value: hasNoBroker ? '—' : count(dead) },
                                ]}
                            />
                            {hasNoBroker && (
                                <Typography.Text type="secondary">{t('operations.noBroker')}</Typography.Text>
                            )}
                            {queues.map(
                                (query, index) =>
                                    query.error && (
                                        <ProblemNote
                                            key={SERVICES[index]}
                                            problem={query.error}
                                            retry={() => void query.refetch()}
                                        />
                                    ),
                            )}
                        </>
                    )}
                </Part>
            </div>
        </>
    );
}
