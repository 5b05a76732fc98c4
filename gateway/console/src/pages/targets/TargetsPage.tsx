import { useQuery } from '@tanstack/react-query';
import { Segmented, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../parts/filters';
import { usePerson } from '../../session/session';
import { closedMonths } from '../month/calls';
import { monthNow, nextToClose } from '../month/months';
import { kpiName, knownKpis } from '../scorecards/kpis';
import { PeriodSelect } from './PeriodSelect';
import { TargetPlans } from './TargetPlans';
import { TargetTree } from './TargetTree';

const VIEWS = ['tree', 'plans'] as const;
type View = (typeof VIEWS)[number];

/** Targets down the bank: the tree of a KPI and period, where they are proposed, and the proposals that are decided. */
export default function TargetsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const view: View = VIEWS.find((one) => one === filter('view')) ?? 'tree';
    // Until somebody chooses, the first month that is not closed.
    const closed = useQuery({
        queryKey: ['closed-months'],
        queryFn: closedMonths,
        enabled: filter('period') === undefined,
    });
    const usual = closed.isPending ? undefined : (nextToClose(closed.data ?? []) ?? monthNow());
    const chosen = filter('period') ?? usual;
    const kpi = filter('kpi') ?? 'activated';
    const head = {
        title: t('room.targets'),
        lead: t('targets.lead'),
        aside: roles.some((role) => role === 'hr' || role === 'branch-head') && (
            <Link to="/imports?kind=targets">{t('figures.bring.targets')}</Link>
        ),
        views: (
            <Segmented<View>
                aria-label={t('targets.view.label')}
                style={{ alignSelf: 'start' }}
                value={view}
                options={VIEWS.map((value) => ({ value, label: t(`targets.view.${value}`) }))}
                onChange={(value) => choose({ view: value })}
            />
        ),
    };
    const kpis = (
        <Select
            aria-label={t('scorecards.kpi')}
            style={{ minWidth: '11rem' }}
            showSearch={{ optionFilterProp: 'label' }}
            value={kpi}
            options={[...new Set([...knownKpis(), kpi])].map((value) => ({ value, label: kpiName(t, value) }))}
            onChange={(value: string) => choose({ kpi: value })}
        />
    );
    const periods = <PeriodSelect value={chosen} choose={(period) => choose({ period })} />;
    if (view === 'plans') return <TargetPlans head={head} />;
    return chosen === undefined ? (
        <Skeleton active paragraph={{ rows: 10 }} />
    ) : (
        <TargetTree key={`${chosen} ${kpi}`} period={chosen} kpi={kpi} head={head} filters={[periods, kpis]} />
    );
}
