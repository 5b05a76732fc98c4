import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { wordOf } from '../managers/roster';
import { MetMark } from './MetMark';
import { type Place, leaderboard } from './calls';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';

/** The managers of a month by their totals, in order. */
export function Leaderboard({
    period,
    org,
    level,
    names,
}: {
    period: string;
    org?: string;
    level?: string;
    names: ReadonlyMap<string, string>;
}) {
    const { t } = useTranslation();
    const list = useList({
        name: ['leaderboard', period],
        filters: { org, level },
        // How many are ranked is said in a sentence of its own.
        page: ({ limit, after }) => leaderboard(period, { limit, org, level, after }),
    });
    const ranked = list.items?.[0]?.ranked ?? 0;
    return (
        <>
            {list.items && (
                <Typography.Text type="secondary">
                    {t(level ? 'scorecards.rankedOfLevel' : 'scorecards.rankedOfAll', {
                        count: ranked,
                        ranked: count(ranked),
                    })}
                </Typography.Text>
            )}
            <ListTable<Place>
                list={list}
                aria-label={t('scorecards.leaderboard')}
                rowKey="managerNo"
                empty={t(org || level ? 'scorecards.noneFound' : 'scorecards.noneListed')}
                lines={12}
                columns={[
                    {
                        title: t('scorecards.rank'),
                        dataIndex: 'rank',
                        align: 'right',
                        className: 'number',
                        render: count,
                    },
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, one) => (
                            <Link to={`/scorecards/${encodeURIComponent(no)}?period=${encodeURIComponent(period)}`}>
                                <ManagerName no={no} name={one.name} />
                            </Link>
                        ),
                    },
                    // Beside the name, so that a phone shows it without scrolling.
                    {
                        title: t('scorecards.total'),
                        dataIndex: 'total',
                        render: (total: string | null) => <MetMark ratio={total} />,
                    },
                    {
                        title: t('scorecards.org'),
                        dataIndex: 'org',
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
                ]}
            />
        </>
    );
}
