import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { count, period, signedMoney } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type Act, Acts } from './Acts';
import { type Adjustment, adjustmentProposal, approveAdjustment, returnAdjustment, withdrawAdjustment } from './calls';
import { mayDecide, mayWithdraw } from './may';

/** What a file of adjustments comes to: it is decided as a whole. */
function OfFile({ id }: { id: string }) {
    const { t } = useTranslation();
    const { data } = useQuery({ queryKey: ['adjustments', 'proposal', id], queryFn: () => adjustmentProposal(id) });
    if (!data) return null;
    return (
        <>
            {t('adjustment.ofFile', {
                adjustments: count(data.adjustments),
                managers: count(data.managers),
                given: signedMoney(data.given),
                taken: signedMoney(data.taken),
            })}
        </>
    );
}

/** The decision on an adjustment, or on the file that it came in. */
export function AdjustmentActs({ row }: { row: Adjustment }) {
    const { t } = useTranslation();
    const person = usePerson();
    if (row.state !== 'proposed') return <>–</>;
    const means = row.isOfFile ? <OfFile id={row.proposal} /> : t('adjustment.approveMeans');
    const acts: Act[] = [
        ...(mayDecide(person, row.proposedBy)
            ? [
                  {
                      name: 'approve',
                      label: t('correction.approve'),
                      ask: t(row.isOfFile ? 'adjustment.approveFileAsk' : 'adjustment.approveAsk'),
                      means,
                      isMain: true,
                      done: t('adjustment.state.approved'),
                      run: (key: string) => approveAdjustment(row.proposal, key),
                  },
                  {
                      name: 'return',
                      label: t('correction.return'),
                      ask: t(row.isOfFile ? 'adjustment.returnFileAsk' : 'adjustment.returnAsk'),
                      means: row.isOfFile ? means : undefined,
                      needsReason: true,
                      done: t('adjustment.state.returned'),
                      run: (key: string, reason: string) => returnAdjustment(row.proposal, reason, key),
                  },
              ]
            : []),
        ...(mayWithdraw(person)
            ? [
                  {
                      name: 'withdraw',
                      label: t('correction.withdraw'),
                      ask: t(row.isOfFile ? 'adjustment.withdrawFileAsk' : 'adjustment.withdrawAsk'),
                      done: t('adjustment.state.withdrawn'),
                      run: (key: string) => withdrawAdjustment(row.proposal, key),
                  },
              ]
            : []),
    ];
    return (
        <Acts
            of={t('adjustment.of', {
                manager: row.managerNo,
                period: period(row.period),
                amount: signedMoney(row.amount),
            })}
            form={`adjustment-return.${row.proposal}.${row.id}`}
            acts={acts}
            refresh={['adjustments']}
        />
    );
}
