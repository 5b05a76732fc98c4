import { useQueries } from '@tanstack/react-query';
import { SERVICES } from '../../api/client';
import { verification } from './calls';

/**
 * The finding of the last check of each service's chain, in the order of the services. It is asked only by `refetch`,
 * and kept.
 */
export const useChains = () =>
    useQueries({
        queries: SERVICES.map((service) => ({
            queryKey: ['audit-verification', service],
            queryFn: () => verification(service),
            enabled: false,
            gcTime: Infinity,
        })),
    });
