import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../parts/PageHead';
import { useFilters } from '../../parts/filters';
import { usePerson } from '../../session/session';
import { closedMonths } from '../month/calls';
import { monthNow, nextToClose } from '../month/months';
import { PeriodSelect } from '../targets/PeriodSelect';
import { GoalList } from './GoalList';
import { MyGoals } from './MyGoals';

/** Own goals: managers set theirs here; those above them see all, and decide. */
export default function GoalsPage() {
    const { managerNo, roles } = usePerson();
    const isOwn = managerNo !== null && roles.every((role) => role === 'account-manager');
    return isOwn ? <Mine managerNo={managerNo} /> : <GoalList />;
}

function Mine({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    // Until somebody chooses, the first month that is not closed.
    const closed = useQuery({
        queryKey: ['closed-months'],
        queryFn: closedMonths,
        enabled: filter('period') === undefined,
    });
    const usual = closed.isPending ? undefined : (nextToClose(closed.data ?? []) ?? monthNow());
    const period = filter('period') ?? usual;
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.goals')} lead={t('goals.lead')} />
            {period === undefined ? (
                <Skeleton active paragraph={{ rows: 8 }} />
            ) : (
                <>
                    <div>
                        <PeriodSelect value={period} choose={(value) => choose({ period: value })} />
                    </div>
                    <MyGoals managerNo={managerNo} period={period} />
                </>
            )}
        </Flex>
    );
}
