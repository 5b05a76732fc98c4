import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { compare } from '../../parts/decimal';
import { instant, period } from '../../parts/format';
import { Acts } from '../corrections/Acts';
import { figure, kpiName } from '../scorecards/kpis';
import { Findings } from './Findings';
import { PlanState } from './PlanState';
import { type PlanNode, type TargetPlan, approveTargets, refuseTargets, targetPlan } from './calls';
import { keyOf } from './tree';

/** A proposal of targets with its nodes, and the decision on it. */
export default function TargetPlanPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['targets', 'plan', id], queryFn: () => targetPlan(id) });
    return (
        <Flex vertical gap="middle">
            <Link to="/targets?view=plans">
                <ArrowLeftOutlined /> {t('targets.view.plans')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <Shown plan={query.data} />
            ) : (
                !query.error && <Skeleton active title paragraph={{ rows: 6 }} />
            )}
        </Flex>
    );
}

function Shown({ plan: { plan, nodes } }: { plan: TargetPlan }) {
    const { t } = useTranslation();
    const name = t('targets.planNo', {
        number: plan.number,
        kpi: kpiName(t, plan.kpi),
        period: period(plan.period),
    });
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
                        { key: 'state', label: t('correction.state'), children: <PlanState state={plan.state} /> },
                        {
                            key: 'maker',
                            label: t('correction.maker'),
                            children: t('list.byAt', { who: plan.proposedBy, at: instant(plan.proposedAt) }),
                        },
                        { key: 'why', label: t('targets.why'), children: plan.reason ?? '—' },
                        ...(plan.decidedBy === null || plan.decidedAt === null
                            ? []
                            : [
                                  {
                                      key: 'checker',
                                      label: t('correction.checker'),
                                      children: t('list.byAt', { who: plan.decidedBy, at: instant(plan.decidedAt) }),
                                  },
                              ]),
                        ...(plan.refusalReason === null
                            ? []
                            : [{ key: 'refused', label: t('targets.refusedWith'), children: plan.refusalReason }]),
                    ]}
                />
            </Card>
            {plan.mayDecide && (
                <Acts
                    of={name}
                    form={`target-refuse.${plan.id}`}
                    refresh={['targets']}
                    acts={[
                        {
                            name: 'approve',
                            label: t('correction.approve'),
                            ask: t('targets.approveAsk'),
                            means: t('targets.approveMeans'),
                            isMain: true,
                            done: t('targets.state.approved'),
                            run: (key) => approveTargets(plan.id, key),
                        },
                        {
                            name: 'refuse',
                            label: t('targets.refuse'),
                            ask: t('targets.refuseAsk'),
                            needsReason: true,
                            done: t('targets.state.refused'),
                            run: (key, reason) => refuseTargets(plan.id, reason, key),
                        },
                    ]}
                />
            )}
            <WideTable<PlanNode>
                aria-label={t('targets.nodes')}
                rowKey={keyOf}
                dataSource={nodes}
                columns={[
                    {
                        title: t('targets.node'),
                        key: 'name',
                        render: (_, { code, name: its }) => `${its ?? ''} ${code}`.trim(),
                    },
                    {
                        title: t('targets.before'),
                        dataIndex: 'before',
                        align: 'right',
                        className: 'number',
                        render: (value: string | null) => figure(plan.kpi, value),
                    },
                    {
                        title: t('scorecards.target'),
                        dataIndex: 'target',
                        align: 'right',
                        className: 'number',
                        render: (value: string) => figure(plan.kpi, value),
                    },
                    {
                        title: t('targets.change'),
                        key: 'change',
                        render: (_, { before, target }) => t(`targets.changes.${changeOf(before, target)}`),
                    },
                    {
                        title: t('targets.asked'),
                        key: 'findings',
                        className: 'sentence',
                        render: (_, { findings }) => (findings.length === 0 ? '—' : <Findings of={findings} />),
                    },
                    {
                        title: t('correction.state'),
                        dataIndex: 'state',
                        render: (state: string) => <PlanState state={state} />,
                    },
                ]}
            />
        </>
    );
}

const changeOf = (before: string | null, target: string) =>
    before === null ? 'first' : compare(target, before) > 0 ? 'up' : compare(target, before) < 0 ? 'down' : 'same';
