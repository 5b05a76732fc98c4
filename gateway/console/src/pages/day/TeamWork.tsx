import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DayFilter } from '../../parts/DayFilter';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { KINDS, STATES, type Task, tasks } from './calls';

/** The tasks of everybody in the unit: what is planned, what is done, and what is late. */
export function TeamWork() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-on');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const kind = KINDS.find((one) => one === filter('kind'));
    const late = filter('late') === 'true' || undefined;
    const [manager, from, to] = [filter('manager'), filter('from'), filter('to')];
    const list = useList({
        name: ['work', 'tasks'],
        filters: { state, kind, late, manager, from, to },
        sorting,
        page: tasks,
    });
    return (
        <ListPage<Task>
            title={t('room.teamDay')}
            lead={t('day.leadOfHead')}
            filters={
                <>
                    <Select
                        allowClear
                        aria-label={t('day.stateName')}
                        placeholder={t('day.stateName')}
                        style={{ minWidth: '10rem' }}
                        options={STATES.map((value) => ({ value, label: t(`day.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                    <Select
                        allowClear
                        aria-label={t('day.kindName')}
                        placeholder={t('day.kindName')}
                        style={{ minWidth: '10rem' }}
                        options={KINDS.map((value) => ({ value, label: t(`day.kind.${value}`) }))}
                        value={kind}
                        onChange={(value?: string) => choose({ kind: value })}
                    />
                    <AddressFilter name="manager" id="work-manager" label={t('customers.managerNo')} />
                    <DayFilter name="from" id="work-from" label={t('day.fromDay')} />
                    <DayFilter name="to" id="work-to" label={t('day.toDay')} />
                    <label>
                        <Switch
                            size="small"
                            checked={late ?? false}
                            onChange={(on) => choose({ late: on ? 'true' : undefined })}
                        />{' '}
                        {t('day.late')}
                    </label>
                </>
            }
            isFiltered={Boolean(state ?? kind ?? late ?? manager ?? from ?? to)}
            exportFrom="/performance/work-tasks"
            list={list}
            aria-label={t('room.teamDay')}
            rowKey="id"
            empty={t('day.noneOfTeam')}
            columns={[
                {
                    title: t('customers.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => (
                        <Link to={`/day/${encodeURIComponent(no)}?date=${one.on}`}>
                            <ManagerName no={no} name={one.name} />
                        </Link>
                    ),
                },
                { title: t('day.date'), dataIndex: 'on', ...by('on'), render: (on: string) => date(on) },
                { title: t('day.kindName'), dataIndex: 'kind', render: (one: string) => t(`day.kind.${one}`) },
                { title: t('day.title'), dataIndex: 'title', className: 'sentence' },
                { title: t('day.stateName'), dataIndex: 'state', render: (one: string) => t(`day.state.${one}`) },
                {
                    title: t('day.due'),
                    dataIndex: 'dueOn',
                    ...by('dueOn'),
                    render: (day: string | null) => (day === null ? '—' : date(day)),
                },
                {
                    title: t('day.result'),
                    dataIndex: 'result',
                    className: 'sentence',
                    render: (result: string | null) => result ?? '—',
                },
            ]}
        />
    );
}
