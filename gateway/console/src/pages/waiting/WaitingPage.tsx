import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Flex, Segmented, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { count } from '../../parts/format';
import { type Role, usePerson } from '../../session/session';
import { placeOf } from '../../session/access';
import { KEEPERS, type Keeper, type Waiting, rowsOf, waiting } from '../home/waiting';

/** Who may read what a service keeps, as the services say it. */
const READERS: Record<Keeper, readonly Role[]> = {
    training: ['trainer', 'hr', 'administrator', 'auditor'],
    feedback: ['complaint-desk', 'hr', 'administrator', 'auditor'],
};

/** Numbers that are in no roster, each with its rows: they count as soon as the roster has the number. */
export default function WaitingPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const mine = KEEPERS.filter((keeper) => READERS[keeper].some((role) => roles.includes(role)));
    const service = mine.find((keeper) => keeper === filter('service')) ?? mine[0] ?? 'training';
    const query = useInfiniteQuery({
        queryKey: ['waiting', service],
        initialPageParam: '',
        queryFn: ({ pageParam }) => waiting(service, pageParam),
        getNextPageParam: (page) => page.next,
    });
    const items = query.data?.pages.flatMap((page) => page.items);
    const imports = placeOf(roles, 'imports');
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.waiting')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('waiting.lead')}</Typography.Text>{' '}
                {imports && <Link to={`${imports}?kind=managers`}>{t('waiting.toRoster')}</Link>}
            </div>
            {mine.length > 1 && (
                <Segmented<Keeper>
                    aria-label={t('waiting.service')}
                    options={mine.map((value) => ({ value, label: t(`service.${value}`) }))}
                    value={service}
                    onChange={(value) => choose({ service: value })}
                />
            )}
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            <ListTotal pages={query.data?.pages} />
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 8 }} />
            ) : (
                <WideTable<Waiting>
                    aria-label={t('room.waiting')}
                    rowKey="managerNo"
                    dataSource={items}
                    locale={{
                        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('home.noneWaiting')} />,
                    }}
                    columns={[
                        { title: t('managers.number'), dataIndex: 'managerNo', className: 'number' },
                        {
                            title: t('waiting.rows'),
                            key: 'rows',
                            align: 'right',
                            className: 'number',
                            render: (_, one) => count(rowsOf([one])),
                        },
                        {
                            title: t('waiting.kinds'),
                            key: 'kinds',
                            render: (_, one) =>
                                Object.entries(one.rows)
                                    .map(([kind, rows]) =>
                                        t('waiting.ofKind', {
                                            kind: t(`imports.kind.${kind}`, { defaultValue: kind }),
                                            rows: count(rows),
                                        }),
                                    )
                                    .join(t('scorecards.comma')),
                        },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
