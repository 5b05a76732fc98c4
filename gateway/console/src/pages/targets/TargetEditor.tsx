import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Card, Flex, Input, Progress, Typography } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../api/problem';
import { Fault } from '../../parts/Fault';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { forDrawing } from '../../parts/decimal';
import { count, percent } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { figure } from '../scorecards/kpis';
import { Findings } from './Findings';
import { SpreadDialog } from './SpreadDialog';
import { TargetHistory } from './TargetHistory';
import { type TargetNode, type TargetTree, checkTargets, proposeTargets } from './calls';
import { type Typed, balancesOf, changesOf, isWrong, keyOf, shown, wouldBe } from './tree';

const toSend = (changes: ReturnType<typeof changesOf>) =>
    changes.map(({ node, target }) => ({ node: node.code, kind: node.kind, target }));

/** The tree as a table: sums move as somebody types, and everything typed is proposed together. */
export function TargetEditor({ tree, mayPropose }: { tree: TargetTree; mayPropose: boolean }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const reasonId = useId();
    const { kpi, nodes, period } = tree;
    const [open, setOpen] = useState<ReadonlySet<string>>(
        () => new Set(nodes.filter((node) => node.depth === 0).map((node) => node.code)),
    );
    const [spread, setSpread] = useState<TargetNode>();
    const [history, setHistory] = useState<TargetNode>();
    const draft = useDraft<{ typed: Typed; reason: string }>(`targets.${period}.${kpi}`, { typed: {}, reason: '' });
    const { typed, reason } = draft.value;
    const type = (changes: Typed) => draft.set((now) => ({ ...now, typed: { ...now.typed, ...changes } }));
    const balances = tree.step === null ? new Map<string, never>() : balancesOf(nodes, typed);
    const changes = changesOf(nodes, typed);
    const isChange = changes.some(({ node }) => node.target !== null);
    const hasWrong = nodes.some((node) => isWrong(typed[keyOf(node)], tree.lowerIsBetter));
    const asking = useMutation({
        mutationFn: () => checkTargets({ period, kpi, reason: null, nodes: toSend(changes) }),
    });
    const asked = new Map(asking.data?.nodes.map((one) => [keyOf(one), one.findings]));
    const key = useRef<string>(undefined);
    const proposing = useMutation({
        mutationFn: () =>
            proposeTargets(
                {
                    period,
                    kpi,
                    reason: reason.trim() || null,
                    nodes: toSend(changes),
                },
                (key.current ??= crypto.randomUUID()),
            ),
        onSuccess: () => {
            draft.clear();
            void message.success(t('targets.proposed'));
        },
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['targets'] });
        },
    });
    const toggle = (code: string) =>
        setOpen((now) => {
            const next = new Set(now);
            if (!next.delete(code)) next.add(code);
            return next;
        });
    const isParent = new Set(nodes.map((node) => node.parent));
    return (
        <Flex vertical gap="middle">
            <DraftNote draft={draft} />
            <WideTable<TargetNode>
                aria-label={t('targets.view.tree')}
                rowKey={keyOf}
                dataSource={shown(nodes, open)}
                columns={[
                    {
                        title: t('targets.node'),
                        key: 'name',
                        render: (_, node) => (
                            <Flex align="center" gap={4} style={{ paddingInlineStart: `${node.depth * 1.25}rem` }}>
                                {node.kind === 'unit' && isParent.has(node.code) && (
                                    <Button
                                        type="text"
                                        size="small"
                                        icon={open.has(node.code) ? <CaretDownOutlined /> : <CaretRightOutlined />}
                                        aria-expanded={open.has(node.code)}
                                        aria-label={t('targets.openUnit', { name: node.name })}
                                        onClick={() => toggle(node.code)}
                                    />
                                )}
                                <span>
                                    {node.kind === 'manager' ? (
                                        <Link to={`/managers/${encodeURIComponent(node.code)}`}>{node.name}</Link>
                                    ) : (
                                        node.name
                                    )}{' '}
                                    <Typography.Text type="secondary" className="number">
                                        {node.code}
                                    </Typography.Text>
                                    {node.kind === 'unit' && (
                                        <Typography.Text type="secondary">
                                            {' '}
                                            {t('home.people', { count: node.managers })}
                                        </Typography.Text>
                                    )}
                                </span>
                            </Flex>
                        ),
                    },
                    {
                        title: t('targets.reached'),
                        key: 'value',
                        align: 'right',
                        className: 'number',
                        render: (_, node) => figure(kpi, node.value),
                    },
                    {
                        title: t('targets.progress'),
                        key: 'progress',
                        render: (_, node) =>
                            node.progress === null ? (
                                '—'
                            ) : (
                                <Flex vertical style={{ minWidth: '5rem' }}>
                                    <span className="number">{percent(node.progress)}</span>
                                    <Progress
                                        aria-hidden
                                        size="small"
                                        showInfo={false}
                                        percent={Math.min(100, forDrawing(node.progress) * 100)}
                                    />
                                </Flex>
                            ),
                    },
                    {
                        title: t('scorecards.target'),
                        key: 'target',
                        align: 'right',
                        className: 'number',
                        render: (_, node) => (
                            <>
                                {figure(kpi, node.target)}
                                {node.proposed !== null && node.plan !== null && (
                                    <div>
                                        <Link to={`/targets/${node.plan}`}>
                                            {t('targets.waits', { target: figure(kpi, node.proposed) })}
                                        </Link>
                                    </div>
                                )}
                            </>
                        ),
                    },
                    ...(mayPropose
                        ? [
                              {
                                  title: t('targets.new'),
                                  key: 'new',
                                  render: (_: unknown, node: TargetNode) => {
                                      const text = typed[keyOf(node)] ?? '';
                                      const wrong = isWrong(text, tree.lowerIsBetter);
                                      return (
                                          <>
                                              <Input
                                                  aria-label={t('targets.newOf', { name: node.name })}
                                                  style={{ width: '6rem' }}
                                                  inputMode="decimal"
                                                  maxLength={20}
                                                  status={wrong ? 'error' : undefined}
                                                  value={text}
                                                  onChange={(event) => type({ [keyOf(node)]: event.target.value })}
                                              />
                                              {wrong && <Fault>{t('targets.wrong')}</Fault>}
                                              {text.trim() !== '' && <Findings of={asked.get(keyOf(node)) ?? []} />}
                                          </>
                                      );
                                  },
                              },
                          ]
                        : []),
                    ...(tree.step === null
                        ? []
                        : [
                              {
                                  title: t('targets.childrenSum'),
                                  key: 'sum',
                                  className: 'number sentence',
                                  render: (_: unknown, node: TargetNode) => {
                                      const balance = node.kind === 'unit' ? balances.get(node.code) : undefined;
                                      if (!balance) return node.kind === 'unit' ? '—' : '';
                                      const says =
                                          balance.state === 'none'
                                              ? t('targets.gap.none')
                                              : t(`targets.gap.${balance.state}`, {
                                                    difference: figure(kpi, balance.difference),
                                                });
                                      return (
                                          <span role="status">
                                              {figure(kpi, balance.sum)}{' '}
                                              {balance.state === 'short' || balance.state === 'over' ? (
                                                  <Fault>{says}</Fault>
                                              ) : (
                                                  <Badge
                                                      status={balance.state === 'even' ? 'success' : 'default'}
                                                      text={says}
                                                  />
                                              )}
                                          </span>
                                      );
                                  },
                              },
                          ]),
                    {
                        title: '',
                        key: 'acts',
                        render: (_, node) => (
                            <Flex gap={4} wrap>
                                {mayPropose &&
                                    tree.step !== null &&
                                    isParent.has(node.code) &&
                                    node.kind === 'unit' && (
                                        <Button
                                            size="small"
                                            aria-label={t('targets.spreadOf', { name: node.name })}
                                            disabled={wouldBe(node, typed) === null}
                                            onClick={() => setSpread(node)}
                                        >
                                            {t('targets.spread')}
                                        </Button>
                                    )}
                                <Button
                                    size="small"
                                    type="text"
                                    aria-label={t('targets.historyOf', { name: node.name })}
                                    onClick={() => setHistory(node)}
                                >
                                    {t('targets.history')}
                                </Button>
                            </Flex>
                        ),
                    },
                ]}
            />
            {mayPropose && (
                <Card size="small">
                    <Flex vertical gap="small">
                        <span role="status">{t('targets.changed', { count: changes.length })}</span>
                        <label htmlFor={reasonId}>{t(isChange ? 'targets.reasonNeeded' : 'targets.reason')}</label>
                        <Input.TextArea
                            id={reasonId}
                            rows={2}
                            maxLength={500}
                            showCount
                            style={{ maxWidth: '40rem' }}
                            value={reason}
                            onChange={(event) => draft.set((now) => ({ ...now, reason: event.target.value }))}
                        />
                        {asking.data && (
                            <span role="status">
                                {t(asking.data.nodes.length === 0 ? 'targets.nothingAsked' : 'targets.somethingAsked', {
                                    number: count(asking.data.nodes.length),
                                })}
                            </span>
                        )}
                        <Flex gap="small" wrap>
                            <Button
                                loading={asking.isPending}
                                disabled={changes.length === 0 || hasWrong}
                                onClick={() => asking.mutate()}
                            >
                                {t('targets.check')}
                            </Button>
                            <Button
                                type="primary"
                                loading={proposing.isPending}
                                disabled={changes.length === 0 || hasWrong || (isChange && reason.trim() === '')}
                                onClick={() => proposing.mutate()}
                            >
                                {t('targets.propose', { number: count(changes.length) })}
                            </Button>
                        </Flex>
                        {asking.error && <ProblemNote problem={asking.error} />}
                        {proposing.error && <ProblemNote problem={proposing.error} />}
                    </Flex>
                </Card>
            )}
            {spread && (
                <SpreadDialog
                    tree={tree}
                    unit={spread}
                    target={wouldBe(spread, typed) ?? ''}
                    close={() => setSpread(undefined)}
                    take={(shares) => {
                        type(shares);
                        setOpen((now) => new Set([...now, spread.code]));
                        setSpread(undefined);
                    }}
                />
            )}
            {history && <TargetHistory tree={tree} node={history} close={() => setHistory(undefined)} />}
        </Flex>
    );
}
