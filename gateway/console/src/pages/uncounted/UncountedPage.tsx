import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Page, read } from '../../api/read';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { PersonLink } from '../home/PersonLink';
import { MonthPicker } from '../month/MonthPicker';
import { latestMonths, monthNow } from '../month/months';

interface Uncounted {
    managerNo: string;
    name: string | null;
    occurredOn: string;
    factRef: string;
    kind: string;
    cardRef: string;
    why: string;
    countedRef: string | null;
}

const MONTHS = 36;

/** Card facts that are kept and count nowhere, each with the reason. */
export default function UncountedPage() {
    const { t } = useTranslation();
    const { filter, choose, clear } = useFilters();
    const [period, search, card] = [filter('period'), filter('search'), filter('card')];
    const { sort, by, onChange } = useSorting<Uncounted>('managerNo');
    const asked = { period, search, card, sort };
    const query = useInfiniteQuery({
        queryKey: ['uncounted', asked],
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            read<Page<Uncounted>>('/performance/uncounted-facts', {
                limit: 50,
                ...asked,
                after: pageParam,
                total: pageParam ? undefined : 'true',
            }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.uncounted')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('uncounted.lead')}</Typography.Text>
            </div>
            <Flex gap="middle" wrap align="end">
                <MonthPicker
                    months={latestMonths(MONTHS, monthNow())}
                    value={period}
                    onChange={(value) => choose({ period: value })}
                />
                <TextFilter
                    id="uncounted-search"
                    label={t('managers.search')}
                    value={search}
                    onChoose={(value) => choose({ search: value })}
                />
                <TextFilter
                    id="uncounted-card"
                    label={t('scorecards.cardRef')}
                    value={card}
                    onChoose={(value) => choose({ card: value })}
                />
                {(period ?? search ?? card) && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
                <ExportButton path="/performance/uncounted-facts" query={asked} />
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Uncounted>
                    aria-label={t('room.uncounted')}
                    rowKey="factRef"
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    locale={{
                        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('uncounted.none')} />,
                    }}
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
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
