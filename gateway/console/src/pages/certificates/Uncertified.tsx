import { useQuery } from '@tanstack/react-query';
import { Empty, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MOST, type Page, read } from '../../api/read';
import { ListTotal } from '../../parts/ListTotal';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import type { ManagerSummary } from '../managers/roster';
import { certificates, uncertified } from './calls';

/** Managers without a certificate valid today: those whom the home page counts. */
export function Uncertified() {
    const { t } = useTranslation();
    const people = useQuery({
        queryKey: ['home', 'managers'],
        queryFn: () => read<Page<ManagerSummary>>('/performance/managers', { limit: MOST }),
    });
    const held = useQuery({ queryKey: ['home', 'certificates'], queryFn: () => certificates({ limit: MOST }) });
    const failed = people.error ? people : held.error ? held : undefined;
    if (failed) return <ProblemNote problem={failed.error} retry={() => void failed.refetch()} />;
    if (!people.data || !held.data) return <Skeleton active title={false} paragraph={{ rows: 10 }} />;
    const items = uncertified(people.data, held.data);
    const isPart = people.data.next !== null || held.data.next !== null;
    return (
        <Flex vertical gap="small">
            {isPart ? (
                <Typography.Text type="secondary">
                    {t('home.firstOnly', { count: people.data.items.length })}
                </Typography.Text>
            ) : (
                <ListTotal pages={[{ items, next: null, total: items.length }]} />
            )}
            <WideTable<ManagerSummary>
                aria-label={t('certificates.standing.none')}
                rowKey="managerNo"
                dataSource={items}
                locale={{
                    emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('home.allCertified')} />,
                }}
                columns={[
                    {
                        title: t('managers.number'),
                        dataIndex: 'managerNo',
                        className: 'number',
                        render: (no: string) => <Link to={`/managers/${encodeURIComponent(no)}`}>{no}</Link>,
                    },
                    { title: t('managers.name'), dataIndex: 'name' },
                    { title: t('managers.org'), dataIndex: 'org', render: (org: string | null) => org ?? '—' },
                ]}
            />
        </Flex>
    );
}
