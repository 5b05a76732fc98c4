import { Button, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { MetMark } from './MetMark';
import type { KpiScore } from './calls';
import { figure, hasRecords, isLowerBetter, kpiName, mostOf } from './kpis';
import { compare } from '../../parts/decimal';
import { percent, rate } from '../../parts/format';
import { WideTable } from '../../parts/WideTable';

/** Each indicator of a scorecard: what was wanted, what was reached, what it weighs and what it gives. */
export function ScoreTable({ kpis, onOpen }: { kpis: readonly KpiScore[]; onOpen: (kpi: KpiScore) => void }) {
    const { t } = useTranslation();
    const inWords = (one: KpiScore) => {
        if (one.attainment === null) return t(`scorecards.leftOut.${one.leftOut ?? 'no-target'}`);
        const given = {
            value: figure(one.kpi, one.value),
            target: figure(one.kpi, one.target),
            attainment: percent(one.attainment),
        };
        if (compare(one.attainment, mostOf(one.kpi)) === 0)
            return t(isLowerBetter(one.kpi) ? 'scorecards.words.lowerMost' : 'scorecards.words.most', given);
        return t(isLowerBetter(one.kpi) ? 'scorecards.words.lower' : 'scorecards.words.higher', given);
    };
    return (
        <WideTable
            aria-label={t('scorecards.indicators')}
            rowKey="kpi"
            dataSource={[...kpis]}
            columns={[
                {
                    title: t('scorecards.kpi'),
                    dataIndex: 'kpi',
                    render: (kpi: string, one) => (
                        <>
                            {kpiName(t, kpi)} {isLowerBetter(kpi) && <Tag>{t('scorecards.lowerIsBetter')}</Tag>}
                            <br />
                            <Typography.Text type="secondary">{t(`scorecards.source.${one.source}`)}</Typography.Text>
                        </>
                    ),
                },
                {
                    title: t('scorecards.attainment'),
                    key: 'attainment',
                    render: (_, one) => <MetMark ratio={one.attainment} />,
                },
                {
                    title: t('scorecards.value'),
                    key: 'value',
                    align: 'right',
                    className: 'number',
                    render: (_, one) =>
                        hasRecords(one.kpi) ? (
                            <Button
                                type="link"
                                size="small"
                                onClick={() => onOpen(one)}
                                aria-label={t('list.pair', {
                                    name: figure(one.kpi, one.value),
                                    value: t('scorecards.behind', { kpi: kpiName(t, one.kpi) }),
                                })}
                            >
                                {figure(one.kpi, one.value)}
                            </Button>
                        ) : (
                            figure(one.kpi, one.value)
                        ),
                },
                {
                    title: t('scorecards.target'),
                    key: 'target',
                    align: 'right',
                    className: 'number',
                    render: (_, one) => figure(one.kpi, one.target),
                },
                {
                    title: t('scorecards.weight'),
                    dataIndex: 'weight',
                    align: 'right',
                    className: 'number',
                    render: rate,
                },
                {
                    title: t('scorecards.points'),
                    dataIndex: 'score',
                    align: 'right',
                    className: 'number',
                    render: (score: string | null) => (score === null ? '—' : percent(score)),
                },
                {
                    title: t('scorecards.inWords'),
                    key: 'words',
                    className: 'sentence',
                    render: (_, one) => <div style={{ minWidth: '14rem', maxWidth: '26rem' }}>{inWords(one)}</div>,
                },
            ]}
        />
    );
}
