import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Empty, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { period as periodName } from '../../parts/format';
import { Acts } from '../corrections/Acts';
import { EarlierGoals, GoalCard } from './GoalVersions';
import { type GoalsOf, confirmGoals, goalsOf, returnGoals } from './calls';

/** The goals of one manager for a period, and the decision on them. */
export default function GoalPage() {
    const { t } = useTranslation();
    const { managerNo = '', period = '' } = useParams();
    const query = useQuery({
        queryKey: ['own-goals', managerNo, period],
        queryFn: () => goalsOf(managerNo, period),
    });
    return (
        <Flex vertical gap="middle">
            <Link to="/goals">
                <ArrowLeftOutlined /> {t('room.goals')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 6 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: GoalsOf }) {
    const { t } = useTranslation();
    const { managerNo, period, goals } = of;
    const name = t('goals.of', { name: of.name ?? managerNo, period: periodName(period) });
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {name}
            </Typography.Title>
            {goals === null ? (
                <Empty description={t('goals.noneYet')} />
            ) : (
                <>
                    <GoalCard goals={goals} findings={of.findings} />
                    {of.mayDecide && (
                        <Acts
                            of={name}
                            form={`own-goals-return.${managerNo}.${period}`}
                            refresh={['own-goals']}
                            acts={[
                                {
                                    name: 'confirm',
                                    label: t('goals.confirm'),
                                    ask: t('goals.confirmAsk'),
                                    isMain: true,
                                    done: t('goals.state.confirmed'),
                                    run: (key) => confirmGoals(managerNo, period, goals.version, key),
                                },
                                {
                                    name: 'return',
                                    label: t('goals.return'),
                                    ask: t('goals.returnAsk'),
                                    needsReason: true,
                                    done: t('goals.state.returned'),
                                    run: (key, reason) => returnGoals(managerNo, period, goals.version, reason, key),
                                },
                            ]}
                        />
                    )}
                    <EarlierGoals of={of} />
                </>
            )}
        </>
    );
}
