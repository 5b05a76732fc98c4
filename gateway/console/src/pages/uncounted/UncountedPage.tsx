import { useTranslation } from 'react-i18next';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { PersonLink } from '../home/PersonLink';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths, monthNow } from '../month/months';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';
import { AddressFilter } from '../../parts/TextFilter';
import { answer, performance } from '../../api/client';
import type { components } from '../../api/performance';

type Uncounted = components['schemas']['UncountedFactAnswer'];

const MONTHS = 36;

/** Card facts that are kept and count nowhere, each with the reason. */
export default function UncountedPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const filters = { period: filter('period'), search: filter('search'), card: filter('card') };
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const list = useList({
        name: ['uncounted'],
        filters,
        sorting,
        page: (query) => answer(performance.GET('/uncounted-facts', { params: { query } })),
    });
    return (
        <ListPage<Uncounted>
            title={t('room.uncounted')}
            lead={t('uncounted.lead')}
            filters={
                <>
                    <MonthPicker
                        months={latestMonths(MONTHS, monthNow())}
                        value={filters.period}
                        onChange={(value) => choose({ period: value })}
                    />
                    <AddressFilter name="search" id="uncounted-search" label={t('managers.search')} />
                    <AddressFilter name="card" id="uncounted-card" label={t('scorecards.cardRef')} />
                </>
            }
            isFiltered={Object.values(filters).some(Boolean)}
            exportFrom="/performance/uncounted-facts"
            list={list}
            aria-label={t('room.uncounted')}
            rowKey="factRef"
            empty={t('uncounted.none')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => <PersonLink no={no} name={one.name} />,
                },
                {
                    title: t('uncounted.why'),
                    dataIndex: 'why',
                    render: (why: string) => t(`uncounted.reasons.${why}`, { defaultValue: why }),
                },
                {
                    title: t('plans.fact'),
                    dataIndex: 'kind',
                    render: (kind: string) => t(`fact.${kind}`, { defaultValue: kind }),
                },
                {
                    title: t('scorecards.occurredOn'),
                    dataIndex: 'occurredOn',
                    ...by('occurredOn'),
                    className: 'number',
                    render: date,
                },
                { title: t('scorecards.factRef'), dataIndex: 'factRef', ...by('factRef'), className: 'number' },
                { title: t('scorecards.cardRef'), dataIndex: 'cardRef', className: 'number' },
                {
                    title: t('uncounted.counted'),
                    dataIndex: 'countedRef',
                    className: 'number',
                    render: (ref: string | null) => ref ?? '—',
                },
            ]}
        />
    );
}
