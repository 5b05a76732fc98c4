import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../parts/ExportButton';
import { ListTable } from '../../parts/ListTable';
import { instant, period as periodName } from '../../parts/format';
import { useList } from '../../parts/list';
import { figure } from '../scorecards/kpis';
import { PlanState } from './PlanState';
import { type TargetNode, type TargetTree, type TargetVersion, targetVersions } from './calls';

/** Every version of a node's target: who proposed it, who decided, and why. */
export function TargetHistory({ tree, node, close }: { tree: TargetTree; node: TargetNode; close: () => void }) {
    const { t } = useTranslation();
    const { kpi, period } = tree;
    const list = useList({
        name: ['targets', 'versions'],
        filters: { period, kpi, node: node.code },
        page: targetVersions,
    });
    return (
        <Modal
            open
            width="56rem"
            footer={null}
            title={t('targets.historyTitle', { name: node.name, period: periodName(period) })}
            onCancel={close}
        >
            <ExportButton path="/performance/target-versions" query={list.asked} />
            <ListTable<TargetVersion>
                list={list}
                lines={3}
                aria-label={t('targets.history')}
                rowKey={(one) => `${one.kind} ${one.version}`}
                empty={t('targets.noHistory')}
                columns={[
                    {
                        title: t('targets.version'),
                        dataIndex: 'version',
                        render: (version: number) => t('targets.versionNo', { version }),
                    },
                    {
                        title: t('targets.before'),
                        dataIndex: 'before',
                        align: 'right',
                        className: 'number',
                        render: (value: string | null) => figure(kpi, value),
                    },
                    {
                        title: t('scorecards.target'),
                        dataIndex: 'target',
                        align: 'right',
                        className: 'number',
                        render: (value: string) => figure(kpi, value),
                    },
                    {
                        title: t('correction.state'),
                        dataIndex: 'state',
                        render: (state: string) => <PlanState state={state} />,
                    },
                    {
                        title: t('correction.maker'),
                        key: 'maker',
                        render: (_, one) => t('list.byAt', { who: one.proposedBy, at: instant(one.proposedAt) }),
                    },
                    {
                        title: t('correction.checker'),
                        key: 'checker',
                        render: (_, one) =>
                            one.decidedBy && one.decidedAt
                                ? t('list.byAt', { who: one.decidedBy, at: instant(one.decidedAt) })
                                : '—',
                    },
                    {
                        title: t('targets.why'),
                        key: 'why',
                        className: 'sentence',
                        render: (_, one) => [one.reason, one.refusalReason].filter(Boolean).join(t('list.comma')),
                    },
                ]}
            />
        </Modal>
    );
}
