import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percent, period } from '../../parts/format';
import { closedMonths } from '../month/calls';
import { openMonth } from '../month/months';
import { useLiveScorecard } from '../scorecards/LiveMonth';
import { KpiBars } from './KpiBars';
import { Figures, Part } from './Part';

/** The open month of a manager as it stands now, each indicator against its target. */
export function MyMonth({ managerNo }: { managerNo: string }) {
    const { t } = useTranslation();
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const month = closed.data && openMonth(closed.data);
    const live = useLiveScorecard(managerNo, month);
    // Between the close of a month and the next month's first day nothing is open.
    if (closed.data && !month) return null;
    return (
        <Part
            title={t('home.myMonth')}
            query={live}
            needs={closed}
            more={month && <Link to={`/scorecards/${managerNo}?period=${month}`}>{t('home.all')}</Link>}
        >
            {(card) =>
                card ? (
                    <>
                        <Figures
                            of={[
                                {
                                    label: t('home.soFar', { period: period(card.period) }),
                                    value: card.total === null ? '—' : percent(card.total),
                                },
                            ]}
                        />
                        <KpiBars of={card.kpis.map((one) => ({ ...one, ratio: one.attainment }))} />
                    </>
                ) : (
                    <Typography.Text type="secondary">{t('home.noSheet')}</Typography.Text>
                )
            }
        </Part>
    );
}
