import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { instant, money, period } from '../../parts/format';
import type { ClosedMonth, Run } from '../month/calls';
import { RunTag } from '../month/RunTag';
import { WideTable } from '../../parts/WideTable';

/** The closed months, newest first, each with the run that counts. */
export function MonthsTable({
    months,
    runs,
    seesRuns,
}: {
    months: readonly ClosedMonth[];
    runs: readonly Run[];
    seesRuns: boolean;
}) {
    const { t } = useTranslation();
    const rows = [...months].reverse().map((month) => {
        const own = runs.filter((run) => run.period === month.period);
        return { ...month, run: own.find((run) => run.status === 'approved') ?? own[0] };
    });
    type Row = (typeof rows)[number];
    return (
        <section aria-labelledby="earlier-months">
            <Typography.Title level={2} id="earlier-months" style={{ fontSize: '1.25rem' }}>
                {t('monthEnd.months')}
            </Typography.Title>
            <WideTable<Row>
                aria-labelledby="earlier-months"
                rowKey="period"
                dataSource={rows}
                pagination={{ pageSize: 12, hideOnSinglePage: true }}
                empty={t('monthEnd.noneClosed')}
                columns={[
                    {
                        title: t('months.month'),
                        dataIndex: 'period',
                        render: (month: string) => <Link to={`/month-end?period=${month}`}>{period(month)}</Link>,
                    },
                    { title: t('monthEnd.closedAt'), dataIndex: 'closedAt', render: instant },
                    { title: t('monthEnd.closedBy'), dataIndex: 'closedBy' },
                    ...(seesRuns
                        ? [
                              {
                                  title: t('run.state'),
                                  key: 'run',
                                  render: (_: unknown, row: Row) =>
                                      row.run ? (
                                          <Link to={`/runs/${row.run.id}`}>
                                              <RunTag status={row.run.status} />
                                          </Link>
                                      ) : (
                                          t('monthEnd.noRun')
                                      ),
                              },
                              {
                                  title: t('run.total'),
                                  key: 'total',
                                  align: 'right' as const,
                                  className: 'number',
                                  render: (_: unknown, row: Row) => (row.run?.resultHash ? money(row.run.total) : '–'),
                              },
                          ]
                        : []),
                ]}
            />
        </section>
    );
}
