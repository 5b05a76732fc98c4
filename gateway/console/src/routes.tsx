import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { RoomId } from './session/access';

/** The page of each room; its code is loaded when it is first opened. */
export const routes: Record<RoomId, LazyExoticComponent<ComponentType>> = {
    home: lazy(() => import('./pages/home/HomePage')),
    account: lazy(() => import('./pages/account/AccountPage')),
    managers: lazy(() => import('./pages/managers/ManagersPage')),
    manager: lazy(() => import('./pages/managers/ManagerPage')),
    scorecards: lazy(() => import('./pages/scorecards/ScorecardsPage')),
    scorecard: lazy(() => import('./pages/scorecards/ScorecardPage')),
    figures: lazy(() => import('./pages/figures/FiguresPage')),
    uncounted: lazy(() => import('./pages/uncounted/UncountedPage')),
    scoreSheets: lazy(() => import('./pages/scoreSheets/ScoreSheetsPage')),
    scoreSheetEdit: lazy(() => import('./pages/scoreSheets/ScoreSheetEditorPage')),
    imports: lazy(() => import('./pages/imports/ImportsPage')),
    import: lazy(() => import('./pages/imports/ImportPage')),
    waiting: lazy(() => import('./pages/waiting/WaitingPage')),
    statements: lazy(() => import('./pages/statements/StatementsPage')),
    statement: lazy(() => import('./pages/statements/StatementPage')),
    monthEnd: lazy(() => import('./pages/monthEnd/MonthEndPage')),
    run: lazy(() => import('./pages/monthEnd/RunPage')),
    plans: lazy(() => import('./pages/plans/PlansPage')),
    planNew: lazy(() => import('./pages/plans/PlanEditorPage')),
    plan: lazy(() => import('./pages/plans/PlanPage')),
    planEdit: lazy(() => import('./pages/plans/PlanEditorPage')),
    payroll: lazy(() => import('./pages/payroll/PayrollPage')),
    certificates: lazy(() => import('./pages/certificates/CertificatesPage')),
    enrolments: lazy(() => import('./pages/enrolments/EnrolmentsPage')),
    complaints: lazy(() => import('./pages/complaints/ComplaintsPage')),
    audit: lazy(() => import('./pages/audit/AuditPage')),
    administration: lazy(() => import('./pages/administration/AdministrationPage')),
    operations: lazy(() => import('./pages/operations/OperationsPage')),
};
