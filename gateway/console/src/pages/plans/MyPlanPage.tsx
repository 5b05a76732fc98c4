import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Descriptions, Empty, Flex, Radio, Skeleton, Tag, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant, period } from '../../parts/format';
import { mayOpen, nameOf } from '../../session/access';
import { usePerson } from '../../session/session';
import { PlanText } from './PlanText';
import { type PlanInForce, planInForce, signPlan, signaturesAddress } from './calls';

/** The plan that bonuses are paid by now, in words; account managers sign it here. */
export default function MyPlanPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const [chosen, setChosen] = useState<'zh' | 'en'>();
    const lang = chosen ?? (currentLanguage() === 'en' ? 'en' : 'zh');
    const query = useQuery({ queryKey: ['plan-in-force'], queryFn: () => planInForce() });
    const plan = query.data;
    const signs = roles.includes('account-manager');
    return (
        <Flex vertical gap="middle">
            <PageHead title={t(`room.${nameOf('myPlan', roles)}`)} lead={t(signs ? 'myPlan.lead' : 'myPlan.leadAll')} />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
            {plan === null && <Empty description={t('myPlan.none')} />}
            {plan && (
                <>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2 }}
                        items={[
                            {
                                key: 'version',
                                label: t('months.plan'),
                                children: t('months.planVersion', { code: plan.code, version: plan.version }),
                            },
                            { key: 'from', label: t('plans.effectiveFrom'), children: period(plan.effectiveFrom) },
                        ]}
                    />
                    <Radio.Group
                        optionType="button"
                        aria-label={t('myPlan.language')}
                        value={lang}
                        options={[
                            { value: 'zh', label: '中文' },
                            { value: 'en', label: 'English' },
                        ]}
                        onChange={(event) => setChosen(event.target.value as typeof lang)}
                    />
                    <Card size="small" style={{ maxWidth: '60rem' }}>
                        <PlanText text={plan[lang]} lang={lang} />
                    </Card>
                    {signs && <Signing plan={plan} />}
                    {mayOpen('planSignatures', roles) && (
                        <Link to={signaturesAddress(plan)}>{t('room.planSignatures')}</Link>
                    )}
                </>
            )}
        </Flex>
    );
}

/** The manager's signature under the text, or the way to it. */
function Signing({ plan }: { plan: PlanInForce }) {
    const { t } = useTranslation();
    const { modal } = App.useApp();
    const queries = useQueryClient();
    const key = useRef(crypto.randomUUID());
    const signing = useMutation({
        mutationFn: () => signPlan(plan.code, plan.version, plan.textHash, key.current),
        // The text may have changed since it was read: what is signed next is what is shown then.
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = crypto.randomUUID();
            return queries.invalidateQueries({ queryKey: ['plan-in-force'] });
        },
    });
    const ask = () =>
        modal.confirm({
            title: t('myPlan.signAsk', { code: plan.code, version: plan.version }),
            content: t('myPlan.signMeans'),
            okText: t('myPlan.signDo'),
            onOk: () => signing.mutate(),
        });
    if (plan.signedAt)
        return (
            <Typography.Text>
                <Tag color="green">{t('myPlan.signed')}</Tag> {t('myPlan.signedOn', { at: instant(plan.signedAt) })}
            </Typography.Text>
        );
    return (
        <Flex vertical gap="small" align="start">
            {signing.error && <ProblemNote problem={signing.error} />}
            <Button type="primary" loading={signing.isPending} onClick={ask}>
                {t('myPlan.sign')}
            </Button>
        </Flex>
    );
}
