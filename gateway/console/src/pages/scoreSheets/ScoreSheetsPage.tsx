import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Empty, Flex, Segmented, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { period, rate } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import { LEVELS, wordOf } from '../managers/roster';
import { RHYTHMS } from '../month/calls';
import { monthNow } from '../month/months';
import { isImported, isLowerBetter, kpiName } from '../scorecards/kpis';
import { type ScoreSheet, type WeightedKpi, scoreSheets, sheetOf } from './calls';
import { WideTable } from '../../parts/WideTable';

/** The score sheets of each level, past, present and to come. */
export default function ScoreSheetsPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const [search, setSearch] = useSearchParams();
    const asked = search.get('level');
    const level = LEVELS.find((one) => one === asked) ?? 'junior';
    const query = useQuery({ queryKey: ['score-sheets', level], queryFn: () => scoreSheets(level) });
    const current = RHYTHMS.map((rhythm) => query.data && sheetOf(query.data, monthNow(), rhythm));
    const mayWrite = roles.includes('hr');
    const mayImport = mayOpen('imports', roles) && roles.some((role) => role !== 'auditor');
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ fontSize: '1.5rem' }}>
                    {t('room.scoreSheets')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('scoreSheets.lead')}</Typography.Text>
            </div>
            <Flex gap="middle" wrap align="center" justify="space-between">
                <Segmented
                    aria-label={t('scoreSheets.level')}
                    value={level}
                    options={LEVELS.map((value) => ({ value, label: wordOf(t, 'level', value) }))}
                    onChange={(value) => setSearch({ level: value }, { replace: true })}
                />
                {mayOpen('sheetProposals', roles) && (
                    <Link to="/score-sheets/proposals?state=proposed">{t('scoreSheets.toProposals')}</Link>
                )}
                {mayWrite && (
                    <Button
                        type="primary"
                        icon={<EditOutlined />}
                        onClick={() => void navigate(`/score-sheets/${level}/edit`)}
                    >
                        {t('scoreSheets.edit')}
                    </Button>
                )}
            </Flex>
            <Typography.Text>
                {t('scoreSheets.targets')}{' '}
                {mayImport && <Link to="/imports?kind=targets">{t('scoreSheets.toTargets')}</Link>}
            </Typography.Text>
            {query.error ? (
                <ProblemNote problem={query.error} retry={() => void query.refetch()} />
            ) : !query.data ? (
                <Skeleton active paragraph={{ rows: 10 }} />
            ) : query.data.length === 0 ? (
                <Empty
                    description={t(mayWrite ? 'scoreSheets.noneWrite' : 'scoreSheets.none', {
                        level: wordOf(t, 'level', level),
                    })}
                />
            ) : (
                query.data.map((sheet) => (
                    <Sheet
                        key={`${sheet.effectiveFrom} ${sheet.rhythm}`}
                        sheet={sheet}
                        isCurrent={current.includes(sheet)}
                    />
                ))
            )}
        </Flex>
    );
}

function Sheet({ sheet, isCurrent }: { sheet: ScoreSheet; isCurrent: boolean }) {
    const { t } = useTranslation();
    return (
        <Card
            size="small"
            title={
                <h2 style={{ margin: 0, fontSize: '1rem' }}>
                    {t('scoreSheets.from', { period: period(sheet.effectiveFrom) })}{' '}
                    {sheet.rhythm !== 'month' && <Tag>{t(`rhythm.${sheet.rhythm}`)}</Tag>}
                    {isCurrent && <Tag color="blue">{t('scoreSheets.inForce')}</Tag>}
                </h2>
            }
            extra={sheet.version > 1 && t('scoreSheets.version', { version: sheet.version })}
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
                        title: t('scoreSheets.code'),
                        dataIndex: 'kpi',
                        key: 'code',
                        render: (kpi: string) => <code>{kpi}</code>,
                    },
                    {
                        title: t('scoreSheets.weight'),
                        dataIndex: 'weight',
                        align: 'right',
                        className: 'number',
                        render: (weight: string) => rate(weight),
                    },
                    {
                        title: t('scoreSheets.about'),
                        dataIndex: 'kpi',
                        key: 'about',
                        render: (kpi: string) =>
                            [
                                t(isImported(kpi) ? 'scoreSheets.imported' : 'scoreSheets.counted'),
                                ...(isLowerBetter(kpi) ? [t('scorecards.lowerIsBetter')] : []),
                            ].join(t('scorecards.comma')),
                    },
                ]}
            />
        </Card>
    );
}
