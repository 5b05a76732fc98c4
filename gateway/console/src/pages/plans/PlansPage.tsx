import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { currentLanguage } from '../../i18n';
import { count, instant, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { monthNow } from '../month/months';
import { PlanStatus } from './PlanStatus';
import { type Plan, inForce, plans } from './calls';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';
import { PageHead } from '../../parts/PageHead';

const address = (plan: Plan) => `/plans/${encodeURIComponent(plan.code)}/${plan.version}`;

/** Every version of every plan of bonuses. */
export default function PlansPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const mayWrite = roles.includes('incentive-analyst');
    const list = useList({ name: ['plans'], filters: {}, page: plans });
    const { items } = list;
    // Only who has seen them all can tell which one holds.
    const current = items && !list.query.hasNextPage ? inForce(items, monthNow()) : undefined;
    return (
        <Flex vertical gap="middle">
            <Flex justify="space-between" align="start" gap="middle" wrap>
                <PageHead title={t('room.plans')} lead={t('plans.lead')} />
                {mayWrite && (
                    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/plans/new')}>
                        {t('plans.new')}
                    </Button>
                )}
            </Flex>
            <ListTable<Plan>
                list={list}
                aria-label={t('room.plans')}
                rowKey={(plan) => `${plan.code} ${plan.version}`}
                empty={t(mayWrite ? 'plans.noneWrite' : 'plans.none')}
                lines={6}
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
        </Flex>
    );
}
