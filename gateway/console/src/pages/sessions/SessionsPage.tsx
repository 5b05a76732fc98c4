import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DayFilter } from '../../parts/DayFilter';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { allCourses } from '../courses/calls';
import { SessionEditor } from './SessionEditor';
import { useSessionColumns } from './SessionTable';
import { type Session, addressOfSession, sessions } from './calls';

/** All sessions; the training team plans new ones here. */
export default function SessionsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const go = useNavigate();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-startsOn');
    const columns = useSessionColumns(sorting.by);
    const [isAdding, setAdding] = useState(false);
    const toConfirm = filter('toConfirm') === 'true' ? true : undefined;
    const filters = {
        course: filter('course'),
        on: filter('on'),
        from: filter('from'),
        search: filter('search'),
        toConfirm,
    };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['sessions', 'list'], filters, sorting, page: sessions });
    const mayPlan = roles.includes('trainer');
    const all = useQuery({ queryKey: ['courses', 'all'], queryFn: allCourses, enabled: mayPlan });
    return (
        <>
            <ListPage<Session>
                title={t('room.sessions')}
                lead={t('sessions.lead')}
                filters={
                    <>
                        {mayPlan && (
                            <Button type="primary" disabled={!all.data} onClick={() => setAdding(true)}>
                                {t('sessions.add')}
                            </Button>
                        )}
                        <AddressFilter name="course" id="session-course" label={t('sessions.field.courseCode')} />
                        <DayFilter name="on" id="session-on" label={t('sessions.on')} />
                        <DayFilter name="from" id="session-from" label={t('sessions.from')} />
                        <AddressFilter name="search" id="session-search" label={t('sessions.search')} />
                        {mayPlan && (
                            <Checkbox
                                checked={toConfirm ?? false}
                                onChange={(event) => choose({ toConfirm: event.target.checked ? 'true' : undefined })}
                            >
                                {t('sessions.toConfirm')}
                            </Checkbox>
                        )}
                    </>
                }
                isFiltered={isFiltered}
                exportFrom="/training/sessions"
                list={list}
                aria-label={t('room.sessions')}
                rowKey="code"
                empty={t(isFiltered ? 'sessions.none' : 'sessions.noneYet')}
                columns={columns}
            />
            {isAdding && all.data && (
                <SessionEditor
                    courses={all.data}
                    close={(saved) => {
                        setAdding(false);
                        if (saved) void go(addressOfSession(saved.code));
                    }}
                />
            )}
        </>
    );
}
