import type { Role } from '../../session/session';

export const SERVICES = ['performance', 'training', 'feedback', 'incentive'] as const;
export type Service = (typeof SERVICES)[number];

export interface ImportColumn {
    name: string;
    required?: true;
    /** A cell that is right, for whoever fills in the template. */
    example: string;
    /** The only words the column may hold. */
    words?: readonly string[];
}

/** One kind of file that a service takes in. A test keeps this equal to what the services say. */
export interface ImportKind {
    service: Service;
    kind: string;
    columns: readonly ImportColumn[];
    /** Who may bring it. */
    roles: readonly Role[];
}

const needed = (name: string, example: string, words?: readonly string[]): ImportColumn => ({
    name,
    required: true,
    example,
    words,
});
const optional = (name: string, example: string, words?: readonly string[]): ImportColumn => ({ name, example, words });

const FACTS = [
    'applied',
    'approved',
    'activated',
    'first-used',
    'active-month',
    'sleeping',
    'cancelled',
    'overdue',
    'instalment',
    'referral-confirmed',
] as const;

export const kinds: readonly ImportKind[] = [
    {
        service: 'performance',
        kind: 'org-units',
        columns: [
            needed('code', 'B1-01'),
            needed('name', ''),
            optional('parent', 'B1'),
            optional('kind', 'sub-branch', ['head-office', 'branch', 'sub-branch', 'team']),
        ],
        roles: ['hr', 'administrator'],
    },
    {
        service: 'performance',
        kind: 'managers',
        columns: [
            needed('manager_no', 'M0001'),
            needed('name', ''),
            needed('org', 'B1-01'),
            needed('hired_on', '2026-06-30'),
            optional('in_post_since', '2026-06-30'),
            optional('employment', 'regular', ['regular', 'contract']),
            optional('level', 'junior', ['trainee', 'junior', 'intermediate', 'senior']),
            optional('step', 'A', ['A', 'B', 'C']),
            optional('area', 'urban', ['urban', 'rural']),
            optional('supervisor_no', 'M0011'),
            optional('mentor_no', 'M0011'),
            optional('left_on', '2026-06-30'),
            optional('education', ''),
            optional('effective_on', '2026-07-01'),
        ],
        roles: ['hr', 'branch-head', 'administrator'],
    },
    {
        service: 'performance',
        kind: 'card-facts',
        columns: [
            needed('fact_ref', 'F-20260630-0001'),
            needed('manager_no', 'M0001'),
            needed('kind', 'approved', FACTS),
            needed('card_ref', 'C-0001'),
            needed('occurred_on', '2026-06-30'),
            optional('customer_ref', 'K-0001'),
            optional('product', 'gold'),
            optional('amount', '1200.00'),
            optional('new_customer', 'true', ['true', 'false']),
            optional('void', 'false', ['true', 'false']),
        ],
        roles: ['hr', 'administrator'],
    },
    {
        service: 'performance',
        kind: 'targets',
        columns: [
            needed('manager_no', 'M0001'),
            needed('period', '2026-06'),
            needed('kpi', 'approved'),
            needed('target', '20'),
        ],
        roles: ['hr', 'branch-head', 'administrator'],
    },
    {
        service: 'performance',
        kind: 'indicators',
        columns: [
            needed('manager_no', 'M0001'),
            needed('period', '2026-06'),
            needed('kpi', 'attendance'),
            needed('value', '98.5'),
        ],
        roles: ['hr', 'branch-head', 'administrator'],
    },
    {
        service: 'training',
        kind: 'enrolments',
        columns: [needed('manager_no', 'M0001'), needed('session_code', 'S-2026-01')],
        roles: ['trainer', 'administrator'],
    },
    {
        service: 'training',
        kind: 'exam-results',
        columns: [
            needed('manager_no', 'M0001'),
            needed('exam_code', 'E-2026-01'),
            needed('form', 'written', ['written', 'interview', 'practical']),
            needed('score', '88'),
            needed('taken_on', '2026-06-30'),
        ],
        roles: ['trainer', 'administrator'],
    },
    {
        service: 'training',
        kind: 'certificates',
        columns: [
            needed('manager_no', 'M0001'),
            needed('certificate', 'credit-card-sales'),
            needed('valid_from', '2026-06-30'),
            optional('valid_to', '2028-06-29'),
            optional('number', 'N-0001'),
        ],
        roles: ['trainer', 'administrator'],
    },
    {
        service: 'feedback',
        kind: 'complaints',
        columns: [
            needed('complaint_ref', 'P-0001'),
            needed('manager_no', 'M0001'),
            needed('received_on', '2026-06-30'),
            needed('channel', 'phone', ['phone', 'email', 'online', 'post', 'branch', 'regulator']),
            needed('category', 'service'),
            optional('severity', 'minor', ['minor', 'major', 'severe']),
            optional('outcome', 'upheld', ['upheld', 'rejected']),
            optional('resolved_on', '2026-07-10'),
        ],
        roles: ['complaint-desk', 'administrator'],
    },
    {
        service: 'feedback',
        kind: 'satisfaction',
        columns: [
            needed('manager_no', 'M0001'),
            needed('answered_on', '2026-06-30'),
            needed('score', '5', ['1', '2', '3', '4', '5']),
            optional('customer_ref', 'K-0001'),
        ],
        roles: ['complaint-desk', 'administrator'],
    },
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

export interface HeaderVerdict {
    unknown: string[];
    repeated: string[];
    missing: string[];
    /** Optional columns the file does without. */
    absent: string[];
}

/** What a service would say of the line of column names, said before anything is sent. */
export function checkHeader(header: readonly string[], columns: readonly ImportColumn[]): HeaderVerdict {
    const names = header.map((name) => name.trim().toLowerCase());
    return {
        unknown: header.filter((_, index) => !columns.some((column) => column.name === names[index])),
        repeated: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
        missing: columns
            .filter((column) => column.required && !names.includes(column.name))
            .map((column) => column.name),
        absent: columns
            .filter((column) => !column.required && !names.includes(column.name))
            .map((column) => column.name),
    };
}

export const isHeaderGood = (verdict: HeaderVerdict) =>
    verdict.unknown.length + verdict.repeated.length + verdict.missing.length === 0;

/** The kind whose columns a header fits, if only one does: a dropped file then names its kind itself. */
export function guessKind(header: readonly string[], among: readonly ImportKind[]): ImportKind | undefined {
    const fitting = among.filter((kind) => isHeaderGood(checkHeader(header, kind.columns)));
    return fitting.length === 1 ? fitting[0] : undefined;
}
