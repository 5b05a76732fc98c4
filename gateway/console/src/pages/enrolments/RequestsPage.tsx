import { Badge, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { type SeatRequest, addressOfSession, approve, refuse, requests } from '../sessions/calls';
import { REQUEST_POINTS } from './points';

const STATES = ['open', 'approved', 'refused', 'taken-back'] as const;

/** What managers have asked for: heads and the training team approve it or say why not. */
export default function RequestsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-requestedAt');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const filters = { state, session: filter('session'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const list = useList({ name: ['sessions', 'requests'], filters, sorting, page: requests });
    const mayDecide = roles.includes('trainer') || roles.includes('branch-head');
    return (
        <ListPage<SeatRequest>
            title={t('room.seatRequests')}
            lead={t('learning.requestsLead')}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('learning.state')}
                        placeholder={t('learning.state')}
                        style={{ minWidth: '10rem' }}
                        options={STATES.map((value) => ({ value, label: t(`learning.states.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <AddressFilter name="session" id="request-session" label={t('enrolments.session')} />
                    <AddressFilter name="search" id="request-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/training/enrolment-requests"
            list={list}
            aria-label={t('room.seatRequests')}
            rowKey="id"
            empty={t(isFiltered ? 'learning.noneFound' : 'learning.noRequests')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                },
                {
                    title: t('sessions.session'),
                    dataIndex: 'sessionCode',
                    ...by('sessionCode'),
                    render: (code: string, one) => (
                        <>
                            <Link to={addressOfSession(code)}>{one.course}</Link>
                            <div>{date(one.startsOn)}</div>
                        </>
                    ),
                },
                {
                    title: t('learning.note'),
                    dataIndex: 'note',
                    className: 'sentence',
                    render: (note: string | null) => note ?? '—',
                },
                {
                    title: t('learning.requestedAt'),
                    dataIndex: 'requestedAt',
                    ...by('requestedAt'),
                    className: 'number',
                    render: instant,
                },
                {
                    title: t('learning.state'),
                    dataIndex: 'state',
                    render: (one: string, row) => (
                        <>
                            <Badge status={REQUEST_POINTS[one]} text={t(`learning.states.${one}`)} />
                            {row.reason && <div>{t('learning.because', { reason: row.reason })}</div>}
                        </>
                    ),
                },
                ...(mayDecide
                    ? [
                          {
                              title: t('sessions.toDo'),
                              key: 'do',
                              render: (_: unknown, one: SeatRequest) =>
                                  one.state === 'open' ? <Decide request={one} /> : '—',
                          },
                      ]
                    : []),
            ]}
        />
    );
}

function Decide({ request }: { request: SeatRequest }) {
    const { t } = useTranslation();
    return (
        <Acts
            of={`${request.name ?? request.managerNo} · ${request.course}`}
            form={`seat-request.${request.id}`}
            refresh={['sessions']}
            acts={[
                {
                    name: 'approve',
                    label: t('learning.approve'),
                    ask: t('learning.approveAsk'),
                    isMain: true,
                    done: t('learning.states.approved'),
                    run: (key) => approve(request.id, key),
                },
                {
                    name: 'refuse',
                    label: t('learning.refuse'),
                    ask: t('learning.refuseAsk'),
                    needsReason: true,
                    done: t('learning.states.refused'),
                    run: (key, reason) => refuse(request.id, reason, key),
                },
            ]}
        />
    );
}
