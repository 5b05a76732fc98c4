import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '../../parts/settled';
import { type Preview, previewPlan } from './calls';
import type { PlanDocument } from './document';

export const previewQuery = (document: PlanDocument) => ({
    queryKey: ['plan-preview', document],
    queryFn: () => previewPlan(document),
    staleTime: Infinity,
    gcTime: 60_000,
});

/** What the service says of a plan while it is written: its faults, and its text as it was when it last had none. */
export function usePreview(document: PlanDocument) {
    const asked = useSettled(document);
    const query = useQuery({ ...previewQuery(asked), placeholderData: keepPreviousData });
    const { data } = query;
    const [readable, setReadable] = useState<Preview>();
    if (data && data.zh !== null && data !== readable) setReadable(data);
    const isKnown = data !== undefined && !query.isPlaceholderData && asked === document;
    return {
        faults: data?.faults ?? [],
        text: readable,
        isTextCurrent: data === readable,
        /** True if the plan as it stands can be saved. */
        isWhole: isKnown && data.faults.length === 0,
        error: query.error,
        retry: () => void query.refetch(),
    };
}
