import { Badge, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { PersonLink } from '../home/PersonLink';
import { COACHING_POINTS, COACHING_STATES, type Coaching, coachingState, coachings, endCoaching } from './calls';

/** Who is coached for which certificate, by when it is to be held, and who is late. */
export default function CoachingsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('dueOn');
    const { by } = sorting;
    const state = COACHING_STATES.find((one) => one === filter('state'));
    const chosen = { state, certificate: filter('certificate'), search: filter('search') };
    const list = useList({ name: ['coachings'], filters: chosen, sorting, page: coachings });
    const mayEnd = roles.includes('trainer') || roles.includes('branch-head');
    return (
        <ListPage<Coaching>
            title={t('room.coachings')}
            lead={t('holders.coachingsLead')}
            aside={<Link to="/certified">{t('room.certified')}</Link>}
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('exams.stateLabel')}
                        htmlFor="coaching-state"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="coaching-state"
                            allowClear
                            placeholder={t('exams.any')}
                            style={{ width: '11rem' }}
                            value={state}
                            options={COACHING_STATES.map((value) => ({
                                value,
                                label: t(`holders.coachingState.${value}`),
                            }))}
                            onChange={(value?: string) => choose({ state: value })}
                        />
                    </Form.Item>
                    <AddressFilter name="certificate" id="coaching-certificate" label={t('certificates.certificate')} />
                    <AddressFilter name="search" id="coaching-search" label={t('certificates.byManager')} />
                </>
            }
            isFiltered={Object.values(chosen).some(Boolean)}
            exportFrom="/training/coachings"
            list={list}
            aria-label={t('room.coachings')}
            rowKey="id"
            empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'holders.noCoachings')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                },
                { title: t('certificates.certificate'), dataIndex: 'certificate' },
                {
                    title: t('holders.coach'),
                    dataIndex: 'coachNo',
                    ...by('coachNo'),
                    render: (no: string, { coachName }) => <ManagerName no={no} name={coachName} />,
                },
                { title: t('holders.dueOn'), dataIndex: 'dueOn', ...by('dueOn'), className: 'number', render: date },
                {
                    title: t('exams.stateLabel'),
                    dataIndex: 'state',
                    render: (word: string, { endedReason }) => (
                        <>
                            <Badge
                                status={COACHING_POINTS[coachingState(word)]}
                                text={t(`holders.coachingState.${coachingState(word)}`)}
                            />
                            {endedReason && <div>{endedReason}</div>}
                        </>
                    ),
                },
                {
                    title: t('kpis.toDo'),
                    key: 'do',
                    render: (_: unknown, one) => (
                        <Acts
                            of={`${one.managerNo} ${one.certificate}`}
                            form={`coaching.${one.id}`}
                            refresh={['coachings']}
                            acts={
                                mayEnd && one.state !== 'met' && one.state !== 'ended'
                                    ? [
                                          {
                                              name: 'end',
                                              label: t('holders.end'),
                                              ask: t('holders.endAsk'),
                                              needsReason: true,
                                              done: t('holders.ended'),
                                              run: (key, reason) => endCoaching(one.id, reason, key),
                                          },
                                      ]
                                    : []
                            }
                        />
                    ),
                },
            ]}
        />
    );
}
