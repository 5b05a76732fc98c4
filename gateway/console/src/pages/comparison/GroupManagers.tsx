import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { wordOf } from '../managers/roster';
import { type ComparedManager, comparedManagers, figureOf } from './calls';

/** The managers that a group is made of, from the best on; each leads to the scorecard and the facts behind it. */
export function GroupManagers({
    query,
    title,
    names,
}: {
    query: { period: string; by: string; group: string; kpi?: string; org?: string };
    title: string;
    names: ReadonlyMap<string, string>;
}) {
    const { t } = useTranslation();
    const sorting = useSorting('rank');
    const list = useList({
        name: ['comparison', 'managers'],
        filters: query,
        sorting,
        page: comparedManagers,
    });
    return (
        <Flex vertical gap="small">
            <Typography.Title level={2} style={{ fontSize: '1.1rem', margin: 0 }}>
                {title}
            </Typography.Title>
            <ExportButton path="/performance/comparison/managers" query={list.asked} />
            <ListTable<ComparedManager>
                list={list}
                aria-label={title}
                rowKey="managerNo"
                empty={t('compare.nobody')}
                columns={[
                    {
                        ...sorting.by('rank'),
                        title: t('scorecards.rank'),
                        dataIndex: 'rank',
                        align: 'right',
                        className: 'number',
                        render: (rank: number, one) => t('scorecards.rankOf', { rank, ranked: one.ranked }),
                    },
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, one) => (
                            <Link
                                to={`/scorecards/${encodeURIComponent(no)}?period=${encodeURIComponent(query.period)}`}
                            >
                                <ManagerName no={no} name={one.name} />
                            </Link>
                        ),
                    },
                    {
                        title: t('compare.value'),
                        dataIndex: 'value',
                        align: 'right',
                        className: 'number',
                        render: (value: string) => figureOf(query.kpi, value),
                    },
                    {
                        ...sorting.by('org'),
                        title: t('scorecards.org'),
                        dataIndex: 'org',
                        render: (code: string) => (
                            <>
                                {names.get(code)} <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        ...sorting.by('level'),
                        title: t('scorecards.level'),
                        dataIndex: 'level',
                        render: (code: string) => wordOf(t, 'level', code),
                    },
                ]}
            />
        </Flex>
    );
}
