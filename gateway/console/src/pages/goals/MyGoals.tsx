import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Input, Select, Skeleton, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { period as periodName } from '../../parts/format';
import { useSettled } from '../../parts/settled';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { isLowerBetter, kpiName, knownKpis } from '../scorecards/kpis';
import { Findings } from '../targets/Findings';
import { isWrong } from '../targets/tree';
import { EarlierGoals, GoalCard } from './GoalVersions';
import { type GoalsOf, ITEMS, checkGoals, goalsOf, setGoals } from './calls';

/** The three things that a manager sets for themselves for a period, and what became of them. */
export function MyGoals({ managerNo, period }: { managerNo: string; period: string }) {
    const query = useQuery({
        queryKey: ['own-goals', managerNo, period],
        queryFn: () => goalsOf(managerNo, period),
    });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    const { goals, findings } = query.data;
    return (
        <Flex vertical gap="middle">
            {goals && <GoalCard goals={goals} findings={findings} />}
            <Form key={`${period} ${goals?.version ?? 0}`} of={query.data} />
            <EarlierGoals of={query.data} />
        </Flex>
    );
}

function Form({ of: { managerNo, period, goals } }: { of: GoalsOf }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`own-goals.${period}`, {
        marketing: goals?.marketing ?? '',
        kpi: goals?.kpi ?? '',
        target: goals?.target ?? '',
        workPlan: goals?.workPlan ?? '',
        focus: goals?.focus ?? '',
    });
    const typed = draft.value;
    const target = typed.target.trim();
    const isTargetWrong = isWrong(target, isLowerBetter(typed.kpi));
    const isWhole = ITEMS.every((item) => typed[item].trim() !== '') && (typed.kpi === '') === (target === '');
    const content = {
        marketing: typed.marketing,
        kpi: typed.kpi || null,
        target: isTargetWrong ? null : target || null,
        workPlan: typed.workPlan,
        focus: typed.focus,
    };
    const asked = useSettled(JSON.stringify(content));
    // Asked whenever the person pauses; between two answers the last one stays.
    const check = useQuery({
        queryKey: ['own-goals-check', managerNo, period, asked],
        queryFn: () => checkGoals(managerNo, period, JSON.parse(asked) as typeof content),
        enabled: draft.isChanged,
        placeholderData: (before) => before,
        staleTime: Infinity,
        retry: false,
    });
    const findings = new Map(draft.isChanged ? check.data?.findings.map((one) => [one.item, one.findings]) : []);
    const setting = useMutation({
        mutationFn: () => setGoals(managerNo, period, content),
        onSuccess: () => {
            draft.clear();
            void message.success(t('goals.isSet'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['own-goals'] }),
    });
    const change = (changes: Partial<typeof typed>) => draft.set((now) => ({ ...now, ...changes }));
    return (
        <Card size="small" title={t(goals ? 'goals.setAnew' : 'goals.setFirst', { period: periodName(period) })}>
            <Flex vertical gap="middle">
                <DraftNote draft={draft} />
                {ITEMS.map((item) => (
                    <Flex vertical gap={4} key={item}>
                        <label htmlFor={`${id}-${item}`}>{t(`goals.item.${item}`)}</label>
                        <Input.TextArea
                            id={`${id}-${item}`}
                            rows={2}
                            maxLength={1000}
                            placeholder={t(`goals.example.${item}`)}
                            value={typed[item]}
                            onChange={(event) => change({ [item]: event.target.value })}
                        />
                        {item === 'marketing' && (
                            <Flex gap="small" wrap>
                                <Select
                                    allowClear
                                    aria-label={t('goals.kpi')}
                                    placeholder={t('goals.kpi')}
                                    style={{ minWidth: '12rem' }}
                                    showSearch={{ optionFilterProp: 'label' }}
                                    value={typed.kpi || undefined}
                                    options={knownKpis().map((value) => ({ value, label: kpiName(t, value) }))}
                                    onChange={(kpi?: string) => change({ kpi: kpi ?? '' })}
                                />
                                <Input
                                    aria-label={t('goals.target')}
                                    placeholder={t('goals.target')}
                                    style={{ width: '9rem' }}
                                    inputMode="decimal"
                                    maxLength={20}
                                    status={isTargetWrong ? 'error' : undefined}
                                    value={typed.target}
                                    onChange={(event) => change({ target: event.target.value })}
                                />
                            </Flex>
                        )}
                        <div aria-live="polite">
                            <Findings of={findings.get(item) ?? []} />
                        </div>
                    </Flex>
                ))}
                {setting.error && <ProblemNote problem={setting.error} />}
                <Flex gap="middle" align="center" wrap>
                    <Button
                        type="primary"
                        loading={setting.isPending}
                        disabled={!isWhole || isTargetWrong || !draft.isChanged}
                        onClick={() => setting.mutate()}
                    >
                        {t('goals.set')}
                    </Button>
                    {!isWhole && <Typography.Text type="secondary">{t('goals.needed')}</Typography.Text>}
                </Flex>
            </Flex>
        </Card>
    );
}
