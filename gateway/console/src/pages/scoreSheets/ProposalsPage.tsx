import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Flex, Form, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ProblemNote } from '../../parts/ProblemNote';
import { useFilters } from '../../parts/filters';
import { instant, period, rate } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { mayOpen } from '../../session/access';
import { usePerson } from '../../session/session';
import { wordOf } from '../managers/roster';
import { kpiName } from '../scorecards/kpis';
import { FindingList } from './Findings';
import { ReturnSheet } from './ReturnSheet';
import { type Proposal, approveSheet, proposals } from './calls';

const STATES = ['proposed', 'approved', 'returned', 'replaced'] as const;
const MARKS = { proposed: 'warning', approved: 'success', returned: 'error', replaced: 'default' } as const;

/** The score sheets with regulatory findings: a second person approves or returns each. */
export default function ProposalsPage() {
    const { t } = useTranslation();
    const { modal, message } = App.useApp();
    const { id: me, roles, org } = usePerson();
    const { filter, choose } = useFilters();
    const queries = useQueryClient();
    const sorting = useSorting('-proposedAt');
    const { by } = sorting;
    const [returned, setReturned] = useState<Proposal>();
    const filters = { state: filter('state') };
    const list = useList({ name: ['sheet-proposals', 'list'], filters, sorting, page: proposals });
    const approving = useMutation({
        mutationFn: approveSheet,
        onSuccess: () => message.success(t('scoreSheets.approved')),
        onSettled: () =>
            Promise.all([
                queries.invalidateQueries({ queryKey: ['sheet-proposals'] }),
                queries.invalidateQueries({ queryKey: ['score-sheets'] }),
            ]),
    });
    const decides = org === null && roles.some((role) => role === 'hr' || role === 'incentive-approver');
    const ask = (proposal: Proposal) =>
        modal.confirm({
            title: t('scoreSheets.approveAsk', {
                level: proposal.managerNo ?? wordOf(t, 'level', proposal.level),
                period: period(proposal.effectiveFrom),
            }),
            content: t('scoreSheets.approveMeans'),
            okText: t('scoreSheets.approve'),
            onOk: () => approving.mutate(proposal.id),
        });
    return (
        <>
            {mayOpen('scoreSheets', roles) && (
                <Link to="/score-sheets">
                    <ArrowLeftOutlined /> {t('room.scoreSheets')}
                </Link>
            )}
            <ListPage<Proposal>
                title={t('room.sheetProposals')}
                lead={t('scoreSheets.proposalsLead')}
                views={approving.error && <ProblemNote problem={approving.error} />}
                filters={
                    <Form.Item
                        layout="vertical"
                        label={t('scoreSheets.state')}
                        htmlFor="sheet-state"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="sheet-state"
                            allowClear
                            style={{ width: '12rem' }}
                            value={filters.state}
                            options={STATES.map((value) => ({ value, label: t(`scoreSheets.states.${value}`) }))}
                            onChange={(state?: string) => choose({ state })}
                        />
                    </Form.Item>
                }
                isFiltered={filters.state !== undefined}
                exportFrom="/performance/score-sheets/proposals"
                list={list}
                aria-label={t('room.sheetProposals')}
                rowKey="id"
                empty={t('scoreSheets.noProposals')}
                columns={[
                    {
                        title: t('scoreSheets.level'),
                        dataIndex: 'level',
                        ...by('level'),
                        render: (level: string, { managerNo, rhythm }) =>
                            [
                                managerNo ?? wordOf(t, 'level', level),
                                ...(rhythm === 'month' ? [] : [t(`rhythm.${rhythm}`)]),
                            ].join(t('scorecards.comma')),
                    },
                    {
                        title: t('scoreSheets.effectiveFrom'),
                        dataIndex: 'effectiveFrom',
                        ...by('effectiveFrom'),
                        render: period,
                    },
                    {
                        title: t('scoreSheets.kpis'),
                        dataIndex: 'kpis',
                        render: (kpis: Proposal['kpis']) => (
                            <div style={{ maxWidth: '11rem', whiteSpace: 'normal' }}>
                                {kpis
                                    .map((one) => `${kpiName(t, one.kpi)} ${rate(one.weight)}`)
                                    .join(t('scorecards.comma'))}
                            </div>
                        ),
                    },
                    {
                        title: t('scoreSheets.why'),
                        key: 'findings',
                        className: 'sentence',
                        render: (_, proposal) => (
                            <div style={{ maxWidth: '22rem', whiteSpace: 'normal' }}>
                                <FindingList findings={proposal.findings} />
                                <Typography.Text>
                                    {t('scoreSheets.because', { reason: proposal.reason })}
                                </Typography.Text>
                                <br />
                                <Typography.Text type="secondary">
                                    {t('scoreSheets.proposedBy', {
                                        by: proposal.proposedBy,
                                        at: instant(proposal.proposedAt),
                                    })}
                                </Typography.Text>
                            </div>
                        ),
                    },
                    {
                        title: t('scoreSheets.state'),
                        dataIndex: 'state',
                        render: (state: keyof typeof MARKS, proposal) => (
                            <>
                                <Badge status={MARKS[state]} text={t(`scoreSheets.states.${state}`)} />
                                {proposal.decidedBy && (
                                    <>
                                        <br />
                                        <Typography.Text type="secondary">{proposal.decidedBy}</Typography.Text>
                                    </>
                                )}
                                {proposal.returnReason && (
                                    <div style={{ maxWidth: '16rem', whiteSpace: 'normal' }}>
                                        {proposal.returnReason}
                                    </div>
                                )}
                            </>
                        ),
                    },
                    ...(decides
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'do',
                                  render: (_: unknown, proposal: Proposal) =>
                                      proposal.state !== 'proposed' ? null : proposal.proposedBy === me ? (
                                          <Typography.Text type="secondary">
                                              {t('scoreSheets.ownSheet')}
                                          </Typography.Text>
                                      ) : (
                                          <Flex gap="small" wrap>
                                              <Button
                                                  size="small"
                                                  type="primary"
                                                  loading={approving.isPending && approving.variables === proposal.id}
                                                  onClick={() => ask(proposal)}
                                              >
                                                  {t('scoreSheets.approve')}
                                              </Button>
                                              <Button size="small" onClick={() => setReturned(proposal)}>
                                                  {t('scoreSheets.return')}
                                              </Button>
                                          </Flex>
                                      ),
                              },
                          ]
                        : []),
                ]}
            />
            {returned && <ReturnSheet key={returned.id} proposal={returned} close={() => setReturned(undefined)} />}
        </>
    );
}
