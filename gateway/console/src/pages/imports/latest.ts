import { type Service, answer, callsOf } from '../../api/client';
import { type ImportState, isFinished } from './state';

/** A service's newest imports, the newest first. */
export const latestImports = (service: Service) =>
    answer(callsOf[service].GET('/imports', { params: { query: { limit: 50 } } }));

/**
 * Files that still need somebody: the newest real one of its kind failed or left rows behind. A later good one of
 * the kind settles it.
 */
export function unsettled(imports: readonly ImportState[]): ImportState[] {
    const real = imports.filter((one) => !one.dryRun && isFinished(one));
    return real.filter(
        (one) =>
            real.find((other) => other.kind === one.kind) === one && (one.status === 'failed' || one.rowsRejected > 0),
    );
}

export const underWay = (imports: readonly ImportState[]) => imports.filter((one) => !isFinished(one));
