import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count } from '../../parts/format';
import { caseFigures } from '../cases/calls';
import { byClock, complaints } from '../complaints/calls';
import { latestImports, unsettled } from '../imports/latest';
import { ComplaintLines } from './ComplaintLines';
import { Duties } from './Duties';
import { badImports } from './badImports';
import { caseDuties } from './caseDuties';
import { ImportLines } from './ImportLines';
import { Figures, Part } from './Part';
import { WaitingLines } from './WaitingLines';
import { usePlaces } from './places';
import { waiting } from './waiting';

const NAMED = 10;

/** The open complaints by their clocks, those that are late first. */
export default function ComplaintDeskHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const open = useQuery({
        queryKey: ['home', 'complaints', 'open'],
        queryFn: () => complaints({ status: 'open', sort: 'dueOn', limit: NAMED, total: true }),
    });
    // Counted as the page lists them, so that the number here is the number there.
    const overdue = useQuery({
        queryKey: ['home', 'complaints', 'overdue'],
        queryFn: () => complaints({ status: 'overdue', limit: 1, total: true }),
    });
    const dueSoon = useQuery({
        queryKey: ['home', 'complaints', 'due-soon'],
        queryFn: () => complaints({ status: 'due-soon', limit: 1, total: true }),
    });
    const handled = useQuery({ queryKey: ['home', 'cases'], queryFn: () => caseFigures() });
    const files = useQuery({ queryKey: ['home', 'imports', 'feedback'], queryFn: () => latestImports('feedback') });
    const kept = useQuery({ queryKey: ['home', 'waiting', 'feedback'], queryFn: () => waiting('feedback') });

    const clocks = byClock(open.data?.items ?? []);
    const late = overdue.data?.total ?? 0;
    const thisWeek = dueSoon.data?.total ?? 0;
    const bad = unsettled(files.data?.items ?? []);
    const room = place('complaints');
    const openRoom = room && `${room}?status=open`;

    return (
        <>
            <Duties
                asked={[open, overdue, dueSoon, handled, files, kept]}
                duties={[
                    ...caseDuties(t, handled.data),
                    late > 0 && {
                        key: 'late',
                        text: t('home.complaintsLate', { count: late }),
                        to: room && `${room}?status=overdue`,
                        isUrgent: true,
                    },
                    thisWeek > 0 && {
                        key: 'week',
                        text: t('home.complaintsThisWeek', { count: thisWeek }),
                        to: room && `${room}?status=due-soon`,
                    },
                    ...badImports(t, 'feedback', bad),
                    (kept.data?.total ?? 0) > 0 && {
                        key: 'waiting',
                        text: t('home.unknownManagers', {
                            count: kept.data?.total ?? 0,
                            service: t('service.feedback'),
                        }),
                        to: '/waiting?service=feedback',
                    },
                ]}
            />
            <div className="home-parts">
                <Part
                    title={t('home.openComplaints')}
                    query={open}
                    more={openRoom && <Link to={openRoom}>{t('home.all')}</Link>}
                >
                    {({ total }) => (
                        <>
                            <Figures
                                of={[
                                    {
                                        label: t('complaints.status.open'),
                                        value: count(total ?? clocks.length),
                                    },
                                    { label: t('home.late'), value: count(late) },
                                    { label: t('home.thisWeek'), value: count(thisWeek) },
                                ]}
                            />
                            <ComplaintLines of={clocks.slice(0, NAMED)} none={t('home.noOpenComplaints')} />
                        </>
                    )}
                </Part>
                <Part title={t('home.badImports')} query={files} more={<Link to="/imports">{t('room.imports')}</Link>}>
                    {() => <ImportLines service="feedback" of={bad.slice(0, NAMED)} none={t('home.importsGood')} />}
                </Part>
                <Part
                    title={t('home.waitingIn', { service: t('service.feedback') })}
                    query={kept}
                    more={<Link to="/waiting?service=feedback">{t('home.all')}</Link>}
                >
                    {(page) => <WaitingLines page={page} />}
                </Part>
            </div>
        </>
    );
}
