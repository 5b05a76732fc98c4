import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { currentLanguage } from '../../i18n';
import { count, instant, period } from '../../parts/format';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { monthNow } from '../month/months';
import { PlanStatus } from './PlanStatus';
import { type Plan, inForce, plans } from './calls';
import { WideTable } from '../../parts/WideTable';

const address = (plan: Plan) => `/plans/${encodeURIComponent(plan.code)}/${plan.version}`;

/** Every version of every plan of bonuses. */
export default function PlansPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const mayWrite = roles.includes('incentive-analyst');
    const query = useInfiniteQuery({
        queryKey: ['plans'],
        initialPageParam: undefined as string | undefined,
        queryFn: ({ pageParam }) => plans(pageParam),
        getNextPageParam: (page) => page.next ?? undefined,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    // Only who has seen them all can tell which one holds.
    const current = items && !query.hasNextPage ? inForce(items, monthNow()) : undefined;
    return (
        <Flex vertical gap="middle">
            <Flex justify="space-between" align="start" gap="middle" wrap>
                <div>
                    <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                        {t('room.plans')}
                    </Typography.Title>
                    <Typography.Text type="secondary">{t('plans.lead')}</Typography.Text>
                </div>
                {mayWrite && (
                    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/plans/new')}>
                        {t('plans.new')}
                    </Button>
                )}
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 6 }} />
            ) : (
                <WideTable<Plan>
                    aria-label={t('room.plans')}
                    rowKey={(plan) => `${plan.code} ${plan.version}`}
                    dataSource={items}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(mayWrite ? 'plans.noneWrite' : 'plans.none')}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('plans.version'),
                            key: 'version',
                            className: 'number',
                            render: (_, plan) => (
                                <Link to={address(plan)}>
                                    {t('months.planVersion', { code: plan.code, version: plan.version })}
                                </Link>
                            ),
                        },
                        {
                            title: t('plans.state'),
                            key: 'state',
                            render: (_, plan) => <PlanStatus plan={plan} isInForce={plan === current} />,
                        },
                        {
                            title: t('plans.title'),
                            key: 'title',
                            render: (_, plan) =>
                                currentLanguage() === 'en' ? plan.document.title.en : plan.document.title.zh,
                        },
                        {
                            title: t('plans.effectiveFrom'),
                            dataIndex: 'effectiveFrom',
                            className: 'number',
                            render: period,
                        },
                        {
                            title: t('plans.findings'),
                            key: 'findings',
                            align: 'right',
                            render: (_, plan) => count(plan.findings.length),
                        },
                        {
                            title: t('plans.maker'),
                            key: 'maker',
                            className: 'number',
                            render: (_, plan) => t('list.byAt', { who: plan.createdBy, at: instant(plan.createdAt) }),
                        },
                        {
                            title: t('plans.checker'),
                            key: 'checker',
                            className: 'number',
                            render: (_, plan) =>
                                plan.approvedBy && plan.approvedAt
                                    ? t('list.byAt', { who: plan.approvedBy, at: instant(plan.approvedAt) })
                                    : '—',
                        },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
