import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Preview, previewPlan } from './calls';
import type { PlanDocument } from './document';

const PAUSE = 400;

export const previewQuery = (document: PlanDocument) => ({
    queryKey: ['plan-preview', document],
    queryFn: () => previewPlan(document),
    staleTime: Infinity,
    gcTime: 60_000,
});

/** The value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
    const [settled, setSettled] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(value), PAUSE);
        return () => clearTimeout(timer);
    }, [value]);
    return settled;
}

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
