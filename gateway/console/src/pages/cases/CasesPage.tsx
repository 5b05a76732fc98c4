import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { TextFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { ManagerName } from '../../parts/ManagerName';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { Clock } from '../complaints/Clock';
import { CLOCKS, type CaseRow, STATES, addressOfCase, caseFigures, cases } from './calls';
import { useTopics } from './topics';

/** The complaints handled here, by their clocks: what is late, due, and waits for somebody. */
export default function CasesPage() {
    const { t } = useTranslation();
    const { id, roles } = usePerson();
    const { filter, choose } = useFilters();
    const state = STATES.find((one) => one === filter('state'));
    const clock = CLOCKS.find((one) => one === filter('clock'));
    const handler = filter('handler');
    const search = filter('search');
    const sorting = useSorting('dueOn');
    const { by } = sorting;
    const { nameOf } = useTopics('category');
    const isDesk = roles.includes('complaint-desk');
    const figures = useQuery({ queryKey: ['cases', 'figures'], queryFn: () => caseFigures() });
    const list = useList({
        name: ['cases'],
        filters: { state, clock, handler, search },
        sorting,
        page: cases,
    });
    const isFiltered = Boolean(state ?? clock ?? handler ?? search);
    return (
        <ListPage<CaseRow>
            title={t('room.cases')}
            lead={t('cases.lead')}
            aside={
                <Flex gap="middle" wrap align="center">
                    {isDesk && (
                        <Link to="/cases/new">
                            <Button type="primary">{t('cases.new')}</Button>
                        </Link>
                    )}
                    <Link to="/cases/figures">{t('room.caseFigures')}</Link>
                    <Link to="/cases/topics">{t('room.caseTopics')}</Link>
                </Flex>
            }
            views={
                figures.data && (
                    <Flex gap="middle" wrap>
                        <Link to="/cases?clock=late">{t('cases.countLate', { count: figures.data.late })}</Link>
                        <Link to="/cases?clock=due">{t('cases.countDue', { count: figures.data.dueSoon })}</Link>
                        <Link to="/cases?handler=-">{t('cases.countFree', { count: figures.data.unassigned })}</Link>
                        <Link to="/cases?state=appealed">
                            {t('cases.countAppeals', { count: figures.data.appeals })}
                        </Link>
                    </Flex>
                )
            }
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('complaints.statusName')}
                        htmlFor="case-state"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="case-state"
                            allowClear
                            placeholder={t('complaints.anyStatus')}
                            style={{ width: '10rem' }}
                            options={STATES.map((value) => ({ value, label: t(`cases.state.${value}`) }))}
                            value={state}
                            onChange={(value?: string) => choose({ state: value })}
                        />
                    </Form.Item>
                    <Form.Item
                        layout="vertical"
                        label={t('cases.clockName')}
                        htmlFor="case-clock"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="case-clock"
                            allowClear
                            placeholder={t('cases.anyClock')}
                            style={{ width: '10rem' }}
                            options={CLOCKS.map((value) => ({ value, label: t(`cases.clock.${value}`) }))}
                            value={clock}
                            onChange={(value?: string) => choose({ clock: value })}
                        />
                    </Form.Item>
                    <Form.Item
                        layout="vertical"
                        label={t('cases.handler')}
                        htmlFor="case-handler"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="case-handler"
                            allowClear
                            placeholder={t('cases.anybody')}
                            style={{ width: '10rem' }}
                            options={[
                                ...(isDesk ? [{ value: id, label: t('cases.mine') }] : []),
                                { value: '-', label: t('cases.nobody') },
                            ]}
                            value={handler}
                            onChange={(value?: string) => choose({ handler: value })}
                        />
                    </Form.Item>
                    <TextFilter
                        id="case-manager"
                        label={t('complaints.byManager')}
                        value={search}
                        onChoose={(value) => choose({ search: value })}
                    />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/feedback/complaint-cases"
            list={list}
            aria-label={t('room.cases')}
            rowKey="complaintRef"
            empty={t(isFiltered ? 'complaints.noneFound' : isDesk ? 'cases.noneYetDesk' : 'cases.noneYet')}
            columns={[
                {
                    title: t('complaints.ref'),
                    dataIndex: 'complaintRef',
                    className: 'number',
                    render: (ref: string) => <Link to={addressOfCase(ref)}>{ref}</Link>,
                },
                {
                    title: t('complaints.statusName'),
                    dataIndex: 'state',
                    render: (value: string) => t(`cases.state.${value}`),
                },
                {
                    title: t('complaints.clock'),
                    ...by('dueOn'),
                    render: (_, one) =>
                        one.dueOn ? (
                            <Clock dueOn={one.dueOn} />
                        ) : one.outcome ? (
                            t(`complaints.outcome.${one.outcome}`)
                        ) : (
                            '—'
                        ),
                },
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string, { name }) =>
                        no === '' ? t('cases.notIdentified') : <ManagerName no={no} name={name} />,
                },
                {
                    title: t('managers.org'),
                    dataIndex: 'org',
                    render: (org: string, { orgName }) => (orgName ?? org) || '—',
                },
                {
                    title: t('complaints.severityName'),
                    dataIndex: 'severity',
                    ...by('severity'),
                    render: (value: string) => t(`complaints.severity.${value}`),
                },
                { title: t('complaints.category'), dataIndex: 'category', render: nameOf },
                {
                    title: t('complaints.received'),
                    dataIndex: 'receivedOn',
                    ...by('receivedOn'),
                    className: 'number',
                    render: date,
                },
                { title: t('cases.handler'), dataIndex: 'handler', render: (who: string | null) => who ?? '—' },
            ]}
        />
    );
}
