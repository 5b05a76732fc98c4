import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Flex, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { CARE_KINDS, type SegmentPlan, carePlans, saveCarePlan } from './calls';

/** The kinds of care with a number of days. */
const WITH_DAYS: readonly string[] = ['first-use', 'call-back'];

/** The care that customers of each segment get; HR changes it here. */
export default function CarePlansPage() {
    const { t } = useTranslation();
    const query = useQuery({ queryKey: ['care-plans'], queryFn: carePlans });
    return (
        <Flex vertical gap="middle">
            <Link to="/customers">
                <ArrowLeftOutlined /> {t('room.customers')}
            </Link>
            <PageHead title={t('room.carePlans')} lead={t('customers.leadOfPlans')} />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data
                ? query.data.map((plan) => (
                      <Segment key={`${plan.segment} ${JSON.stringify(plan.rules)}`} plan={plan} />
                  ))
                : !query.error && <Skeleton active paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Segment({ plan }: { plan: SegmentPlan }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const mayEdit = roles.includes('hr');
    // The days of each kind as they are typed; a kind that is not there is not wanted.
    const draft = useDraft<Record<string, string>>(
        `care-plan.${plan.segment}`,
        Object.fromEntries(plan.rules.map(({ kind, days }) => [kind, days === null ? '' : String(days)])),
    );
    const days = draft.value;
    const isWrong = (kind: string) =>
        WITH_DAYS.includes(kind) && kind in days && !/^([1-9]\d{0,2}|1000)$/.test(days[kind] ?? '');
    const saving = useMutation({
        mutationFn: () =>
            saveCarePlan(
                plan.segment,
                CARE_KINDS.filter((kind) => kind in days).map((kind) => ({
                    kind,
                    days: WITH_DAYS.includes(kind) ? Number(days[kind]) : null,
                })),
            ),
        onSuccess: () => {
            draft.clear();
            void message.success(t('customers.planSaved'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['care-plans'] }),
    });
    const want = (kind: string, wanted: boolean) =>
        draft.set((now) => {
            const next = { ...now };
            if (wanted) next[kind] = WITH_DAYS.includes(kind) ? '30' : '';
            else delete next[kind];
            return next;
        });
    return (
        <Card
            size="small"
            title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t(`customers.segments.${plan.segment}`)}</h2>}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {CARE_KINDS.map((kind) => (
                    <Flex key={kind} gap="small" align="center" wrap>
                        <Checkbox
                            disabled={!mayEdit}
                            checked={kind in days}
                            onChange={(event) => want(kind, event.target.checked)}
                        >
                            {t(`customers.care.${kind}`)}
                        </Checkbox>
                        {WITH_DAYS.includes(kind) && kind in days && (
                            <Input
                                aria-label={t('customers.daysOf', { care: t(`customers.care.${kind}`) })}
                                style={{ width: '9rem' }}
                                inputMode="numeric"
                                maxLength={4}
                                disabled={!mayEdit}
                                status={isWrong(kind) ? 'error' : undefined}
                                suffix={t(`customers.days.${kind}`)}
                                value={days[kind]}
                                onChange={(event) => draft.set((now) => ({ ...now, [kind]: event.target.value }))}
                            />
                        )}
                    </Flex>
                ))}
                {saving.error && <ProblemNote problem={saving.error} />}
                {mayEdit && (
                    <Button
                        style={{ alignSelf: 'start' }}
                        disabled={!draft.isChanged || CARE_KINDS.some(isWrong)}
                        loading={saving.isPending}
                        onClick={() => saving.mutate()}
                    >
                        {t('customers.savePlan')}
                    </Button>
                )}
            </Flex>
        </Card>
    );
}
