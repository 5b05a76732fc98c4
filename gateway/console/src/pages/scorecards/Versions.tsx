import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant, percent } from '../../parts/format';
import { type ScorecardVersion, scorecardVersions } from './calls';
import { figure, kpiName } from './kpis';

/** The earlier versions of a scorecard: what each replaced, and for what reason. */
export function Versions({ managerNo, period }: { managerNo: string; period: string }) {
    const { t } = useTranslation();
    const [isOpen, setOpen] = useState(false);
    const query = useQuery({
        queryKey: ['scorecard-versions', managerNo, period],
        queryFn: () => scorecardVersions(managerNo, period),
        enabled: isOpen,
    });
    return (
        <>
            <Button size="small" onClick={() => setOpen(true)}>
                {t('scorecards.versions')}
            </Button>
            <Drawer
                open={isOpen}
                onClose={() => setOpen(false)}
                size="min(40rem, 100vw)"
                title={t('scorecards.versions')}
                destroyOnHidden
            >
                {query.error ? (
                    <ProblemNote problem={query.error} retry={() => void query.refetch()} />
                ) : !query.data ? (
                    <Skeleton active paragraph={{ rows: 6 }} />
                ) : (
                    <Flex vertical gap="large">
                        {query.data.map((one) => (
                            <Version key={one.version} of={one} />
                        ))}
                    </Flex>
                )}
            </Drawer>
        </>
    );
}

function Version({ of }: { of: ScorecardVersion }) {
    const { t } = useTranslation();
    return (
        <section>
            <Typography.Title level={3} style={{ fontSize: '1rem' }}>
                {t('scorecards.versionOf', { version: of.version, total: of.total === null ? '—' : percent(of.total) })}{' '}
                {of.isCurrent && <Tag color="blue">{t('scorecards.current')}</Tag>}
            </Typography.Title>
            <Typography.Text type="secondary">
                {t('scorecards.byClose', { number: of.knownFrom, at: instant(of.closedAt) })}
            </Typography.Text>
            {of.version > 1 && (
                <ul style={{ marginBlock: '0.5rem' }}>
                    {of.changedBy.map((change) => (
                        <li key={`${change.kind} ${change.kpi ?? ''} ${change.by}`}>
                            {t(`scorecards.changed.${change.kind}`, {
                                kpi: change.kpi ? kpiName(t, change.kpi) : '',
                                by: change.by,
                            })}
                        </li>
                    ))}
                    {of.lateFacts > 0 && <li>{t('scorecards.lateFacts', { count: of.lateFacts })}</li>}
                    {of.changes.map((change) => (
                        <li key={change.kpi}>
                            {t('scorecards.kpiChanged', {
                                kpi: kpiName(t, change.kpi),
                                before: figure(change.kpi, change.valueBefore),
                                after: figure(change.kpi, change.value),
                                attainmentBefore:
                                    change.attainmentBefore === null ? '—' : percent(change.attainmentBefore),
                                attainment: change.attainment === null ? '—' : percent(change.attainment),
                            })}
                        </li>
                    ))}
                </ul>
            )}
        </section>
    );
}
