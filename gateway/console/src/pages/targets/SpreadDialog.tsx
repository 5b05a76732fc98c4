import { useQuery } from '@tanstack/react-query';
import { Flex, Modal, Radio, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { compare, plain } from '../../parts/decimal';
import { period as periodName } from '../../parts/format';
import { figure } from '../scorecards/kpis';
import { type TargetNode, type TargetTree, spreadTarget } from './calls';
import { type Typed, keyOf } from './tree';

const WAYS = ['last-period', 'head-count', 'evenly'] as const;
type Way = (typeof WAYS)[number];

/** A unit's target over its children, shown before it is taken into what is typed. */
export function SpreadDialog({
    tree,
    unit,
    target,
    take,
    close,
}: {
    tree: TargetTree;
    unit: TargetNode;
    target: string;
    take: (shares: Typed) => void;
    close: () => void;
}) {
    const { t } = useTranslation();
    const [by, setBy] = useState<Way>('last-period');
    const { kpi, period } = tree;
    const preview = useQuery({
        queryKey: ['targets', 'spread', period, kpi, unit.code, target, by],
        queryFn: () => spreadTarget({ period, kpi, node: unit.code, target, by }),
    });
    const shares = preview.data?.nodes ?? [];
    // A part of nothing is no target, and is left as it is.
    const given = shares.filter((one) => tree.lowerIsBetter || compare(one.target, '0') > 0);
    return (
        <Modal
            open
            title={t('targets.spreadTitle', { name: unit.name, target: figure(kpi, target) })}
            okText={t('targets.takeSpread')}
            okButtonProps={{ disabled: given.length === 0 }}
            onOk={() => take(Object.fromEntries(given.map((one) => [keyOf(one), plain(one.target)])))}
            onCancel={close}
        >
            <Flex vertical gap="middle">
                <Radio.Group
                    aria-label={t('targets.spreadBy')}
                    value={by}
                    onChange={(event) => setBy(event.target.value as Way)}
                    options={WAYS.map((value) => ({ value, label: t(`targets.way.${value}`) }))}
                />
                {preview.error && <ProblemNote problem={preview.error} />}
                {preview.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
                {preview.data && preview.data.by !== by && (
                    <Typography.Text>{t('targets.nothingToGoBy', { period: periodName(period) })}</Typography.Text>
                )}
                {preview.data && (
                    <WideTable
                        aria-label={t('targets.spreadBy')}
                        rowKey={keyOf}
                        dataSource={shares}
                        columns={[
                            { title: t('targets.node'), key: 'name', render: (_, { name, code }) => `${name} ${code}` },
                            {
                                title: t('targets.basis'),
                                dataIndex: 'basis',
                                align: 'right',
                                className: 'number',
                                render: plain,
                            },
                            {
                                title: t('scorecards.target'),
                                dataIndex: 'target',
                                align: 'right',
                                className: 'number',
                                render: (value: string) => figure(kpi, value),
                            },
                        ]}
                    />
                )}
            </Flex>
        </Modal>
    );
}
