import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MOST } from '../../api/read';
import { daysTo } from '../../parts/days';
import { count } from '../../parts/format';
import { byClock, complaints } from '../complaints/calls';
import { latestImports, unsettled } from '../imports/latest';
import { ComplaintLines } from './ComplaintLines';
import { Duties } from './Duties';
import { badImports } from './badImports';
import { ImportLines } from './ImportLines';
import { Figures, Part } from './Part';
import { WaitingLines } from './WaitingLines';
import { usePlaces } from './places';
import { waiting } from './waiting';

const NAMED = 10;
const WEEK = 7;

/** The open complaints by their clocks, those that are late first. */
export default function ComplaintDeskHome() {
    const { t } = useTranslation();
    const place = usePlaces();
    const open = useQuery({
        queryKey: ['home', 'complaints', 'open'],
        queryFn: () => complaints({ status: 'open', limit: MOST }),
    });
    const files = useQuery({ queryKey: ['home', 'imports', 'feedback'], queryFn: () => latestImports('feedback') });
    const kept = useQuery({ queryKey: ['home', 'waiting', 'feedback'], queryFn: () => waiting('feedback') });

    const clocks = byClock(open.data?.items ?? []);
    const late = clocks.filter((one) => one.dueOn !== null && daysTo(one.dueOn) < 0);
    const thisWeek = clocks.filter((one) => one.dueOn !== null && daysTo(one.dueOn) >= 0 && daysTo(one.dueOn) <= WEEK);
    const bad = unsettled(files.data?.items ?? []);
    const room = place('complaints');
    const openRoom = room && `${room}?status=open`;

    return (
        <>
            <Duties
                asked={[open, files, kept]}
                duties={[
                    late.length > 0 && {
                        key: 'late',
                        text: t('home.complaintsLate', { count: late.length }),
                        to: room && `${room}?status=overdue`,
                        isUrgent: true,
                    },
                    thisWeek.length > 0 && {
                        key: 'week',
                        text: t('home.complaintsThisWeek', { count: thisWeek.length }),
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
                    {({ next }) => (
                        <>
                            <Figures
                                of={[
                                    {
                                        label: t('complaints.status.open'),
                                        value: `${count(clocks.length)}${next === null ? '' : '+'}`,
                                    },
                                    { label: t('home.late'), value: count(late.length) },
                                    { label: t('home.thisWeek'), value: count(thisWeek.length) },
                                ]}
                            />
                            <ComplaintLines of={clocks.slice(0, NAMED)} none={t('home.noOpenComplaints')} />
                            {next !== null && (
                                <Typography.Text type="secondary">
                                    {t('home.firstOnly', { count: clocks.length })}
                                </Typography.Text>
                            )}
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
