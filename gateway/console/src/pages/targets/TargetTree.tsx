import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { TargetEditor } from './TargetEditor';
import { targetTree } from './calls';

/** The head of the page, the same over both of its views. */
export interface Head {
    title: string;
    lead: string;
    aside: ReactNode;
    views: ReactNode;
}

/** The targets of a KPI and period down the reader's part of the bank; heads and HR type new ones into it. */
export function TargetTree({
    period,
    kpi,
    head: { views, ...head },
    filters,
}: {
    period: string;
    kpi: string;
    head: Head;
    filters: readonly ReactNode[];
}) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const tree = useQuery({ queryKey: ['targets', 'tree', period, kpi], queryFn: () => targetTree(period, kpi) });
    return (
        <Flex vertical gap="middle">
            <PageHead {...head} />
            {views}
            <Flex gap="middle" wrap align="end">
                {filters.map((one, place) => (
                    <Fragment key={place}>{one}</Fragment>
                ))}
                <ExportButton path="/performance/target-tree" query={{ period, kpi }} />
            </Flex>
            {tree.error && <ProblemNote problem={tree.error} retry={() => void tree.refetch()} />}
            {tree.data ? (
                tree.data.nodes.length === 0 ? (
                    <p>{t('targets.none')}</p>
                ) : (
                    <TargetEditor
                        tree={tree.data}
                        mayPropose={roles.some((role) => role === 'hr' || role === 'branch-head')}
                    />
                )
            ) : (
                !tree.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            )}
        </Flex>
    );
}
