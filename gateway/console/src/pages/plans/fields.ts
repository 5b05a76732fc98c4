import type { TFunction } from 'i18next';
import { currentLanguage } from '../../i18n';
import { CARD_FACTS } from '../../parts/cardFacts';
import { LEVELS, wordOf } from '../managers/roster';
import { RHYTHMS } from '../month/calls';
import type { FieldValue, RuleDraft, StepDraft, WeightDraft } from './document';
import { EMPLOYMENTS, PAY_STEPS, gradeName, gradesOf } from './grades';

/** A value of a step: its name in the document, and what it is called under `plans`. */
export interface StepColumn {
    field: 'rate' | 'amount' | 'factor' | 'share';
    label: string;
    /** True for a ratio, which is shown in percent too. */
    isRatio?: boolean;
}

/** A field of a rule. */
export type RuleField = {
    /** Its path within the rule, as the service names it. */
    path: string;
    /** Its name, and what is to be known about it, under `plans`. */
    label: string;
    about?: string;
    /** False where the rule, as it is written, has no such field. */
    when?: (rule: RuleDraft) => boolean;
    /** The value a new rule begins with. */
    start?: FieldValue;
} & (
    | { kind: 'text' | 'money' | 'ratio' | 'whole' | 'flag' | 'list' }
    | { kind: 'choice' | 'choices'; choices: readonly string[]; word: (t: TFunction, choice: string) => string }
    /** A unit of the bank. */
    | { kind: 'unit' }
    /** One rule, or several, of these types. */
    | { kind: 'rule' | 'rules'; types: readonly string[] }
    | { kind: 'steps'; from: string; columns: readonly StepColumn[]; start: StepDraft[] }
    | { kind: 'weights'; start: WeightDraft[] }
    /** A value for each of the keys. */
    | {
          kind: 'values';
          keys: (rule: RuleDraft) => readonly string[];
          word: (t: TFunction, key: string) => string;
          isMoney: boolean;
      }
);

/** The facts of no card, which have no amount. */
const CONTEST_WON = 'contest-won';
const COURSE_COMPLETED = 'course-completed';
const SEVERITIES = ['minor', 'major', 'severe'] as const;
const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
const EARNING = ['per-unit', 'per-amount'];

const wordUnder = (place: string) => (t: TFunction, choice: string) => t(`${place}.${choice}`);
const monthWord = (_: TFunction, month: string) =>
    new Intl.DateTimeFormat(currentLanguage(), { month: 'long', timeZone: 'UTC' }).format(
        new Date(`2000-${month}-01T00:00:00Z`),
    );
const levelsOf = (rule: RuleDraft) => rule.levels as string[] | undefined;

/** The fields that every rule has. Levels, employment and unit say whom it is for: none is everybody. */
const EVERY: readonly RuleField[] = [
    { path: 'id', kind: 'text', label: 'ruleId', about: 'ruleIdAbout', start: '' },
    { path: 'name.zh', kind: 'text', label: 'ruleNameZh', about: 'ruleNameAbout' },
    { path: 'name.en', kind: 'text', label: 'ruleNameEn' },
    {
        path: 'levels',
        kind: 'choices',
        label: 'levels',
        about: 'levelsAbout',
        choices: LEVELS,
        word: (t, level) => wordOf(t, 'level', level),
    },
    {
        path: 'employment',
        kind: 'choices',
        label: 'employment',
        about: 'employmentAbout',
        choices: EMPLOYMENTS,
        word: (t, employment) => wordOf(t, 'employment', employment),
    },
    { path: 'org', kind: 'unit', label: 'ruleOrg', about: 'ruleOrgAbout' },
];

const factOf = (choices: readonly string[]): RuleField => ({
    path: 'fact',
    kind: 'choice',
    label: 'fact',
    choices,
    word: wordUnder('fact'),
    start: 'activated',
});
const PRODUCTS: RuleField = { path: 'products', kind: 'list', label: 'products', about: 'productsAbout' };
const isOf = (fact: string) => (rule: RuleDraft) => rule.fact === fact;
const GATE: readonly RuleField[] = [
    { path: 'gate.certificate', kind: 'text', label: 'certificate', about: 'certificateAbout' },
    {
        path: 'gate.cureDays',
        kind: 'whole',
        label: 'cureDays',
        when: (rule) => Boolean((rule.gate as Record<string, string> | undefined)?.certificate?.trim()),
    },
];

/** How facts are paid: at one rate, or by tiers. Without a word for it the rule has one rate. */
const tiering = (choices: readonly string[], start: string): RuleField => ({
    path: 'tiering',
    kind: 'choice',
    label: 'howPaid',
    choices: ['', ...choices],
    word: (t, choice) => t(`plans.tiering.${choice || 'flat'}`),
    start,
});
const isTiered = (rule: RuleDraft) => Boolean(rule.tiering);
const paysEach = (rule: RuleDraft) => !isTiered(rule) || rule.tiering === 'per-item';

const ofRules = (label: string): RuleField => ({ path: 'of', kind: 'rules', label, types: EARNING });
const from = (...columns: StepColumn['field'][]): StepDraft[] => [
    { from: '0', ...Object.fromEntries(columns.map((column) => [column, ''])) },
];

/** What a manager earned, of which another gets a share. */
const movedTo = (): RuleField[] => [
    ofRules('ofEarned'),
    {
        path: 'to',
        kind: 'choice',
        label: 'movedTo',
        choices: ['mentor', 'supervisor'],
        word: wordUnder('plans.relation'),
        start: 'mentor',
    },
    { path: 'share', kind: 'ratio', label: 'movedShare' },
];

/** The fields of each type of rule, in the order in which they are written. */
const FIELDS = {
    'per-unit': [
        factOf([...CARD_FACTS, CONTEST_WON, COURSE_COMPLETED]),
        { ...PRODUCTS, when: (rule) => ![CONTEST_WON, COURSE_COMPLETED].includes(String(rule.fact)) },
        { ...PRODUCTS, label: 'contests', about: 'contestsAbout', when: isOf(CONTEST_WON) },
        { ...PRODUCTS, label: 'courses', about: 'coursesAbout', when: isOf(COURSE_COMPLETED) },
        tiering(['cumulative', 'whole'], 'cumulative'),
        { path: 'rate', kind: 'money', label: 'unitRate', when: (rule) => !isTiered(rule) },
        {
            path: 'tiers',
            kind: 'steps',
            label: 'steps',
            from: 'units',
            columns: [{ field: 'rate', label: 'unitRate' }],
            when: isTiered,
            start: from('rate'),
        },
        ...GATE,
    ],
    'per-amount': [
        factOf(CARD_FACTS),
        PRODUCTS,
        tiering(['cumulative', 'whole', 'per-item'], ''),
        { path: 'rate', kind: 'ratio', label: 'amountRate', when: (rule) => !isTiered(rule) },
        {
            path: 'tiers',
            kind: 'steps',
            label: 'steps',
            from: 'amounts',
            columns: [
                { field: 'rate', label: 'amountRate', isRatio: true },
                { field: 'amount', label: 'tierAmount' },
            ],
            when: isTiered,
            start: from('rate'),
        },
        { path: 'least', kind: 'money', label: 'least', about: 'leastAbout', when: paysEach },
        { path: 'most', kind: 'money', label: 'most', when: paysEach },
        ...GATE,
    ],
    factor: [
        ofRules('ofFactor'),
        {
            path: 'by',
            kind: 'choice',
            label: 'factorBy',
            choices: ['scorecard', 'pay-step', 'kpis'],
            word: wordUnder('plans.by'),
            start: 'scorecard',
        },
        {
            path: 'bands',
            kind: 'steps',
            label: 'steps',
            from: 'score',
            columns: [{ field: 'factor', label: 'factor' }],
            when: (rule) => rule.by !== 'pay-step' && rule.by !== 'kpis',
            start: from('factor'),
        },
        {
            path: 'rhythm',
            kind: 'choice',
            label: 'rhythm',
            choices: RHYTHMS,
            word: (t, choice) => t(`plans.rhythmOf.${choice}`),
            when: (rule) => rule.by !== 'pay-step' && rule.by !== 'kpis',
        },
        {
            path: 'values',
            kind: 'values',
            label: 'factors',
            keys: (rule) => gradesOf(PAY_STEPS, levelsOf(rule)),
            word: gradeName,
            isMoney: false,
            when: (rule) => rule.by === 'pay-step',
        },
        {
            path: 'kpis',
            kind: 'weights',
            label: 'kpiWeights',
            when: (rule) => rule.by === 'kpis',
            start: [{ kpi: '', weight: '' }],
        },
        { path: 'below', kind: 'ratio', label: 'below', about: 'belowAbout', when: (rule) => rule.by === 'kpis' },
        { path: 'belowFactor', kind: 'ratio', label: 'belowFactor', when: (rule) => rule.by === 'kpis' },
    ],
    fixed: [
        {
            path: 'by',
            kind: 'choice',
            label: 'fixedBy',
            choices: ['level', 'pay-step', 'employment'],
            word: wordUnder('plans.by'),
            start: 'level',
        },
        {
            path: 'prorate',
            kind: 'choice',
            label: 'prorate',
            choices: ['none', 'calendar-days'],
            word: wordUnder('plans.prorated'),
        },
        {
            path: 'values',
            kind: 'values',
            label: 'monthly',
            keys: (rule) =>
                rule.by === 'employment'
                    ? EMPLOYMENTS
                    : gradesOf(rule.by === 'pay-step' ? PAY_STEPS : LEVELS, levelsOf(rule)),
            word: (t, key) =>
                (EMPLOYMENTS as readonly string[]).includes(key) ? wordOf(t, 'employment', key) : gradeName(t, key),
            isMoney: true,
        },
    ],
    seniority: [
        { path: 'minYears', kind: 'whole', label: 'minYears', about: 'minYearsAbout' },
        {
            path: 'mode',
            kind: 'choice',
            label: 'howPaid',
            choices: ['whole', 'marginal'],
            word: wordUnder('plans.mode'),
            start: 'whole',
        },
        {
            path: 'bands',
            kind: 'steps',
            label: 'steps',
            from: 'fullYears',
            columns: [{ field: 'rate', label: 'yearRate' }],
            start: from('rate'),
        },
    ],
    split: movedTo(),
    override: movedTo(),
    pool: [
        { path: 'amount', kind: 'money', label: 'poolAmount' },
        {
            path: 'by',
            kind: 'choice',
            label: 'poolBy',
            choices: ['scorecard', 'earned'],
            word: wordUnder('plans.by'),
            start: 'scorecard',
        },
        { path: 'of', kind: 'rules', label: 'ofEarned', types: EARNING, when: (rule) => rule.by === 'earned' },
    ],
    budget: [{ path: 'amount', kind: 'money', label: 'budgetAmount', about: 'budgetAbout' }],
    complaint: [
        {
            path: 'perUpheld',
            kind: 'values',
            label: 'perUpheld',
            keys: () => SEVERITIES,
            word: (t, severity) => t('plans.ofSeverity', { severity: t(`severity.${severity}`) }),
            isMoney: true,
        },
        { path: 'holdUntilDecided', kind: 'flag', label: 'holdUntilDecided' },
    ],
    clawback: [
        {
            path: 'fact',
            kind: 'choice',
            label: 'fact',
            choices: ['cancelled'],
            word: wordUnder('fact'),
            start: 'cancelled',
        },
        { path: 'withinDays', kind: 'whole', label: 'withinDays', start: '30' },
        { path: 'of', kind: 'rule', label: 'ofClawback', types: EARNING },
        {
            path: 'method',
            kind: 'choice',
            label: 'takesBack',
            choices: ['rate', 'recompute'],
            word: wordUnder('plans.method'),
        },
    ],
    'deduction-limit': [
        { path: 'share', kind: 'ratio', label: 'shareOfGross', start: '0.20' },
        { path: 'floor', kind: 'money', label: 'floor', about: 'floorAbout' },
    ],
    minimum: [
        { path: 'amount', kind: 'money', label: 'minimumAmount' },
        { path: 'recover', kind: 'flag', label: 'recover' },
    ],
    cap: [{ path: 'amount', kind: 'money', label: 'capAmount' }],
    reserve: [
        { path: 'settle', kind: 'choice', label: 'settle', choices: MONTHS, word: monthWord, start: '02' },
        {
            path: 'tiers',
            kind: 'steps',
            label: 'steps',
            from: 'amounts',
            columns: [{ field: 'share', label: 'reserveShare', isRatio: true }],
            start: from('share'),
        },
    ],
    deferral: [
        { path: 'share', kind: 'ratio', label: 'share', start: '0.40' },
        { path: 'years', kind: 'whole', label: 'years', start: '3' },
        { path: 'above', kind: 'money', label: 'above', about: 'aboveAbout' },
    ],
} satisfies Record<string, readonly RuleField[]>;

export type RuleType = keyof typeof FIELDS;
export const TYPES = Object.keys(FIELDS) as RuleType[];

/** Every field that a rule of a type can have. */
export const fieldsOfType = (type: string): readonly RuleField[] => [
    ...EVERY,
    ...((FIELDS as Record<string, readonly RuleField[]>)[type] ?? []),
];

/** The fields of a rule as it is written. */
export const fieldsOf = (rule: RuleDraft) => fieldsOfType(rule.type).filter((field) => field.when?.(rule) ?? true);
