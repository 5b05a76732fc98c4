import { Card, Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { instant } from '../../parts/format';
import { figure, kpiName } from '../scorecards/kpis';
import { Findings } from '../targets/Findings';
import { GoalState } from './GoalState';
import { type Goals, type GoalsOf, ITEMS, type ItemFindings } from './calls';

/** Goals as they were set: the three items with what the check asks about each, and what became of them. */
export function GoalCard({ goals, findings }: { goals: Goals; findings: readonly ItemFindings[] }) {
    const { t } = useTranslation();
    const asked = new Map(findings.map((one) => [one.item, one.findings]));
    return (
        <Card size="small" title={<GoalState state={goals.state} />}>
            <Descriptions
                size="small"
                column={1}
                items={[
                    ...ITEMS.map((item) => ({
                        key: item,
                        label: t(`goals.item.${item}`),
                        children: (
                            <div>
                                <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>{goals[item]}</Typography.Text>
                                {item === 'marketing' && goals.kpi !== null && (
                                    <div>
                                        {t('goals.measuredBy', {
                                            kpi: kpiName(t, goals.kpi),
                                            target: figure(goals.kpi, goals.target),
                                        })}
                                    </div>
                                )}
                                <Findings of={asked.get(item) ?? []} />
                            </div>
                        ),
                    })),
                    {
                        key: 'set',
                        label: t('goals.setBy'),
                        children: t('list.byAt', { who: goals.setBy, at: instant(goals.setAt) }),
                    },
                    ...(goals.decidedBy === null || goals.decidedAt === null
                        ? []
                        : [
                              {
                                  key: 'decided',
                                  label: t('goals.decidedBy'),
                                  children: t('list.byAt', { who: goals.decidedBy, at: instant(goals.decidedAt) }),
                              },
                          ]),
                    ...(goals.reason === null
                        ? []
                        : [{ key: 'reason', label: t('goals.returnedBecause'), children: goals.reason }]),
                ]}
            />
        </Card>
    );
}

/** The versions before the newest, the newest of them first. */
export function EarlierGoals({ of }: { of: GoalsOf }) {
    const { t } = useTranslation();
    const earlier = of.versions.slice(1);
    if (earlier.length === 0) return null;
    return (
        <section aria-labelledby="earlier-goals">
            <Typography.Title level={2} id="earlier-goals" style={{ fontSize: '1.25rem' }}>
                {t('goals.earlier')}
            </Typography.Title>
            <Flex vertical gap="small">
                {earlier.map((one) => (
                    <GoalCard key={one.version} goals={one} findings={[]} />
                ))}
            </Flex>
        </section>
    );
}
