import { answer, performance } from '../../api/client';
import type { components } from '../../api/performance';

/** A unit of the bank. */
export type OrgUnit = components['schemas']['OrgUnitAnswer'];

export interface Branch extends OrgUnit {
    key: string;
    children: Branch[];
}

export const orgUnits = (after?: string) =>
    answer(performance.GET('/org-units', { params: { query: { limit: 500, after } } }));

/** Units under their parents. One whose parent is not known, or not seen by this person, stands at the top. */
export function treeOf(units: readonly OrgUnit[]): Branch[] {
    const all = new Map(units.map((unit) => [unit.code, { ...unit, key: unit.code, children: [] as Branch[] }]));
    const top: Branch[] = [];
    for (const branch of all.values()) {
        const parent = branch.parent === null ? undefined : all.get(branch.parent);
        (parent?.children ?? top).push(branch);
    }
    return top;
}
