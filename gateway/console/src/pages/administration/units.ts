import { type Page, read } from '../../api/read';

/** A unit of the bank (written out here because the service's document gives several answers one name). */
export interface OrgUnit {
    code: string;
    name: string;
    parent: string | null;
    kind: string | null;
}

export interface Branch extends OrgUnit {
    key: string;
    children: Branch[];
}

export const orgUnits = (after?: string) => read<Page<OrgUnit>>('/performance/org-units', { limit: 500, after });

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
