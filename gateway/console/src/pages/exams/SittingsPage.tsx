import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { exactInstant, figure } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { PersonLink } from '../home/PersonLink';
import { SittingState } from './SittingState';
import { type SittingRow, sittings } from './calls';

const STATES = ['open', 'ended'] as const;

/** Sittings: an account manager's own, or those of a part of the bank. */
export default function SittingsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-startedAt');
    const { by } = sorting;
    const choosesPeople = roles.some((role) => role !== 'account-manager');
    const state = STATES.find((one) => one === filter('state'));
    const chosen = { state, exam: filter('exam'), search: filter('search') };
    const list = useList({ name: ['sittings'], filters: chosen, sorting, page: sittings });
    return (
        <ListPage<SittingRow>
            title={t('room.sittings')}
            lead={t('exams.sittingsLead')}
            aside={<Link to="/exams">{t('room.exams')}</Link>}
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('exams.stateLabel')}
                        htmlFor="sitting-state"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="sitting-state"
                            allowClear
                            placeholder={t('exams.any')}
                            style={{ width: '9rem' }}
                            value={state}
                            options={STATES.map((value) => ({ value, label: t(`exams.state.${value}`) }))}
                            onChange={(value?: string) => choose({ state: value })}
                        />
                    </Form.Item>
                    <AddressFilter name="exam" id="sitting-exam" label={t('exams.examCode')} />
                    {choosesPeople && (
                        <AddressFilter name="search" id="sitting-search" label={t('certificates.byManager')} />
                    )}
                </>
            }
            isFiltered={Object.values(chosen).some(Boolean)}
            exportFrom="/training/sittings"
            list={list}
            aria-label={t('room.sittings')}
            rowKey="id"
            empty={t(Object.values(chosen).some(Boolean) ? 'exams.noneFound' : 'exams.noSittings')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                },
                { title: t('exams.exam'), dataIndex: 'exam', ...by('exam') },
                { title: t('exams.number'), dataIndex: 'number', align: 'right', className: 'number' },
                {
                    title: t('exams.startedAt'),
                    dataIndex: 'startedAt',
                    ...by('startedAt'),
                    className: 'number',
                    render: exactInstant,
                },
                {
                    title: t('exams.stateLabel'),
                    key: 'state',
                    render: (_: unknown, one) => <SittingState of={one} />,
                },
                {
                    title: t('exams.ending'),
                    dataIndex: 'ending',
                    render: (ending: string | null) => (ending ? t(`exams.endedBy.${ending}`) : '—'),
                },
                {
                    title: t('exams.score'),
                    dataIndex: 'score',
                    align: 'right',
                    className: 'number',
                    render: (score: string | null) => (score === null ? '—' : figure(score)),
                },
                {
                    title: t('exams.timesLeft'),
                    dataIndex: 'timesLeft',
                    ...by('timesLeft'),
                    align: 'right',
                    className: 'number',
                },
                {
                    title: t('kpis.toDo'),
                    key: 'do',
                    render: (_: unknown, one) => (
                        <Link
                            to={`/sittings/${one.id}`}
                            aria-label={t('exams.openSitting', { exam: one.exam, manager: one.managerNo })}
                        >
                            {t(one.state === 'open' && !choosesPeople ? 'exams.goOn' : 'exams.show')}
                        </Link>
                    ),
                },
            ]}
        />
    );
}
