import { ArrowLeftOutlined, EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Col, Descriptions, Flex, Row, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { instant, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { mayOpen } from '../../session/access';
import { usePerson } from '../../session/session';
import { Approval } from './Approval';
import { Compare } from './Compare';
import { PlanStatus } from './PlanStatus';
import { PlanText } from './PlanText';
import { WhatIfForm } from '../whatIfs/WhatIfForm';
import { Trial } from './Trial';
import { planText, plan as readPlan, signaturesAddress } from './calls';

/** A version of a plan: its text in both languages, its maker and checker, and its differences from the others. */
export default function PlanPage() {
    const { t } = useTranslation();
    const { code = '', version = '' } = useParams();
    const navigate = useNavigate();
    const { roles } = usePerson();
    const query = useQuery({ queryKey: ['plan', code, version], queryFn: () => readPlan(code, Number(version)) });
    const text = useQuery({ queryKey: ['plan-text', code, version], queryFn: () => planText(code, Number(version)) });
    const plan = query.data;
    return (
        <Flex vertical gap="middle">
            <Link to="/plans">
                <ArrowLeftOutlined /> {t('room.plans')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!plan ? (
                !query.error && <Skeleton active paragraph={{ rows: 12 }} />
            ) : (
                <>
                    <Flex justify="space-between" align="start" gap="middle" wrap>
                        <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                            {currentLanguage() === 'en' ? plan.document.title.en : plan.document.title.zh}
                        </Typography.Title>
                        {roles.includes('incentive-analyst') && (
                            <Button
                                icon={<EditOutlined />}
                                onClick={() => void navigate(`/plans/${encodeURIComponent(code)}/${plan.version}/edit`)}
                            >
                                {t('plans.edit')}
                            </Button>
                        )}
                    </Flex>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2, lg: 4 }}
                        items={[
                            {
                                key: 'version',
                                label: t('plans.version'),
                                children: t('months.planVersion', { code: plan.code, version: plan.version }),
                            },
                            { key: 'state', label: t('plans.state'), children: <PlanStatus plan={plan} /> },
                            { key: 'from', label: t('plans.effectiveFrom'), children: period(plan.effectiveFrom) },
                            {
                                key: 'maker',
                                label: t('plans.maker'),
                                children: t('list.byAt', { who: plan.createdBy, at: instant(plan.createdAt) }),
                            },
                        ]}
                    />
                    <Part id="plan-text" title={t('plans.text')}>
                        {text.error && <ProblemNote problem={text.error} retry={() => void text.refetch()} />}
                        {text.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
                        {text.data && (
                            <Row gutter={[16, 16]}>
                                {(['zh', 'en'] as const).map((lang) => (
                                    <Col key={lang} xs={24} lg={12}>
                                        <Card size="small">
                                            <PlanText text={text.data[lang]} lang={lang} />
                                        </Card>
                                    </Col>
                                ))}
                            </Row>
                        )}
                    </Part>
                    <Part id="plan-approval" title={t('plans.approval')}>
                        <Approval plan={plan} />
                        {plan.status === 'approved' && mayOpen('planSignatures', roles) && (
                            <Link to={signaturesAddress(plan)} style={{ display: 'inline-block', marginTop: '1rem' }}>
                                {t('room.planSignatures')}
                            </Link>
                        )}
                    </Part>
                    {roles.some((role) => role === 'incentive-analyst' || role === 'incentive-approver') && (
                        <>
                            <Part id="plan-trial" title={t('plans.trial')}>
                                <Trial plan={plan.document} />
                            </Part>
                            <Part id="plan-what-if" title={t('whatIf.ofPlan')}>
                                <WhatIfForm plan={{ code: plan.code, version: plan.version }} />
                            </Part>
                        </>
                    )}
                    <Part id="plan-compare" title={t('plans.compare')}>
                        <Compare plan={plan} />
                    </Part>
                    <Typography.Text
                        type="secondary"
                        copyable={{ text: plan.ruleHash }}
                        style={{ overflowWrap: 'anywhere' }}
                    >
                        {t('plans.hash')} <code>{plan.ruleHash}</code>
                    </Typography.Text>
                </>
            )}
        </Flex>
    );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
    return (
        <section aria-labelledby={id}>
            <Typography.Title level={2} id={id} style={{ fontSize: '1.25rem' }}>
                {title}
            </Typography.Title>
            {children}
        </section>
    );
}
