import { Form, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { UnitFilter } from './UnitFilter';
import { LevelFilter } from './LevelFilter';
import { type ManagerSummary, bankToday, managers, useUnits, wordOf } from './roster';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';
import { AddressFilter } from '../../parts/TextFilter';

/** The roster as of today. */
export default function ManagersPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const filters = { org: filter('org'), level: filter('level'), search: filter('search') };
    const isFiltered = Object.values(filters).some(Boolean);
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const today = bankToday();

    const list = useList({ name: ['managers'], filters, sorting, page: managers });
    return (
        <ListPage<ManagerSummary>
            title={t('room.managers')}
            lead={t('managers.lead')}
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('managers.byOrg')}
                        htmlFor="manager-org"
                        style={{ marginBottom: 0 }}
                    >
                        <UnitFilter
                            key={filters.org}
                            id="manager-org"
                            units={units.data}
                            value={filters.org}
                            onChoose={(code) => choose({ org: code })}
                        />
                    </Form.Item>
                    <LevelFilter
                        id="manager-level"
                        value={filters.level}
                        onChoose={(value) => choose({ level: value })}
                    />
                    <AddressFilter name="search" id="manager-search" label={t('managers.search')} />
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/performance/managers"
            list={list}
            aria-label={t('managers.list')}
            rowKey="managerNo"
            onRow={(item) => ({
                onClick: () => void navigate(`/managers/${encodeURIComponent(item.managerNo)}`),
                style: { cursor: 'pointer' },
            })}
            empty={t(isFiltered ? 'managers.noneFound' : 'managers.noneEver')}
            lines={12}
            columns={[
                {
                    title: t('managers.number'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string) => (
                        <Link to={`/managers/${encodeURIComponent(no)}`} onClick={(event) => event.stopPropagation()}>
                            {no}
                        </Link>
                    ),
                },
                {
                    title: t('managers.name'),
                    ...by('name'),
                    render: (_, item) => (
                        <>
                            {item.name} {item.leftOn && item.leftOn < today && <Tag>{t('managers.left')}</Tag>}
                        </>
                    ),
                },
                {
                    title: t('managers.org'),
                    dataIndex: 'org',
                    ...by('org'),
                    render: (code: string | null) => (
                        <>
                            {code && names.get(code)} <Typography.Text type="secondary">{code ?? '—'}</Typography.Text>
                        </>
                    ),
                },
                {
                    title: t('managers.levelName'),
                    dataIndex: 'level',
                    ...by('level'),
                    render: (code: string | null) => wordOf(t, 'level', code),
                },
                { title: t('managers.step'), dataIndex: 'step', render: (step: string | null) => step ?? '—' },
                {
                    title: t('managers.areaName'),
                    dataIndex: 'area',
                    render: (code: string | null) => wordOf(t, 'area', code),
                },
                {
                    title: t('managers.employmentName'),
                    dataIndex: 'employment',
                    render: (code: string | null) => wordOf(t, 'employment', code),
                },
                {
                    title: t('managers.hiredOn'),
                    dataIndex: 'hiredOn',
                    ...by('hiredOn'),
                    className: 'number',
                    render: date,
                },
                {
                    title: t('managers.leftOn'),
                    dataIndex: 'leftOn',
                    className: 'number',
                    render: (day: string | null) => (day ? date(day) : '—'),
                },
            ]}
        />
    );
}
