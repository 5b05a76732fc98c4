import { Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { percent } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import type { Sorting } from '../../parts/sorting';
import { wordOf } from '../managers/roster';
import { MetMark } from './MetMark';
import { type Scorecard, scorecards } from './calls';
import { kpiName, metOf, standing } from './kpis';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

interface Props {
    filters: { period: string; org?: string; level?: string; met?: boolean };
    /** Units by their code. */
    names: ReadonlyMap<string, string>;
    sorting: Sorting;
}

/** Scorecards of a month, each line leading to its own. */
export function CardTable({ filters, names, sorting }: Props) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { by } = sorting;
    const list = useList({ name: ['scorecards'], filters, sorting, page: scorecards });
    const address = (one: Scorecard) =>
        `/scorecards/${encodeURIComponent(one.managerNo)}?period=${encodeURIComponent(one.period)}`;
    return (
        <>
            <ListTable<Scorecard>
                list={list}
                aria-label={t('room.scorecards')}
                rowKey="managerNo"
                onRow={(one) => ({ onClick: () => void navigate(address(one)), style: { cursor: 'pointer' } })}
                empty={t(
                    filters.org || filters.level || filters.met !== undefined
                        ? 'scorecards.noneFound'
                        : 'scorecards.noneListed',
                )}
                lines={12}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        className: 'number',
                        render: (no: string, one) => (
                            <Link to={address(one)} onClick={(event) => event.stopPropagation()}>
                                <ManagerName no={no} name={one.name} />
                            </Link>
                        ),
                    },
                    // Beside the name, so that a phone shows it without scrolling.
                    {
                        title: t('scorecards.total'),
                        dataIndex: 'total',
                        ...by('total'),
                        render: (total: string | null) => <MetMark ratio={total} />,
                    },
                    {
                        title: t('scorecards.org'),
                        dataIndex: 'org',
                        ...by('org'),
                        render: (code: string) => (
                            <>
                                {names.get(code)} <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('scorecards.level'),
                        dataIndex: 'level',
                        render: (code: string) => wordOf(t, 'level', code),
                    },
                    {
                        title: t('scorecards.below'),
                        key: 'below',
                        render: (_, one) =>
                            one.kpis
                                .filter((kpi) => ['missed', 'near'].includes(metOf(kpi.attainment)))
                                .map((kpi) => (
                                    <Tag key={kpi.kpi}>
                                        {kpiName(t, kpi.kpi)} {percent(kpi.attainment ?? '0')}
                                    </Tag>
                                )),
                    },
                    {
                        title: t('scorecards.leftOutShort'),
                        key: 'leftOut',
                        render: (_, one) =>
                            standing(one.kpis).leftOut.map((kpi) => <Tag key={kpi.kpi}>{kpiName(t, kpi.kpi)}</Tag>),
                    },
                    { title: t('scorecards.cardVersion'), dataIndex: 'version', align: 'right' },
                ]}
            />
        </>
    );
}
