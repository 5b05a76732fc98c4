import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { addressOfCourse } from '../courses/calls';
import { titled } from '../courses/words';
import { PersonLink } from '../home/PersonLink';
import { addressOfSession } from '../sessions/calls';
import { type Awaited, awaitedExams } from './calls';

/** Who has attended a course and has still to pass its exam. */
export default function AwaitedExamsPage() {
    const { t } = useTranslation();
    const { filter } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const chosen = { course: filter('course'), search: filter('search') };
    const list = useList({ name: ['completions', 'awaited'], filters: chosen, sorting, page: awaitedExams });
    return (
        <ListPage<Awaited>
            title={t('room.awaitedExams')}
            lead={t('holders.awaitedLead')}
            aside={<Link to="/courses">{t('room.courses')}</Link>}
            filters={
                <>
                    <AddressFilter name="course" id="awaited-course" label={t('holders.courseCode')} />
                    <AddressFilter name="search" id="awaited-search" label={t('certificates.byManager')} />
                </>
            }
            isFiltered={Object.values(chosen).some(Boolean)}
            exportFrom="/training/awaited-exams"
            list={list}
            aria-label={t('room.awaitedExams')}
            rowKey={(one) => `${one.managerNo} ${one.courseCode} ${one.sessionCode}`}
            empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'holders.noAwaited')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                },
                {
                    title: t('courses.course'),
                    dataIndex: 'courseCode',
                    ...by('courseCode'),
                    render: (code: string, one) => (
                        <Link to={addressOfCourse(code)}>{titled(one.titleZh, one.titleEn)}</Link>
                    ),
                },
                {
                    title: t('sessions.session'),
                    dataIndex: 'sessionCode',
                    ...by('sessionCode'),
                    render: (code: string) => <Link to={addressOfSession(code)}>{code}</Link>,
                },
                {
                    title: t('holders.lastDay'),
                    dataIndex: 'lastDay',
                    ...by('lastDay'),
                    className: 'number',
                    render: date,
                },
                {
                    title: t('holders.attended'),
                    dataIndex: 'attendedPercent',
                    align: 'right',
                    className: 'number',
                    render: (share: number) => `${share}%`,
                },
            ]}
        />
    );
}
