import { useSearchParams } from 'react-router';

/** What a list is narrowed down to: kept in the page's address, so that it can be sent and comes back with the way back. */
export function useFilters() {
    const [search, setSearch] = useSearchParams();
    return {
        filter: (name: string) => search.get(name) ?? undefined,
        /** One without a value is taken away; those not named stay. */
        choose: (changes: Record<string, string | undefined>) =>
            setSearch(
                (now) => {
                    const next = new URLSearchParams(now);
                    for (const [name, value] of Object.entries(changes)) {
                        if (value) next.set(name, value);
                        else next.delete(name);
                    }
                    return next;
                },
                { replace: true },
            ),
        clear: () => setSearch({}, { replace: true }),
    };
}
