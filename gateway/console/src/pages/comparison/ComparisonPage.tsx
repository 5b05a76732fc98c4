import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Form, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { useFilters } from '../../parts/filters';
import { count, period as periodName } from '../../parts/format';
import { usePerson } from '../../session/session';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import { MonthPicker } from '../month/MonthPicker';
import { closedMonths } from '../month/calls';
import { kpiName, knownKpis } from '../scorecards/kpis';
import { GroupChart } from './GroupChart';
import { GroupManagers } from './GroupManagers';
import { GroupTable } from './GroupTable';
import { WAYS, type Way, changeOf, comparison, figureOf, groupName } from './calls';

/** Units, levels, areas and kinds of employment beside one another in a closed month. */
export default function ComparisonPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, go } = useFilters();
    const by: Way = WAYS.find((one) => one === filter('by')) ?? 'branch';
    const [kpi, org, group] = [filter('kpi'), filter('org'), filter('group')];
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const chosen = filter('period') ?? months[0];
    const query = { period: chosen ?? '', by, kpi, org };
    const compared = useQuery({
        queryKey: ['comparison', query],
        queryFn: () => comparison(query),
        enabled: chosen !== undefined,
    });

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    if (chosen === undefined) return <Empty description={t('scorecards.noneClosed')} />;
    // An empty code is a group too, which the address cannot have as a value.
    const open = (code: string) => go({ group: code === '' ? 'none:' : code });
    const opened = group === 'none:' ? '' : group;
    const { data } = compared;
    const shown = data?.groups.find((one) => one.code === opened);
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.comparison')} lead={t('compare.lead')} />
            <Flex gap="middle" wrap align="end">
                <MonthPicker
                    months={months}
                    value={chosen}
                    onChange={(month) => choose({ period: month, group: undefined })}
                />
                <Form.Item layout="vertical" label={t('compare.by')} htmlFor="compare-by" style={{ marginBottom: 0 }}>
                    <Select
                        id="compare-by"
                        style={{ width: '10rem' }}
                        value={by}
                        options={WAYS.map((value) => ({ value, label: t(`compare.way.${value}`) }))}
                        onChange={(value: Way) => choose({ by: value, group: undefined })}
                    />
                </Form.Item>
                <Form.Item
                    layout="vertical"
                    label={t('scorecards.kpi')}
                    htmlFor="compare-kpi"
                    style={{ marginBottom: 0 }}
                >
                    <Select
                        id="compare-kpi"
                        style={{ width: '13rem' }}
                        showSearch={{ optionFilterProp: 'label' }}
                        value={kpi ?? ''}
                        options={[
                            { value: '', label: t('scorecards.total') },
                            ...[...new Set([...knownKpis(), ...(kpi ? [kpi] : [])])].map((value) => ({
                                value,
                                label: kpiName(t, value),
                            })),
                        ]}
                        onChange={(value: string) => choose({ kpi: value || undefined })}
                    />
                </Form.Item>
                <Form.Item
                    layout="vertical"
                    label={t('compare.within')}
                    htmlFor="compare-org"
                    style={{ marginBottom: 0 }}
                >
                    <UnitFilter
                        key={org}
                        id="compare-org"
                        units={units.data}
                        value={org}
                        onChoose={(code) => choose({ org: code, group: undefined })}
                    />
                </Form.Item>
                {(org ?? kpi) && (
                    <Button onClick={() => choose({ org: undefined, kpi: undefined, group: undefined })}>
                        {t('action.clearFilters')}
                    </Button>
                )}
                <ExportButton path="/performance/comparison" query={query} />
            </Flex>
            {compared.error && <ProblemNote problem={compared.error} retry={() => void compared.refetch()} />}
            {!compared.data && !compared.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
            {data?.all === null && <Empty description={t('compare.noFigures')} />}
            {data?.all && (
                <>
                    <Typography.Text>
                        {t('compare.all', {
                            count: Number(data.all.managers),
                            managers: count(Number(data.all.managers)),
                            mean: figureOf(kpi, data.all.mean),
                            median: figureOf(kpi, data.all.median),
                        })}{' '}
                        {data.all.change !== null &&
                            t('compare.allChange', {
                                period: periodName(data.before),
                                change: changeOf(kpi, data.all.change),
                            })}{' '}
                        {data.lowerIsBetter && t('compare.lower')}
                    </Typography.Text>
                    <GroupChart groups={data.groups} by={by} kpi={kpi} onOpen={open} />
                    <GroupTable
                        groups={data.groups}
                        by={by}
                        kpi={kpi}
                        onOpen={open}
                        onDescend={(way, code) => go({ by: way, org: code, group: undefined })}
                    />
                    <Typography.Text type="secondary">{t('compare.means')}</Typography.Text>
                    {opened !== undefined && (
                        <GroupManagers
                            key={`${chosen} ${by} ${opened}`}
                            query={{ ...query, period: chosen, group: opened }}
                            title={t('compare.managersOf', {
                                name: groupName(t, by, shown ?? { code: opened, name: names.get(opened) ?? null }),
                            })}
                            names={names}
                        />
                    )}
                </>
            )}
        </Flex>
    );
}
