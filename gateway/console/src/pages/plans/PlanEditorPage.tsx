import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { latestMonths, monthFrom, monthNow } from '../month/months';
import { PlanEditor } from './PlanEditor';
import { plan as readPlan } from './calls';
import type { PlanDraft } from './document';
import { draftOfPlan } from './draft';

const blank = (): PlanDraft => ({
    code: '',
    effectiveFrom: latestMonths(1, monthFrom(monthNow()))[0] ?? '',
    title: { zh: '', en: '' },
    rules: [],
});

/** A new plan, or a new version made from one that is. */
export default function PlanEditorPage() {
    const { code, version } = useParams();
    const query = useQuery({
        queryKey: ['plan', code, version],
        queryFn: () => readPlan(code as string, Number(version)),
        enabled: code !== undefined && version !== undefined,
        // What is being written is not replaced under the writer's hands.
        staleTime: Infinity,
    });
    if (code === undefined) return <PlanEditor start={blank()} />;
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    return <PlanEditor start={draftOfPlan(query.data.document)} from={query.data} />;
}
