import { useSearchParams } from 'react-router';

function changed(now: URLSearchParams, changes: Record<string, string | undefined>) {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
    }
    return next;
}

/**
 * The filters of a list: kept in the page's address, so that it can be sent and comes back with the way
 * back.
 */
export function useFilters() {
    const [search, setSearch] = useSearchParams();
    return {
        filter: (name: string) => search.get(name) ?? undefined,
        /** A filter without a value is taken away; those not named stay. */
        choose: (changes: Record<string, string | undefined>) =>
            setSearch((now) => changed(now, changes), { replace: true }),
        /** The same, but the way back leads to what was shown before. */
        go: (changes: Record<string, string | undefined>) => setSearch((now) => changed(now, changes)),
        clear: () => setSearch({}, { replace: true }),
    };
}
