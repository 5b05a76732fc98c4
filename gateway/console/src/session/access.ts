import type { Role } from './session';

/** A page of the console: its address, and the roles that have it. What a role may not call, it is not shown. */
export interface Room {
    /** Also the key of its name in the language files, under `room`. */
    id: RoomId;
    path: string;
    roles: readonly Role[] | 'everyone';
    /** Rooms outside the menu are reached from another page. */
    inMenu: boolean;
}

/** Roles that may read what was imported into some service. */
const importers: readonly Role[] = [
    'hr',
    'branch-head',
    'trainer',
    'complaint-desk',
    'incentive-analyst',
    'administrator',
    'auditor',
];

const scoreReaders: readonly Role[] = ['hr', 'branch-head', 'account-manager', 'auditor'];
const statementReaders: readonly Role[] = [
    'account-manager',
    'branch-head',
    'incentive-analyst',
    'incentive-approver',
    'auditor',
];
const planReaders: readonly Role[] = ['hr', 'incentive-analyst', 'incentive-approver', 'auditor'];
const releaseReaders: readonly Role[] = ['incentive-analyst', 'incentive-approver', 'payroll', 'auditor'];
const ledgerReaders: readonly Role[] = ['branch-head', ...releaseReaders];
const recognitionReaders: readonly Role[] = ['hr', 'branch-head', 'account-manager', 'incentive-analyst', 'auditor'];
const learners: readonly Role[] = ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'];
const runReaders: readonly Role[] = ['incentive-analyst', 'incentive-approver', 'auditor'];

/** The rooms in the order of the menu, each: its address, the roles that have it, and whether it is in the menu. */
const ROOMS = {
    home: { path: '/', roles: 'everyone', inMenu: true },
    account: { path: '/account', roles: 'everyone', inMenu: false },
    managers: { path: '/managers', roles: ['hr', 'branch-head', 'trainer', 'complaint-desk', 'auditor'], inMenu: true },
    manager: {
        path: '/managers/:managerNo',
        roles: ['hr', 'branch-head', 'account-manager', 'trainer', 'complaint-desk', 'auditor'],
        inMenu: false,
    },
    scorecards: { path: '/scorecards', roles: scoreReaders, inMenu: true },
    scorecard: { path: '/scorecards/:managerNo', roles: scoreReaders, inMenu: false },
    figures: {
        path: '/figures',
        roles: ['hr', 'branch-head', 'account-manager', 'complaint-desk', 'auditor'],
        inMenu: true,
    },
    targets: { path: '/targets', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    targetPlan: { path: '/targets/:id', roles: ['hr', 'branch-head', 'auditor'], inMenu: false },
    goals: { path: '/goals', roles: scoreReaders, inMenu: true },
    goal: { path: '/goals/:managerNo/:period', roles: scoreReaders, inMenu: false },
    marks: { path: '/marks', roles: scoreReaders, inMenu: true },
    comparison: { path: '/comparison', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    factSummary: { path: '/fact-summary', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    reviews: { path: '/reviews', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    review: { path: '/reviews/:id', roles: ['hr', 'branch-head', 'auditor'], inMenu: false },
    myReviews: { path: '/my-reviews', roles: ['account-manager', 'branch-head'], inMenu: true },
    reviewForm: { path: '/my-reviews/:id', roles: ['account-manager', 'branch-head'], inMenu: false },
    reviewResult: { path: '/review-results/:id', roles: scoreReaders, inMenu: false },
    warnings: { path: '/warnings', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    warning: { path: '/warnings/:id', roles: ['hr', 'branch-head', 'auditor'], inMenu: false },
    warningRules: { path: '/warning-rules', roles: ['hr', 'branch-head', 'auditor'], inMenu: false },
    customers: { path: '/customers', roles: scoreReaders, inMenu: true },
    customer: { path: '/customers/:customerRef', roles: scoreReaders, inMenu: false },
    concentration: { path: '/customers/concentration', roles: scoreReaders, inMenu: false },
    carePlans: { path: '/customers/care-plans', roles: scoreReaders, inMenu: false },
    day: { path: '/day', roles: scoreReaders, inMenu: true },
    dayOf: { path: '/day/:managerNo', roles: scoreReaders, inMenu: false },
    dayTypes: { path: '/day-types', roles: scoreReaders, inMenu: false },
    uncounted: { path: '/uncounted-facts', roles: ['hr', 'branch-head', 'account-manager', 'auditor'], inMenu: true },
    scoreSheets: { path: '/score-sheets', roles: scoreReaders, inMenu: true },
    scoreSheetEdit: { path: '/score-sheets/:level/edit', roles: ['hr'], inMenu: false },
    sheetProposals: {
        path: '/score-sheets/proposals',
        roles: ['hr', 'incentive-approver', 'auditor'],
        inMenu: false,
    },
    personalSheet: { path: '/score-sheets/people/:managerNo', roles: scoreReaders, inMenu: false },
    grades: { path: '/grades', roles: ['hr', 'branch-head', 'auditor'], inMenu: true },
    gradeRun: { path: '/grades/runs/:id', roles: ['hr', 'branch-head', 'auditor'], inMenu: false },
    myGrade: { path: '/my-grade', roles: ['account-manager'], inMenu: true },
    kpis: { path: '/kpis', roles: [...scoreReaders, 'incentive-analyst', 'incentive-approver'], inMenu: true },
    imports: { path: '/imports', roles: importers, inMenu: true },
    import: { path: '/imports/:service/:id', roles: importers, inMenu: false },
    waiting: {
        path: '/waiting',
        roles: ['trainer', 'complaint-desk', 'hr', 'administrator', 'auditor'],
        inMenu: false,
    },
    statements: { path: '/statements', roles: statementReaders, inMenu: true },
    statement: { path: '/statements/:managerNo/:period', roles: statementReaders, inMenu: false },
    deferred: { path: '/deferred', roles: ['account-manager'], inMenu: true },
    deferredOf: { path: '/deferred/:managerNo', roles: ledgerReaders, inMenu: false },
    estimate: { path: '/estimate', roles: ['account-manager', 'branch-head', 'incentive-analyst'], inMenu: true },
    monthEnd: { path: '/month-end', roles: ['hr', 'administrator', ...runReaders], inMenu: true },
    run: { path: '/runs/:id', roles: runReaders, inMenu: false },
    myPlan: { path: '/plan', roles: ['account-manager', 'branch-head', 'hr'], inMenu: true },
    plans: { path: '/plans', roles: planReaders, inMenu: true },
    planNew: { path: '/plans/new', roles: ['incentive-analyst'], inMenu: false },
    plan: { path: '/plans/:code/:version', roles: planReaders, inMenu: false },
    planSignatures: {
        path: '/plans/:code/:version/signatures',
        roles: ['hr', 'branch-head', 'incentive-analyst', 'auditor'],
        inMenu: false,
    },
    planEdit: { path: '/plans/:code/:version/edit', roles: ['incentive-analyst'], inMenu: false },
    whatIfs: { path: '/what-ifs', roles: runReaders, inMenu: true },
    whatIf: { path: '/what-ifs/:id', roles: runReaders, inMenu: false },
    payroll: { path: '/payroll', roles: ['payroll', 'auditor'], inMenu: true },
    rejections: {
        path: '/payroll/rejections',
        roles: ['incentive-analyst', 'incentive-approver', 'payroll', 'auditor'],
        inMenu: true,
    },
    differences: { path: '/payroll/differences', roles: ['payroll', 'incentive-analyst', 'auditor'], inMenu: true },
    payCalendar: { path: '/payroll/calendar', roles: 'everyone', inMenu: false },
    payrollGroups: { path: '/payroll/groups', roles: ['payroll', 'incentive-analyst', 'auditor'], inMenu: false },
    ledger: { path: '/ledger', roles: ledgerReaders, inMenu: true },
    releases: { path: '/releases', roles: releaseReaders, inMenu: true },
    release: { path: '/releases/:id', roles: releaseReaders, inMenu: false },
    adjustments: { path: '/adjustments', roles: runReaders, inMenu: true },
    holds: { path: '/holds', roles: runReaders, inMenu: true },
    disputes: { path: '/disputes', roles: statementReaders, inMenu: true },
    dispute: { path: '/disputes/:id', roles: statementReaders, inMenu: false },
    recoveries: { path: '/recoveries', roles: ['account-manager', ...runReaders], inMenu: true },
    recovery: { path: '/recoveries/:id', roles: ['account-manager', ...runReaders], inMenu: false },
    recognitions: { path: '/recognitions', roles: recognitionReaders, inMenu: true },
    contest: { path: '/contests/:code', roles: recognitionReaders, inMenu: false },
    certificates: {
        path: '/certificates',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: true,
    },
    certified: { path: '/certified', roles: ['trainer', 'hr', 'branch-head', 'auditor'], inMenu: true },
    coachings: { path: '/coachings', roles: learners, inMenu: true },
    reminders: { path: '/certificate-reminders', roles: learners, inMenu: false },
    programmes: { path: '/programmes', roles: ['trainer', 'hr', 'branch-head', 'auditor'], inMenu: true },
    programme: { path: '/programmes/:code', roles: ['trainer', 'hr', 'branch-head', 'auditor'], inMenu: false },
    calendar: { path: '/calendar', roles: learners, inMenu: true },
    sanctions: { path: '/certificate-sanctions', roles: learners, inMenu: false },
    awaitedExams: { path: '/awaited-exams', roles: learners, inMenu: false },
    exams: {
        path: '/exams',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: true,
    },
    examStatistics: { path: '/exams/:code/statistics', roles: ['trainer', 'auditor'], inMenu: false },
    sittings: {
        path: '/sittings',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: false,
    },
    sitting: {
        path: '/sittings/:id',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: false,
    },
    assessments: {
        path: '/assessments',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: true,
    },
    assessment: {
        path: '/assessments/:id',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: false,
    },
    questions: { path: '/questions', roles: ['trainer'], inMenu: true },
    courses: {
        path: '/courses',
        roles: learners,
        inMenu: true,
    },
    course: { path: '/courses/:code', roles: learners, inMenu: false },
    sessions: {
        path: '/sessions',
        roles: learners,
        inMenu: true,
    },
    session: { path: '/sessions/:code', roles: learners, inMenu: false },
    myLearning: { path: '/my-learning', roles: ['account-manager'], inMenu: true },
    seatRequests: { path: '/seat-requests', roles: ['trainer', 'hr', 'branch-head', 'auditor'], inMenu: true },
    enrolments: {
        path: '/enrolments',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: true,
    },
    complaints: {
        path: '/complaints',
        roles: ['complaint-desk', 'hr', 'branch-head', 'account-manager', 'auditor'],
        inMenu: true,
    },
    cases: { path: '/cases', roles: ['complaint-desk', 'hr', 'auditor'], inMenu: true },
    caseNew: { path: '/cases/new', roles: ['complaint-desk'], inMenu: false },
    caseFigures: { path: '/cases/figures', roles: ['complaint-desk', 'hr', 'auditor'], inMenu: false },
    caseTopics: { path: '/cases/topics', roles: ['complaint-desk', 'hr', 'auditor'], inMenu: false },
    case: { path: '/cases/:complaintRef', roles: ['complaint-desk', 'hr', 'auditor'], inMenu: false },
    caseStatements: { path: '/complaints-about-me', roles: ['account-manager'], inMenu: true },
    counselling: { path: '/counselling', roles: 'everyone', inMenu: true },
    counsellorRoom: { path: '/counselling/room', roles: ['counsellor'], inMenu: true },
    counsellingOfficers: {
        path: '/counselling/officers',
        roles: ['hr', 'auditor', 'administrator', 'counsellor'],
        inMenu: false,
    },
    suggestions: { path: '/suggestions', roles: 'everyone', inMenu: true },
    suggestionDesk: { path: '/suggestions/desk', roles: ['hr'], inMenu: true },
    audit: { path: '/audit', roles: ['auditor'], inMenu: true },
    administration: { path: '/administration', roles: ['administrator', 'hr', 'auditor'], inMenu: true },
    operations: { path: '/operations', roles: ['administrator'], inMenu: true },
} satisfies Record<string, Omit<Room, 'id'>>;

export type RoomId = keyof typeof ROOMS;

/** The key of a room's name under `room`: the plan is one's own only to those who are paid by it. */
export const nameOf = (id: RoomId, roles: readonly Role[]) =>
    id === 'myPlan' && !roles.includes('account-manager')
        ? 'planInForce'
        : id === 'day' && !roles.includes('account-manager')
          ? 'teamDay'
          : id;

export const rooms: readonly Room[] = (Object.keys(ROOMS) as RoomId[]).map((id) => ({ id, ...ROOMS[id] }));

export const isFor = (room: Room, roles: readonly Role[]) =>
    room.roles === 'everyone' || room.roles.some((role) => roles.includes(role));

/** True if these roles have the room of this id. */
export const mayOpen = (id: RoomId, roles: readonly Role[]) => isFor({ id, ...ROOMS[id] }, roles);

/** The address of the first of these rooms that these roles have. */
export const placeOf = (roles: readonly Role[], ...ids: RoomId[]) => {
    const id = ids.find((one) => mayOpen(one, roles));
    return id && ROOMS[id].path;
};
