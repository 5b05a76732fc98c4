import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date, money, period, signedMoney } from '../../parts/format';
import { usePerson } from '../../session/session';
import { runs } from '../month/calls';
import { rejections } from '../payroll/calls';
import { waitingAdjustments } from '../corrections/calls';
import { mayDecide as mayDecideAdjustment } from '../corrections/may';
import { waitingRecoveries } from '../recoveries/calls';
import { addressOfRecovery, mayDecideOn } from '../recoveries/state';
import { waitingRelease } from '../releases/calls';
import { addressOfRelease, mayDecide } from '../releases/state';
import { waitingSheets } from '../scoreSheets/calls';
import { Duties } from './Duties';
import { Part } from './Part';
import { PlanLines } from './PlanLines';
import { RunLines } from './RunLines';
import { usePlaces } from './places';
import { sheetDuties } from './sheetDuties';
import { addressOf, plans, toApprove } from './plans';

/** Rejected entries with a proposal to decide, the first of each kind. */
const proposals = async () => {
    const pages = await Promise.all(
        ['resend-proposed', 'write-off-proposed'].map(async (state) =>
            (await rejections({ state, limit: 20 })).items.filter((one) => one.state === state),
        ),
    );
    return pages.flat();
};

/** Plans and runs that wait for a second person. */
export default function ApproverHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const person = usePerson();
    const { id } = person;
    const known = useQuery({ queryKey: ['home', 'runs'], queryFn: () => runs({ limit: 50 }) });
    const versions = useQuery({ queryKey: ['home', 'plans'], queryFn: plans });
    const proposed = useQuery({ queryKey: ['home', 'rejections', 'proposed'], queryFn: proposals });
    const sheets = useQuery({ queryKey: ['sheet-proposals', 'waiting'], queryFn: waitingSheets });
    const release = useQuery({ queryKey: ['releases', 'waiting'], queryFn: waitingRelease });

    const adjusted = useQuery({ queryKey: ['home', 'adjustments', 'proposed'], queryFn: waitingAdjustments });
    const recovered = useQuery({ queryKey: ['home', 'recoveries'], queryFn: waitingRecoveries });

    const waiting = release.data ?? undefined;
    // What one made oneself, somebody else has to check.
    const toCheck = (known.data?.items ?? []).filter((run) => run.status === 'calculated' && run.createdBy !== id);
    const drafts = toApprove(versions.data?.items ?? []).filter((one) => one.createdBy !== id);

    return (
        <>
            <Duties
                asked={[known, versions, proposed, release, adjusted, recovered, sheets]}
                duties={[
                    ...toCheck.map((run) => ({
                        key: run.id,
                        text: t('home.toCheck', {
                            period: period(run.period),
                            total: money(run.total),
                            maker: run.createdBy,
                        }),
                        to: `/runs/${run.id}`,
                        isUrgent: true,
                    })),
                    ...sheetDuties(t, person, sheets.data),
                    ...(proposed.data ?? [])
                        .filter((one) => one.proposedBy !== id)
                        .map((one) => ({
                            key: `rejection ${one.eventId}`,
                            text: t(
                                one.state === 'resend-proposed' ? 'home.resendToApprove' : 'home.writeOffToApprove',
                                { manager: one.managerNo, amount: money(one.amount), maker: one.proposedBy ?? '' },
                            ),
                            to: `/payroll/rejections?state=${one.state}`,
                        })),
                    ...(adjusted.data ?? [])
                        .filter((one) => mayDecideAdjustment(person, one.proposedBy))
                        .map((one) => ({
                            key: `adjustment ${one.proposal}`,
                            text: one.isOfFile
                                ? t('home.adjustmentsToApprove', { maker: one.proposedBy })
                                : t('home.adjustmentToApprove', {
                                      manager: one.managerNo,
                                      amount: signedMoney(one.amount),
                                      maker: one.proposedBy,
                                  }),
                            to: `/adjustments?proposal=${one.proposal}`,
                        })),
                    ...(recovered.data?.decide ?? [])
                        .filter((one) => mayDecideOn(person, one.proposedBy))
                        .map((one) => ({
                            key: `recovery ${one.id}`,
                            text: t('home.recoveryToDecide', {
                                manager: one.managerNo,
                                amount: money(one.amount),
                                maker: one.proposedBy,
                            }),
                            to: addressOfRecovery(one.id),
                        })),
                    ...(recovered.data?.demands ?? [])
                        .filter((one) => mayDecideOn(person, one.demandProposedBy ?? ''))
                        .map((one) => ({
                            key: `demand ${one.id}`,
                            text: t('home.demandToApprove', {
                                manager: one.managerNo,
                                amount: money(one.left),
                                maker: one.demandProposedBy ?? '',
                            }),
                            to: addressOfRecovery(one.id),
                        })),
                    mayDecide(person) &&
                        waiting &&
                        waiting.createdBy !== id && {
                            key: waiting.id,
                            text: t('home.releaseToCheck', {
                                date: date(waiting.dueUntil),
                                total: money(waiting.total),
                                maker: waiting.createdBy,
                            }),
                            to: addressOfRelease(waiting.id),
                            isUrgent: true,
                        },
                    ...drafts.map((one) => ({
                        key: `${one.code} ${one.version}`,
                        text: t('home.planToApprove', { code: one.code, version: one.version, maker: one.createdBy }),
                        to: addressOf(one),
                    })),
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.latestRuns')}
                    query={known}
                    more={<Link to="/month-end">{t('room.monthEnd')}</Link>}
                >
                    {({ items }) => <RunLines of={items.slice(0, 5)} none={t('home.noRuns')} />}
                </Part>
                <Part
                    title={t('home.plans')}
                    query={versions}
                    more={place('plans') && <Link to={place('plans') ?? ''}>{t('home.all')}</Link>}
                >
                    {({ items }) => <PlanLines of={items.slice(0, 5)} none={t('home.noPlan')} />}
                </Part>
            </div>
        </>
    );
}
