import { Badge, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ManagerName } from '../../parts/ManagerName';
import { useFilters } from '../../parts/filters';
import { date, instant } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';
import { AddressFilter } from '../../parts/TextFilter';
import { answer, training } from '../../api/client';
import type { components } from '../../api/training';
import { POINTS } from './points';

export const STATES = ['enrolled', 'waiting', 'without-seat', 'withdrawn'] as const;

type Enrolment = components['schemas']['EnrolmentAnswer'];

/** Enrolments by session, above all those that wait for the roster or for a seat. */
export default function EnrolmentsPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const state = STATES.find((one) => one === filter('state'));
    const [session, search] = [filter('session'), filter('search')];
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const isFiltered = Boolean(state ?? session ?? search);
    const list = useList({
        name: ['enrolments'],
        filters: { state, session, search },
        sorting,
        page: (query) => answer(training.GET('/enrolments', { params: { query } })),
    });
    return (
        <ListPage<Enrolment>
            title={t('room.enrolments')}
            lead={t('enrolments.lead')}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('enrolments.state')}
                        placeholder={t('enrolments.anyState')}
                        style={{ minWidth: '12rem' }}
                        options={STATES.map((value) => ({ value, label: t(`enrolments.states.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <AddressFilter name="session" id="enrolment-session" label={t('enrolments.session')} />
                    <AddressFilter name="search" id="enrolment-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/training/enrolments"
            list={list}
            aria-label={t('room.enrolments')}
            rowKey={(one) => `${one.managerNo} ${one.sessionCode}`}
            empty={t(isFiltered ? 'enrolments.none' : 'enrolments.noneYet')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                },
                {
                    title: t('enrolments.state'),
                    dataIndex: 'state',
                    render: (one: Enrolment['state']) => (
                        // Words of full contrast; the coloured point only helps.
                        <Badge status={POINTS[one]} text={t(`enrolments.states.${one}`)} />
                    ),
                },
                {
                    title: t('enrolments.session'),
                    dataIndex: 'sessionCode',
                    ...by('sessionCode'),
                    render: (code: string) => <Link to={`/sessions/${encodeURIComponent(code)}`}>{code}</Link>,
                },
                { title: t('enrolments.course'), dataIndex: 'course' },
                {
                    title: t('enrolments.startsOn'),
                    dataIndex: 'startsOn',
                    className: 'number',
                    render: date,
                },
                {
                    title: t('enrolments.enrolledAt'),
                    dataIndex: 'enrolledAt',
                    ...by('enrolledAt'),
                    className: 'number',
                    render: instant,
                },
            ]}
        />
    );
}
