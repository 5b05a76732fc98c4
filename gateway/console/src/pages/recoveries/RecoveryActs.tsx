import { useTranslation } from 'react-i18next';
import { money, period } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type Act, Acts } from '../corrections/Acts';
import { sumMoney } from '../month/months';
import { type Recovery, approveDemand, approveRecovery, demandRecovery, refuseDemand, refuseRecovery } from './calls';
import { mayDecideOn, mayOpenCases } from './state';

/** The decisions on a case, and on what is demanded of a manager who has left. */
export function RecoveryActs({ recovery }: { recovery: Recovery }) {
    const { t } = useTranslation();
    const person = usePerson();
    const { id, demand } = recovery;
    const acts: Act[] = [];
    if (recovery.state === 'to-decide' && mayDecideOn(person, recovery.proposedBy))
        acts.push(
            {
                name: 'approve',
                label: t('correction.approve'),
                ask: t('recovery.approveAsk'),
                means: t('recovery.approveMeans', {
                    forfeited: money(sumMoney(recovery.wouldForfeit.map((one) => one.amount))),
                    from: period(recovery.from ?? ''),
                }),
                isMain: true,
                done: t('recovery.approved'),
                run: (key) => approveRecovery(id, key),
            },
            {
                name: 'refuse',
                label: t('recovery.refuse'),
                ask: t('recovery.refuseAsk'),
                needsReason: true,
                done: t('recovery.state.refused'),
                run: (key, reason) => refuseRecovery(id, reason, key),
            },
        );
    if (recovery.mayDemand && mayOpenCases(person))
        acts.push({
            name: 'demand',
            label: t('recovery.demandLeft'),
            ask: t('recovery.demandAsk'),
            means: t('recovery.demandMeans', { amount: money(recovery.balance.left) }),
            isMain: true,
            done: t('recovery.demandAsked'),
            run: (key) => demandRecovery(id, key),
        });
    if (demand?.state === 'proposed' && mayDecideOn(person, demand.proposedBy))
        acts.push(
            {
                name: 'approve-demand',
                label: t('recovery.approveDemand'),
                ask: t('recovery.approveDemandAsk'),
                means: t('recovery.demandMeans', { amount: money(demand.amount) }),
                isMain: true,
                done: t('recovery.demandApproved'),
                run: (key) => approveDemand(id, key),
            },
            {
                name: 'refuse-demand',
                label: t('recovery.refuseDemand'),
                ask: t('recovery.refuseDemandAsk'),
                needsReason: true,
                done: t('recovery.demandRefused'),
                run: (key, reason) => refuseDemand(id, reason, key),
            },
        );
    if (acts.length === 0) return null;
    return (
        <Acts
            of={t('recovery.of', {
                number: recovery.number,
                manager: recovery.managerNo,
                amount: money(recovery.amount),
            })}
            form={`recovery-refuse.${id}`}
            acts={acts}
            refresh={['recoveries']}
        />
    );
}
