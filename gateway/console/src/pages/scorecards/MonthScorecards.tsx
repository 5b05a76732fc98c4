import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Empty, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { LevelFilter } from '../managers/LevelFilter';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import { closedLonger, closedMonths } from '../month/calls';
import { MonthPicker } from '../month/MonthPicker';
import { CardTable } from './CardTable';
import { Leaderboard } from './Leaderboard';

/** A month's scorecards that this person may see, one by one or in order. */
export function MonthScorecards() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const [org, level, ranked] = [filter('org'), filter('level'), filter('view') === 'leaderboard'];
    const met = filter('met') === 'false' ? false : undefined;
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const months = (closed.data ?? []).map((month) => month.period).reverse();
    const longer = useQuery({ queryKey: ['closed-months', 'longer'], queryFn: closedLonger });
    const chosen = filter('period') ?? months[0];
    const filters = { org, level, met };

    if (closed.error) return <ProblemNote problem={closed.error} retry={() => void closed.refetch()} />;
    if (!closed.data) return <Skeleton active paragraph={{ rows: 12 }} />;
    if (chosen === undefined) return <Empty description={t('scorecards.noneClosed')} />;
    return (
        <Flex vertical gap="middle">
            <Typography.Text type="secondary">{t('scorecards.lead')}</Typography.Text>
            <Flex gap="middle" wrap align="end">
                <MonthPicker
                    months={[...months, ...(longer.data ?? []).map((one) => one.period).reverse()]}
                    value={chosen}
                    onChange={(month) => choose({ period: month })}
                />
                <Flex align="center" gap="small" wrap>
                    <label htmlFor="score-org">{t('managers.byOrg')}</label>
                    <UnitFilter
                        key={org}
                        id="score-org"
                        units={units.data}
                        value={org}
                        onChoose={(code) => choose({ org: code })}
                    />
                </Flex>
                <LevelFilter id="score-level" value={level} onChoose={(value) => choose({ level: value })} />
                {!ranked && (
                    <Checkbox
                        checked={met !== undefined}
                        onChange={(event) => choose({ met: event.target.checked ? 'false' : undefined })}
                    >
                        {t('scorecards.onlyBelow')}
                    </Checkbox>
                )}
                {(org ?? level ?? filter('met')) && (
                    <Button onClick={() => choose({ org: undefined, level: undefined, met: undefined })}>
                        {t('action.clearFilters')}
                    </Button>
                )}
                <Segmented
                    aria-label={t('scorecards.view')}
                    value={ranked ? 'leaderboard' : 'cards'}
                    onChange={(view) => choose({ view: view === 'leaderboard' ? view : undefined })}
                    options={[
                        { value: 'cards', label: t('scorecards.cards') },
                        { value: 'leaderboard', label: t('scorecards.leaderboard') },
                    ]}
                />
                {!ranked && (
                    <ExportButton
                        path="/performance/scorecards"
                        query={{ period: chosen, ...filters, sort: sorting.sort }}
                    />
                )}
            </Flex>
            {ranked ? (
                <Leaderboard period={chosen} org={org} level={level} names={names} />
            ) : (
                <CardTable filters={{ period: chosen, ...filters }} names={names} sorting={sorting} />
            )}
        </Flex>
    );
}
