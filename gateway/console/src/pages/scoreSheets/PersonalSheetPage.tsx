import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { period, rate } from '../../parts/format';
import { usePerson } from '../../session/session';
import { RHYTHMS, closedMonths } from '../month/calls';
import { latestMonths, monthFrom, monthNow, nextToClose } from '../month/months';
import { kpiName } from '../scorecards/kpis';
import { ScoreSheetEditor } from './ScoreSheetEditor';
import { type PersonalSheet, type WeightedKpi, endPersonalSheet, personalSheets } from './calls';
import { linesOf } from './draft';

/** The number of months ahead for which a sheet may be written. */
const AHEAD = 18;

/** A manager's own score sheets, which hold in place of the level's; personnel write and end them. */
export default function PersonalSheetPage() {
    const { t } = useTranslation();
    const { modal, message } = App.useApp();
    const { managerNo = '' } = useParams();
    const { roles, org } = usePerson();
    const queries = useQueryClient();
    const sheets = useQuery({
        queryKey: ['personal-sheets', managerNo],
        queryFn: () => personalSheets(managerNo),
        staleTime: Infinity,
    });
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const ending = useMutation({
        mutationFn: (rhythm: string) => endPersonalSheet(managerNo, rhythm),
        onSuccess: () => message.success(t('scoreSheets.personalEnded')),
        onSettled: () => queries.invalidateQueries({ queryKey: ['personal-sheets', managerNo] }),
    });
    const failed = sheets.error ?? closed.error;
    const first = closed.data && (nextToClose(closed.data) ?? monthFrom(monthNow(), -12));
    const holding = RHYTHMS.filter((rhythm) =>
        (sheets.data ?? []).some((one) => one.endedFrom === null && one.rhythm === rhythm),
    );
    const endIt = (rhythm: string) =>
        rhythm === 'month'
            ? t('scoreSheets.personalEnd')
            : t('scoreSheets.personalEndOf', { rhythm: t(`rhythm.${rhythm}`) });
    const ask = (rhythm: string) =>
        modal.confirm({
            title: t('scoreSheets.personalEndAsk'),
            content: t('scoreSheets.personalEndMeans'),
            okText: endIt(rhythm),
            okButtonProps: { danger: true },
            onOk: () => ending.mutate(rhythm),
        });
    return (
        <Flex vertical gap="middle">
            <Link to={`/managers/${encodeURIComponent(managerNo)}`}>
                <ArrowLeftOutlined /> {t('room.manager')}
            </Link>
            <div>
                <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                    {t('scoreSheets.personalTitle', { managerNo })}
                </Typography.Title>
                <Typography.Text type="secondary">{t('scoreSheets.personalLead')}</Typography.Text>
            </div>
            {failed ? (
                <ProblemNote problem={failed} retry={() => void (sheets.error ? sheets : closed).refetch()} />
            ) : !sheets.data || first === undefined ? (
                <Skeleton active paragraph={{ rows: 10 }} />
            ) : (
                <>
                    {sheets.data.length === 0 ? (
                        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('scoreSheets.personalNone')} />
                    ) : (
                        sheets.data.map((sheet) => <One key={`${sheet.effectiveFrom} ${sheet.rhythm}`} sheet={sheet} />)
                    )}
                    {ending.error && <ProblemNote problem={ending.error} />}
                    {roles.includes('hr') && org === null && (
                        <>
                            {holding.length > 0 && (
                                <Flex gap="small" wrap>
                                    {holding.map((rhythm) => (
                                        <Button
                                            key={rhythm}
                                            danger
                                            loading={ending.isPending}
                                            onClick={() => ask(rhythm)}
                                        >
                                            {endIt(rhythm)}
                                        </Button>
                                    ))}
                                </Flex>
                            )}
                            <Typography.Title level={2} style={{ fontSize: '1.25rem' }}>
                                {t('scoreSheets.personalWrite')}
                            </Typography.Title>
                            <ScoreSheetEditor
                                key={managerNo}
                                owner={{ managerNo }}
                                months={latestMonths(AHEAD, monthFrom(first, AHEAD - 1)).reverse()}
                                usual={nextToClose(closed.data ?? []) ?? monthNow()}
                                sheets={sheets.data}
                                start={linesOf(sheets.data[0]?.kpis ?? [])}
                            />
                        </>
                    )}
                </>
            )}
        </Flex>
    );
}

function One({ sheet }: { sheet: PersonalSheet }) {
    const { t } = useTranslation();
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem' }}>
                    {t('scoreSheets.from', { period: period(sheet.effectiveFrom) })}{' '}
                    {sheet.rhythm !== 'month' && <Tag>{t(`rhythm.${sheet.rhythm}`)}</Tag>}
                    {sheet.endedFrom !== null && (
                        <Tag>{t('scoreSheets.endedFrom', { period: period(sheet.endedFrom) })}</Tag>
                    )}
                </h2>
            }
        >
            {sheet.approvedBy && (
                <Typography.Paragraph type="secondary">
                    {t('scoreSheets.acceptedBy', { by: sheet.approvedBy, reason: sheet.acceptedFindings ?? '' })}
                </Typography.Paragraph>
            )}
            <WideTable<WeightedKpi>
                aria-label={t('scoreSheets.from', { period: period(sheet.effectiveFrom) })}
                rowKey="kpi"
                dataSource={sheet.kpis}
                columns={[
                    { title: t('scoreSheets.kpi'), dataIndex: 'kpi', render: (kpi: string) => kpiName(t, kpi) },
                    {
                        title: t('scoreSheets.weight'),
                        dataIndex: 'weight',
                        align: 'right',
                        className: 'number',
                        render: rate,
                    },
                ]}
            />
        </Card>
    );
}
