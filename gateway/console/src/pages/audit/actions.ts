import type { TFunction } from 'i18next';

/**
 * Everything the services record, as they name it, and the key of its words under `audit.did`. The name is what the
 * service is asked for.
 */
export const ACTIONS: readonly { action: string; key: string }[] = [
    { action: 'POST /periods/{period}/close', key: 'close' },
    { action: 'PUT /score-sheets/{level}', key: 'scoreSheet' },
    { action: 'PUT /plans/{code}', key: 'planSaved' },
    { action: 'POST /plans/{code}/versions/{version:int}/approve', key: 'planApproved' },
    { action: 'POST /plans/{code}/versions/{version:int}/return', key: 'planReturned' },
    { action: 'POST /plans/{code}/versions/{version:int}/signatures', key: 'planSigned' },
    { action: 'POST /plans/trial/{managerNo}/{period}', key: 'planTried' },
    { action: 'POST /estimates/{managerNo}/{period}', key: 'estimated' },
    { action: 'POST /what-ifs/', key: 'whatIfAsked' },
    { action: 'what-if calculate', key: 'whatIfCalculated' },
    { action: 'POST /what-ifs/{id:guid}/cancel', key: 'whatIfCancelled' },
    { action: 'GET /what-ifs/{id:guid}', key: 'readWhatIf' },
    { action: 'GET /what-ifs/{id:guid}/managers', key: 'readWhatIfManagers' },
    { action: 'GET /what-ifs/{id:guid}/managers.{format}', key: 'exportedWhatIfManagers' },
    { action: 'POST /runs/', key: 'runStarted' },
    { action: 'run calculate', key: 'runCalculated' },
    { action: 'POST /runs/{id:guid}/approve', key: 'runApproved' },
    { action: 'POST /runs/{id:guid}/reject', key: 'runReturned' },
    { action: 'POST /runs/{id:guid}/cancel', key: 'runCancelled' },
    { action: 'ledger book', key: 'ledgerBooked' },
    { action: 'POST /releases/', key: 'releaseProposed' },
    { action: 'POST /releases/{id:guid}/approve', key: 'releaseApproved' },
    { action: 'POST /releases/{id:guid}/reject', key: 'releaseReturned' },
    { action: 'POST /releases/{id:guid}/withdraw', key: 'releaseWithdrawn' },
    { action: 'POST /adjustments/', key: 'adjustmentProposed' },
    { action: 'POST /adjustments/{id:guid}/approve', key: 'adjustmentApproved' },
    { action: 'POST /adjustments/{id:guid}/return', key: 'adjustmentReturned' },
    { action: 'POST /adjustments/{id:guid}/withdraw', key: 'adjustmentWithdrawn' },
    { action: 'POST /disputes/', key: 'disputeOpened' },
    { action: 'POST /disputes/{id:guid}/assign', key: 'disputeAssigned' },
    { action: 'POST /disputes/{id:guid}/answer', key: 'disputeAnswered' },
    { action: 'POST /disputes/{id:guid}/reopen', key: 'disputeReopened' },
    { action: 'POST /holds/', key: 'holdMade' },
    { action: 'POST /holds/{id:guid}/release', key: 'holdReleased' },
    { action: 'POST /payroll/acknowledgements', key: 'acknowledged' },
    { action: 'acknowledge by message', key: 'acknowledgedByMessage' },
    { action: 'POST /payroll/rejections/{eventId:guid}/proposal', key: 'rejectionProposed' },
    { action: 'POST /payroll/rejections/{eventId:guid}/approve', key: 'rejectionApproved' },
    { action: 'POST /payroll/rejections/{eventId:guid}/return', key: 'rejectionReturned' },
    { action: 'PUT /payroll/calendar/{year:int}', key: 'payCalendar' },
    { action: 'PUT /payroll/groups/{code}', key: 'payrollGroup' },
    { action: 'PUT /recognitions/{code}', key: 'recognitionSet' },
    { action: 'recognitions award', key: 'recognised' },
    { action: 'PUT /contests/{code}', key: 'contestSet' },
    { action: 'GET /recognitions/awards', key: 'readAwards' },
    { action: 'GET /recognitions/awards.{format}', key: 'exportedAwards' },
    { action: 'GET /contests/{code}/standing', key: 'readStanding' },
    { action: 'GET /contests/{code}/standing.{format}', key: 'exportedStanding' },
    { action: 'POST /payroll/differences/settle', key: 'differenceSettled' },
    { action: 'PUT /sessions/{code}', key: 'session' },
    { action: 'POST /talks/', key: 'talk' },
    { action: 'POST /talks/{id:guid}/confirm', key: 'talkConfirmed' },
    ...[
        'org-units',
        'managers',
        'card-facts',
        'targets',
        'indicators',
        'enrolments',
        'exam-results',
        'certificates',
        'complaints',
        'satisfaction',
        'adjustments',
    ].flatMap((kind) => [
        { action: `POST /imports/${kind}`, key: `upload.${kind}` },
        { action: `import ${kind}`, key: `import.${kind}` },
    ]),
    { action: 'POST /imports/{id:guid}/cancel', key: 'importCancelled' },
    { action: 'POST /parked/{id:long}/replay', key: 'parkedReplayed' },
    { action: 'POST /error-queues/{queue}/replay', key: 'queueReplayed' },
    { action: 'GET /runs/', key: 'readRuns' },
    { action: 'GET /runs/{id:guid}', key: 'readRun' },
    { action: 'GET /runs/{id:guid}/lines', key: 'readRunLines' },
    { action: 'GET /runs/{id:guid}/sheets', key: 'readRunSheets' },
    { action: 'GET /runs/{id:guid}/distribution', key: 'readRunDistribution' },
    { action: 'GET /runs/{id:guid}/bundle', key: 'downloadedRun' },
    { action: 'GET /statements/{managerNo}/{period}/bundle', key: 'downloadedStatement' },
    { action: 'GET /statements', key: 'readStatements' },
    { action: 'GET /statements.{format}', key: 'exportedStatements' },
    { action: 'GET /statements/{managerNo}/{period}', key: 'readStatement' },
    { action: 'GET /ledger', key: 'readLedger' },
    { action: 'GET /ledger.{format}', key: 'exportedLedger' },
    { action: 'GET /ledger/{managerNo}', key: 'readLedgerOf' },
    { action: 'GET /adjustments', key: 'readAdjustments' },
    { action: 'GET /adjustments.{format}', key: 'exportedAdjustments' },
    { action: 'GET /adjustments/{id:guid}', key: 'readAdjustment' },
    { action: 'GET /disputes', key: 'readDisputes' },
    { action: 'GET /disputes.{format}', key: 'exportedDisputes' },
    { action: 'GET /disputes/figures', key: 'readDisputeFigures' },
    { action: 'GET /disputes/{id:guid}', key: 'readDispute' },
    { action: 'GET /holds', key: 'readHolds' },
    { action: 'GET /holds.{format}', key: 'exportedHolds' },
    { action: 'GET /releases', key: 'readReleases' },
    { action: 'GET /releases.{format}', key: 'exportedReleases' },
    { action: 'GET /releases/{id:guid}', key: 'readRelease' },
    { action: 'GET /releases/{id:guid}/lines', key: 'readReleaseLines' },
    { action: 'GET /releases/{id:guid}/lines.{format}', key: 'exportedReleaseLines' },
    { action: 'GET /payroll/bonuses', key: 'readPayroll' },
    { action: 'GET /payroll/reconciliation/{period}', key: 'readReconciliation' },
    { action: 'GET /payroll/export/{file}', key: 'exportedPayroll' },
    { action: 'GET /payroll/rejections', key: 'readRejections' },
    { action: 'GET /payroll/rejections.{format}', key: 'exportedRejections' },
    { action: 'GET /payroll/differences', key: 'readDifferences' },
    { action: 'GET /payroll/differences.{format}', key: 'exportedDifferences' },
];

/** An action without what is only the router's: kinds of parameters, a slash at the end. */
export const plainAction = (action: string) => action.replace(/:\w+(?=\})/g, '').replace(/\/$/, '');

const KEYS = new Map(ACTIONS.map(({ action, key }) => [plainAction(action), key]));

/** True for an entry that records a reading and changes nothing. */
export const isRead = (action: string) =>
    action.startsWith('GET ') || action.startsWith('POST /plans/trial/') || action.startsWith('POST /estimates/');

/** The action in words; an action without words stays as the service names it. */
export function actionInWords(t: TFunction, action: string): string {
    const key = KEYS.get(plainAction(action));
    if (key === undefined) return action;
    const [what, kind] = key.split('.');
    return kind === undefined ? t(`audit.did.${what}`) : t(`audit.did.${what}`, { kind: t(`imports.kind.${kind}`) });
}
