import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { date, instant, period } from '../../parts/format';
import { Acts } from '../corrections/Acts';
import { RespondForm } from './RespondForm';
import { OUTCOMES, type Warning, receive, sendBack, settle, warning } from './calls';
import { WarningState, evidenceFigure, ruleName } from './words';

/** A warning: what it rests on, who responded, who took receipt, and what came of it. */
export default function WarningPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['warnings', 'one', id], queryFn: () => warning(id) });
    return (
        <Flex vertical gap="middle">
            <Link to="/warnings">
                <ArrowLeftOutlined /> {t('room.warnings')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: Warning }) {
    const { t } = useTranslation();
    const name = ruleName(of.ruleName);
    const by = (who: string | null, at: string | null) =>
        who === null || at === null ? '—' : t('list.byAt', { who, at: instant(at) });
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('warnings.titleOf', { rule: name, manager: of.name ?? of.managerNo })}
            </Typography.Title>
            {of.outdated && <Alert type="info" showIcon title={t('warnings.outdated')} />}
            {of.returnReason !== null && (
                <Alert type="warning" showIcon title={t('warnings.returned', { reason: of.returnReason })} />
            )}
            <Card size="small">
                <Descriptions
                    size="small"
                    column={{ xs: 1, lg: 2 }}
                    items={[
                        { key: 'state', label: t('correction.state'), children: <WarningState state={of.state} /> },
                        {
                            key: 'severity',
                            label: t('warnings.severityLabel'),
                            children: t(`warnings.severity.${of.severity}`),
                        },
                        {
                            key: 'manager',
                            label: t('months.manager'),
                            children: (
                                <Link
                                    to={`/scorecards/${encodeURIComponent(of.managerNo)}?period=${encodeURIComponent(of.last)}`}
                                >
                                    <ManagerName no={of.managerNo} name={of.name} />
                                </Link>
                            ),
                        },
                        { key: 'org', label: t('managers.org'), children: of.orgName ?? of.org },
                        {
                            key: 'months',
                            label: t('warnings.months'),
                            children:
                                of.began === of.last
                                    ? period(of.last)
                                    : t('warnings.fromTo', { from: period(of.began), to: period(of.last) }),
                        },
                        {
                            key: 'respondBy',
                            label: t('warnings.respondBy'),
                            children: of.respondBy === null ? '—' : date(of.respondBy),
                        },
                        ...of.evidence.map((one, place) => ({
                            key: `evidence ${place}`,
                            label: one.period
                                ? t('warnings.ofPeriod', {
                                      name: t(`warnings.figure.${one.name}`),
                                      period: period(one.period),
                                  })
                                : t(`warnings.figure.${one.name}`),
                            children: evidenceFigure(of.kpi, one),
                        })),
                    ]}
                />
            </Card>
            {of.response !== null && (
                <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('warnings.response')}</h2>}>
                    <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{of.response}</Typography.Paragraph>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, lg: 2 }}
                        items={[
                            {
                                key: 'by',
                                label: t('warnings.respondedBy'),
                                children: by(of.respondedBy, of.respondedAt),
                            },
                            {
                                key: 'due',
                                label: t('warnings.dueOn'),
                                children: of.dueOn === null ? '—' : date(of.dueOn),
                            },
                            {
                                key: 'received',
                                label: t('warnings.receivedBy'),
                                children: by(of.receivedBy, of.receivedAt),
                            },
                            ...(of.outcome === null
                                ? []
                                : [
                                      {
                                          key: 'outcome',
                                          label: t('warnings.outcomeLabel'),
                                          children: `${t(`warnings.outcome.${of.outcome}`)} · ${of.outcomeNote ?? ''}`,
                                      },
                                      {
                                          key: 'settled',
                                          label: t('warnings.settledBy'),
                                          children: by(of.settledBy, of.settledAt),
                                      },
                                  ]),
                        ]}
                    />
                </Card>
            )}
            {of.mayRespond && <RespondForm of={of} />}
            {of.mayCheck && of.state === 'responded' && (
                <Acts
                    of={name}
                    form={`warning-check.${of.id}`}
                    refresh={['warnings']}
                    acts={[
                        {
                            name: 'receive',
                            label: t('warnings.receive'),
                            ask: t('warnings.receiveAsk'),
                            isMain: true,
                            done: t('warnings.state.received'),
                            run: (key) => receive(of.id, key),
                        },
                        {
                            name: 'return',
                            label: t('warnings.return'),
                            ask: t('warnings.returnAsk'),
                            needsReason: true,
                            done: t('warnings.sentBack'),
                            run: (key, reason) => sendBack(of.id, reason, key),
                        },
                    ]}
                />
            )}
            {of.mayCheck && of.state === 'received' && (
                <Acts
                    of={name}
                    form={`warning-settle.${of.id}`}
                    refresh={['warnings']}
                    acts={OUTCOMES.map((outcome) => ({
                        name: outcome,
                        label: t(`warnings.outcome.${outcome}`),
                        ask: t('warnings.settleAsk', { outcome: t(`warnings.outcome.${outcome}`) }),
                        needsReason: true,
                        isMain: outcome === 'improved',
                        done: t('warnings.state.settled'),
                        run: (key: string, note: string) => settle(of.id, outcome, note, key),
                    }))}
                />
            )}
        </>
    );
}
