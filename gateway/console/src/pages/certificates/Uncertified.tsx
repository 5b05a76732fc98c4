import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { Empty, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/read';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { date } from '../../parts/format';
import type { useSorting } from '../../parts/sorting';
import { PersonLink } from '../home/PersonLink';
import type { Holder } from './calls';

interface Props {
    query: UseInfiniteQueryResult<InfiniteData<Page<Holder>>>;
    sorting: ReturnType<typeof useSorting<Holder>>;
    isFiltered: boolean;
}

/** Managers in post without a certificate valid today: those whom the home page counts. */
export function Uncertified({ query, sorting: { by, onChange }, isFiltered }: Props) {
    const { t } = useTranslation();
    const items = query.data?.pages.flatMap((page) => page.items);
    return (
        <>
            <ListTotal pages={query.data?.pages} />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Holder>
                    aria-label={t('certificates.standing.none')}
                    rowKey="managerNo"
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(isFiltered ? 'certificates.nobodyFound' : 'home.allCertified')}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            className: 'number',
                            render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                        },
                        {
                            title: t('managers.org'),
                            dataIndex: 'org',
                            ...by('org'),
                            render: (org: string | null, { orgName }) => orgName ?? org ?? '—',
                        },
                        {
                            title: t('certificates.expiredOn'),
                            dataIndex: 'expiredOn',
                            className: 'number',
                            render: (day: string | null) => (day === null ? t('certificates.neverHeld') : date(day)),
                        },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </>
    );
}
