import {
    ApartmentOutlined,
    AuditOutlined,
    BankOutlined,
    BarsOutlined,
    CalendarOutlined,
    CloudServerOutlined,
    CloudUploadOutlined,
    CustomerServiceOutlined,
    DashboardOutlined,
    FileTextOutlined,
    FundOutlined,
    HomeOutlined,
    ReadOutlined,
    SafetyCertificateOutlined,
    SolutionOutlined,
    StopOutlined,
    TeamOutlined,
} from '@ant-design/icons';
import { type ComponentType, type LazyExoticComponent, type ReactNode, lazy } from 'react';
import type { Role } from '../session/session';

/** A page of the console: its address, its place in the menu, and who has it. What a role may not call, it is not shown. */
export interface Room {
    /** Also the key of its name in the language files, under `room`. */
    id: string;
    path: string;
    roles: readonly Role[] | 'everyone';
    page: LazyExoticComponent<ComponentType>;
    /** Those without are reached from another page. */
    icon?: ReactNode;
}

/** Who may read what was imported into some service. */
const importers: readonly Role[] = ['hr', 'branch-head', 'trainer', 'complaint-desk', 'administrator', 'auditor'];

const scoreReaders: readonly Role[] = ['hr', 'branch-head', 'account-manager', 'auditor'];
const statementReaders: readonly Role[] = [
    'account-manager',
    'branch-head',
    'incentive-analyst',
    'incentive-approver',
    'auditor',
];
const planReaders: readonly Role[] = ['hr', 'incentive-analyst', 'incentive-approver', 'auditor'];
const runReaders: readonly Role[] = ['incentive-analyst', 'incentive-approver', 'auditor'];

/** Each page's code is loaded when it is first opened. */
export const rooms: readonly Room[] = [
    {
        id: 'home',
        path: '/',
        roles: 'everyone',
        page: lazy(() => import('../pages/home/HomePage')),
        icon: <HomeOutlined />,
    },
    { id: 'account', path: '/account', roles: 'everyone', page: lazy(() => import('../pages/account/AccountPage')) },
    {
        id: 'managers',
        path: '/managers',
        roles: ['hr', 'branch-head', 'trainer', 'complaint-desk', 'auditor'],
        page: lazy(() => import('../pages/managers/ManagersPage')),
        icon: <TeamOutlined />,
    },
    {
        id: 'manager',
        path: '/managers/:managerNo',
        roles: ['hr', 'branch-head', 'account-manager', 'trainer', 'complaint-desk', 'auditor'],
        page: lazy(() => import('../pages/managers/ManagerPage')),
    },
    {
        id: 'scorecards',
        path: '/scorecards',
        roles: scoreReaders,
        page: lazy(() => import('../pages/scorecards/ScorecardsPage')),
        icon: <DashboardOutlined />,
    },
    {
        id: 'scorecard',
        path: '/scorecards/:managerNo',
        roles: scoreReaders,
        page: lazy(() => import('../pages/scorecards/ScorecardPage')),
    },
    {
        id: 'figures',
        path: '/figures',
        roles: ['hr', 'branch-head', 'account-manager', 'complaint-desk', 'auditor'],
        page: lazy(() => import('../pages/figures/FiguresPage')),
        icon: <FundOutlined />,
    },
    {
        id: 'uncounted',
        path: '/uncounted-facts',
        roles: ['hr', 'branch-head', 'account-manager', 'auditor'],
        page: lazy(() => import('../pages/uncounted/UncountedPage')),
        icon: <StopOutlined />,
    },
    {
        id: 'scoreSheets',
        path: '/score-sheets',
        roles: scoreReaders,
        page: lazy(() => import('../pages/scoreSheets/ScoreSheetsPage')),
        icon: <BarsOutlined />,
    },
    {
        id: 'scoreSheetEdit',
        path: '/score-sheets/:level/edit',
        roles: ['hr'],
        page: lazy(() => import('../pages/scoreSheets/ScoreSheetEditorPage')),
    },
    {
        id: 'imports',
        path: '/imports',
        roles: importers,
        page: lazy(() => import('../pages/imports/ImportsPage')),
        icon: <CloudUploadOutlined />,
    },
    {
        id: 'import',
        path: '/imports/:service/:id',
        roles: importers,
        page: lazy(() => import('../pages/imports/ImportPage')),
    },
    {
        id: 'waiting',
        path: '/waiting',
        roles: ['trainer', 'complaint-desk', 'hr', 'administrator', 'auditor'],
        page: lazy(() => import('../pages/waiting/WaitingPage')),
    },
    {
        id: 'statements',
        path: '/statements',
        roles: statementReaders,
        page: lazy(() => import('../pages/statements/StatementsPage')),
        icon: <FileTextOutlined />,
    },
    {
        id: 'statement',
        path: '/statements/:managerNo/:period',
        roles: statementReaders,
        page: lazy(() => import('../pages/statements/StatementPage')),
    },
    {
        id: 'monthEnd',
        path: '/month-end',
        roles: ['hr', 'administrator', ...runReaders],
        page: lazy(() => import('../pages/monthEnd/MonthEndPage')),
        icon: <CalendarOutlined />,
    },
    { id: 'run', path: '/runs/:id', roles: runReaders, page: lazy(() => import('../pages/monthEnd/RunPage')) },
    {
        id: 'plans',
        path: '/plans',
        roles: planReaders,
        page: lazy(() => import('../pages/plans/PlansPage')),
        icon: <SolutionOutlined />,
    },
    {
        id: 'planNew',
        path: '/plans/new',
        roles: ['incentive-analyst'],
        page: lazy(() => import('../pages/plans/PlanEditorPage')),
    },
    {
        id: 'plan',
        path: '/plans/:code/:version',
        roles: planReaders,
        page: lazy(() => import('../pages/plans/PlanPage')),
    },
    {
        id: 'planEdit',
        path: '/plans/:code/:version/edit',
        roles: ['incentive-analyst'],
        page: lazy(() => import('../pages/plans/PlanEditorPage')),
    },
    {
        id: 'payroll',
        path: '/payroll',
        roles: ['payroll', 'auditor'],
        page: lazy(() => import('../pages/payroll/PayrollPage')),
        icon: <BankOutlined />,
    },
    {
        id: 'certificates',
        path: '/certificates',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        page: lazy(() => import('../pages/certificates/CertificatesPage')),
        icon: <SafetyCertificateOutlined />,
    },
    {
        id: 'enrolments',
        path: '/enrolments',
        roles: ['trainer', 'hr', 'branch-head', 'account-manager', 'auditor'],
        page: lazy(() => import('../pages/enrolments/EnrolmentsPage')),
        icon: <ReadOutlined />,
    },
    {
        id: 'complaints',
        path: '/complaints',
        roles: ['complaint-desk', 'hr', 'branch-head', 'account-manager', 'auditor'],
        page: lazy(() => import('../pages/complaints/ComplaintsPage')),
        icon: <CustomerServiceOutlined />,
    },
    {
        id: 'audit',
        path: '/audit',
        roles: ['auditor'],
        page: lazy(() => import('../pages/audit/AuditPage')),
        icon: <AuditOutlined />,
    },
    {
        id: 'administration',
        path: '/administration',
        roles: ['administrator', 'hr', 'auditor'],
        page: lazy(() => import('../pages/administration/AdministrationPage')),
        icon: <ApartmentOutlined />,
    },
    {
        id: 'operations',
        path: '/operations',
        roles: ['administrator'],
        page: lazy(() => import('../pages/operations/OperationsPage')),
        icon: <CloudServerOutlined />,
    },
];

export const isFor = (room: Room, roles: readonly Role[]) =>
    room.roles === 'everyone' || room.roles.some((role) => roles.includes(role));

/** Whether these roles have the room of this id. */
export const mayOpen = (id: string, roles: readonly Role[]) =>
    rooms.some((room) => room.id === id && isFor(room, roles));
