import type { TFunction } from 'i18next';
import { count } from '../../parts/format';
import type { Service } from '../../api/client';
import type { ImportState } from '../imports/state';
import type { Duty } from './Duties';

/** Each file that failed, or left rows behind, with the way to exactly that file. */
export const badImports = (t: TFunction, service: Service, bad: readonly ImportState[]): Duty[] =>
    bad.map((one) => ({
        key: `import ${one.id}`,
        text:
            one.rowsRejected > 0
                ? t('home.importLeft', {
                      kind: t(`imports.kind.${one.kind}`),
                      count: one.rowsRejected,
                      rows: count(one.rowsRejected),
                  })
                : t('home.importFailed', { kind: t(`imports.kind.${one.kind}`) }),
        to: `/imports/${service}/${one.id}`,
        isUrgent: true,
    }));
