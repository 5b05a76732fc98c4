import { useInfiniteQuery } from '@tanstack/react-query';
import { Card, Empty, Skeleton, Tag, Tree, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { MoreButton } from '../../parts/MoreButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { orgUnits, treeOf } from './units';

/** The parts of the bank, each under its parent. */
export function UnitTree() {
    const { t } = useTranslation();
    const query = useInfiniteQuery({
        queryKey: ['org-unit-tree'],
        initialPageParam: '',
        queryFn: ({ pageParam }) => orgUnits(pageParam),
        getNextPageParam: (page) => page.next,
    });
    const units = query.data?.pages.flatMap((page) => page.items);
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!units) return <Skeleton active title={false} paragraph={{ rows: 8 }} />;
    if (units.length === 0)
        return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('administration.noUnits')} />;
    return (
        <Card size="small" styles={{ body: { maxHeight: '32rem', overflow: 'auto' } }}>
            <Tree
                aria-label={t('administration.units')}
                treeData={treeOf(units)}
                fieldNames={{ title: 'name' }}
                defaultExpandAll={units.length <= 100}
                selectable={false}
                showLine
                titleRender={(unit) => (
                    <span>
                        {unit.name} <Typography.Text type="secondary">{unit.code}</Typography.Text>{' '}
                        {unit.kind && <Tag>{t(`administration.kind.${unit.kind}`, { defaultValue: unit.kind })}</Tag>}
                    </span>
                )}
            />
            <MoreButton query={query} />
        </Card>
    );
}
