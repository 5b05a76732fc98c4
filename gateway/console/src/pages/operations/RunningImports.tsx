import { useQueries } from '@tanstack/react-query';
import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, instant } from '../../parts/format';
import { StatusTag } from '../imports/StatusTag';
import { SERVICES } from '../../api/client';
import { latestImports, underWay } from '../imports/latest';
import { EVERY } from './calls';

/** The files that services are reading now, with how far they are. */
export function RunningImports() {
    const { t } = useTranslation();
    const asked = useQueries({
        queries: SERVICES.map((service) => ({
            queryKey: ['latest-imports', service],
            queryFn: () => latestImports(service),
            refetchInterval: EVERY,
        })),
    });
    const running = asked.flatMap((query, index) =>
        underWay(query.data?.items ?? []).map((one) => ({ ...one, service: SERVICES[index] })),
    );
    return (
        <Flex vertical gap="small">
            {asked.map(
                (query, index) =>
                    query.error && (
                        <ProblemNote key={SERVICES[index]} problem={query.error} retry={() => void query.refetch()} />
                    ),
            )}
            {running.length === 0 && asked.some((query) => query.isPending) && (
                <Skeleton active title={false} paragraph={{ rows: 2 }} />
            )}
            {running.length === 0 && asked.every((query) => query.data) && (
                <Typography.Text type="secondary">{t('operations.noneRunning')}</Typography.Text>
            )}
            <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
                {running.map((one) => (
                    <li key={one.id}>
                        <StatusTag state={one} />{' '}
                        <Link to={`/imports/${one.service}/${one.id}`}>
                            {t(`service.${one.service}`)} · {t(`imports.kind.${one.kind}`)}
                        </Link>{' '}
                        {t('operations.rowsRead', { count: one.rowsRead, rows: count(one.rowsRead) })} ·{' '}
                        {instant(one.createdAt)}
                    </li>
                ))}
            </ul>
        </Flex>
    );
}
