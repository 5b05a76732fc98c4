import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from '../../session/session';

/** The home page of each role. A role that is left out has the rooms alone. */
export const homes: Partial<Record<Role, LazyExoticComponent<ComponentType>>> = {
    administrator: lazy(() => import('./AdministratorHome')),
    hr: lazy(() => import('./HrHome')),
    'branch-head': lazy(() => import('./BranchHeadHome')),
    'account-manager': lazy(() => import('./AccountManagerHome')),
    trainer: lazy(() => import('./TrainerHome')),
    'complaint-desk': lazy(() => import('./ComplaintDeskHome')),
    'incentive-analyst': lazy(() => import('./AnalystHome')),
    'incentive-approver': lazy(() => import('./ApproverHome')),
    payroll: lazy(() => import('./PayrollHome')),
    auditor: lazy(() => import('./AuditorHome')),
};
