import { SERVICES, type Service } from '../../api/client';
import type { Role } from '../../session/session';

/** A kind of file that a service takes in; the service tells its columns. */
export interface ImportKind {
    service: Service;
    kind: string;
    /** The roles that may bring it: the menu needs them before anything is asked. */
    roles: readonly Role[];
    /** True for a file that is taken whole or not at all. */
    isAtomic?: boolean;
    /** True for a file that may be the whole list of what it names. */
    mayReplace?: boolean;
}

export const kinds: readonly ImportKind[] = [
    { service: 'performance', kind: 'org-units', roles: ['hr', 'administrator'] },
    { service: 'performance', kind: 'managers', roles: ['hr', 'branch-head', 'administrator'] },
    { service: 'performance', kind: 'card-facts', roles: ['hr', 'administrator'] },
    { service: 'performance', kind: 'targets', roles: ['hr', 'branch-head', 'administrator'] },
    { service: 'performance', kind: 'indicators', roles: ['hr', 'branch-head', 'administrator'] },
    { service: 'performance', kind: 'customers', roles: ['hr', 'branch-head', 'administrator'] },
    { service: 'performance', kind: 'customer-handovers', roles: ['hr', 'branch-head', 'administrator'] },
    { service: 'training', kind: 'enrolments', roles: ['trainer', 'administrator'], mayReplace: true },
    { service: 'training', kind: 'enrolment-lists', roles: ['trainer', 'administrator'], isAtomic: true },
    { service: 'training', kind: 'attendance', roles: ['trainer', 'administrator'] },
    { service: 'training', kind: 'exam-results', roles: ['trainer', 'administrator'] },
    { service: 'training', kind: 'questions', roles: ['trainer'] },
    { service: 'training', kind: 'certificates', roles: ['trainer', 'administrator'] },
    { service: 'feedback', kind: 'complaints', roles: ['complaint-desk', 'administrator'] },
    { service: 'feedback', kind: 'satisfaction', roles: ['complaint-desk', 'administrator'] },
    { service: 'incentive', kind: 'adjustments', roles: ['incentive-analyst'], isAtomic: true },
];

/** Whoever brings a service's files sees what became of them; those who oversee see every service's. */
const overseers: readonly Role[] = ['administrator', 'auditor'];
export const readersOf = (service: Service): readonly Role[] => [
    ...new Set([...kinds.filter((kind) => kind.service === service).flatMap((kind) => kind.roles), ...overseers]),
];

const any = (roles: readonly Role[], wanted: readonly Role[]) => wanted.some((role) => roles.includes(role));
export const kindsFor = (roles: readonly Role[]) => kinds.filter((kind) => any(roles, kind.roles));
export const servicesFor = (roles: readonly Role[]) => SERVICES.filter((service) => any(roles, readersOf(service)));
export const kindOf = (service: string, kind: string) =>
    kinds.find((one) => one.service === service && one.kind === kind);
