import { ArrowLeftOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
    Alert,
    Button,
    Card,
    Col,
    DatePicker,
    Dropdown,
    Empty,
    Flex,
    Form,
    Input,
    Row,
    Skeleton,
    Typography,
} from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { PlanText } from './PlanText';
import { Field, RuleEditor } from './RuleEditor';
import { type Plan, type ServiceFault, savePlan } from './calls';
import { check } from './check';
import { type PlanDraft, type RuleType, TYPES, documentOf, emptyRule } from './document';
import { Trial } from './Trial';
import { useBothLanguages } from './useBothLanguages';

const isFaults = (details: unknown): details is ServiceFault[] =>
    Array.isArray(details) &&
    details.every((one: unknown) => typeof one === 'object' && one !== null && 'path' in one && 'zh' in one);

/** Writes a plan: its rules on one side, what they say on the other. */
export function PlanEditor({ start, from }: { start: PlanDraft; from?: Plan }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const both = useBothLanguages();
    const draft = useDraft(from ? `plan.${from.code}.${from.version}` : 'plan', start);
    const { value: plan, set: setPlan, isChanged } = draft;
    const [hasTried, setTried] = useState(false);
    const faults = useMemo(() => check(plan), [plan]);
    const document = useMemo(() => documentOf(plan), [plan]);
    const saving = useMutation({
        mutationFn: () => savePlan(document),
        onSuccess: async (saved) => {
            queries.setQueryData(['plan', saved.code, String(saved.version)], saved);
            await queries.invalidateQueries({ queryKey: ['plans'] });
            draft.clear();
            void navigate(`/plans/${encodeURIComponent(saved.code)}/${saved.version}`);
        },
    });

    const set = (change: Partial<PlanDraft>) => setPlan((now) => ({ ...now, ...change }));
    // What is still empty in a field nobody has reached yet is not yet a fault; holes and overlaps always are.
    const shown = hasTried ? faults : faults.filter((fault) => fault.code !== 'required' && fault.code !== 'noRules');
    const says = (path: string) => {
        const found = shown.find((fault) => fault.path === path);
        return found && t(`plans.fault.${found.code}`, found.values);
    };
    const addRule = (type: RuleType) => set({ rules: [...plan.rules, emptyRule(type, crypto.randomUUID())] });
    const save = () => {
        setTried(true);
        if (faults.length === 0) saving.mutate();
    };
    const refused =
        saving.error instanceof Problem && isFaults(saving.error.details.details) ? saving.error.details.details : [];
    const ofAll = shown.filter((fault) => fault.path === 'rules');
    return (
        <Flex vertical gap="middle">
            <Link to={from ? `/plans/${encodeURIComponent(from.code)}/${from.version}` : '/plans'}>
                <ArrowLeftOutlined />{' '}
                {from ? t('months.planVersion', { code: from.code, version: from.version }) : t('room.plans')}
            </Link>
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {from ? t('plans.editTitle', { code: from.code, version: from.version }) : t('plans.newTitle')}
            </Typography.Title>
            <Typography.Text type="secondary">{t('plans.editLead')}</Typography.Text>
            <DraftNote draft={draft} />
            <Row gutter={[24, 24]}>
                <Col xs={24} xl={14}>
                    <Flex vertical gap="middle">
                        <section aria-labelledby="plan-head">
                            <Typography.Title level={2} id="plan-head" style={{ fontSize: '1.25rem' }}>
                                {t('plans.head')}
                            </Typography.Title>
                            <Form layout="vertical" component="div">
                                <Flex gap="middle" wrap>
                                    <Field label={t('plans.code')} fault={says('code')}>
                                        <Input
                                            style={{ width: '13rem' }}
                                            value={plan.code}
                                            disabled={from !== undefined}
                                            onChange={(event) => set({ code: event.target.value })}
                                        />
                                    </Field>
                                    <Field label={t('plans.effectiveFrom')} fault={says('effectiveFrom')}>
                                        <DatePicker
                                            picker="month"
                                            allowClear={false}
                                            style={{ width: '13rem' }}
                                            value={plan.effectiveFrom ? dayjs(`${plan.effectiveFrom}-01`) : null}
                                            format="YYYY-MM"
                                            onChange={(month) =>
                                                set({ effectiveFrom: month ? month.format('YYYY-MM') : '' })
                                            }
                                        />
                                    </Field>
                                    <Field label={t('plans.titleZh')} fault={says('title.zh')}>
                                        <Input
                                            style={{ width: '20rem', maxWidth: '100%' }}
                                            lang="zh-CN"
                                            value={plan.zh}
                                            onChange={(event) => set({ zh: event.target.value })}
                                        />
                                    </Field>
                                    <Field label={t('plans.titleEn')} fault={says('title.en')}>
                                        <Input
                                            style={{ width: '20rem', maxWidth: '100%' }}
                                            lang="en"
                                            value={plan.en}
                                            onChange={(event) => set({ en: event.target.value })}
                                        />
                                    </Field>
                                </Flex>
                            </Form>
                        </section>
                        <section aria-labelledby="plan-rules">
                            <Typography.Title level={2} id="plan-rules" style={{ fontSize: '1.25rem' }}>
                                {t('plans.rules')}
                            </Typography.Title>
                            <Flex vertical gap="middle">
                                {ofAll.map((fault) => (
                                    <Alert
                                        key={fault.code}
                                        type="error"
                                        showIcon
                                        title={t(`plans.fault.${fault.code}`)}
                                    />
                                ))}
                                {plan.rules.length === 0 && (
                                    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('plans.noRules')} />
                                )}
                                {plan.rules.map((rule, index) => (
                                    <RuleEditor
                                        key={rule.key}
                                        rule={rule}
                                        index={index}
                                        all={plan.rules}
                                        faults={shown}
                                        onChange={(changed) =>
                                            set({ rules: plan.rules.map((one, at) => (at === index ? changed : one)) })
                                        }
                                        onRemove={() => set({ rules: plan.rules.filter((_, at) => at !== index) })}
                                    />
                                ))}
                                <Dropdown
                                    trigger={['click']}
                                    menu={{
                                        items: TYPES.map((type) => ({ key: type, label: t(`plans.type.${type}`) })),
                                        onClick: ({ key }) => addRule(key as RuleType),
                                    }}
                                >
                                    <Button icon={<PlusOutlined />} style={{ alignSelf: 'start' }}>
                                        {t('plans.addRule')}
                                    </Button>
                                </Dropdown>
                            </Flex>
                        </section>
                    </Flex>
                </Col>
                <Col xs={24} xl={10}>
                    <section
                        aria-labelledby="plan-says"
                        style={{ position: 'sticky', top: '1rem', maxHeight: 'calc(100vh - 2rem)', overflow: 'auto' }}
                        tabIndex={0}
                    >
                        <Typography.Title level={2} id="plan-says" style={{ fontSize: '1.25rem' }}>
                            {t('plans.text')}
                        </Typography.Title>
                        {!both ? (
                            <Skeleton active />
                        ) : (
                            <Flex vertical gap="middle">
                                <Card size="small">
                                    <PlanText t={both.zh} document={document} lang="zh-CN" />
                                </Card>
                                <Card size="small">
                                    <PlanText t={both.en} document={document} lang="en" />
                                </Card>
                            </Flex>
                        )}
                    </section>
                </Col>
            </Row>
            {hasTried && faults.length > 0 && (
                <Alert
                    type="error"
                    showIcon
                    role="alert"
                    title={t('plans.faults', { count: faults.length })}
                    description={
                        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
                            {faults.map((fault) => (
                                <li key={`${fault.path} ${fault.code}`}>
                                    <code>{fault.path}</code> {t(`plans.fault.${fault.code}`, fault.values)}
                                </li>
                            ))}
                        </ul>
                    }
                />
            )}
            {saving.error && <ProblemNote problem={saving.error} />}
            {refused.length > 0 && (
                <ul aria-label={t('plans.refused')}>
                    {refused.map((fault) => (
                        <li key={`${fault.path} ${fault.code}`}>
                            <code>{fault.path}</code> {currentLanguage() === 'en' ? fault.en : fault.zh}
                        </li>
                    ))}
                </ul>
            )}
            <section aria-labelledby="plan-trial">
                <Typography.Title level={2} id="plan-trial" style={{ fontSize: '1.25rem' }}>
                    {t('plans.trial')}
                </Typography.Title>
                <Trial plan={document} isWhole={faults.length === 0} />
            </section>
            <Flex gap="middle" align="center" wrap>
                <Button
                    type="primary"
                    loading={saving.isPending}
                    disabled={from !== undefined && !isChanged}
                    onClick={save}
                >
                    {t('plans.save')}
                </Button>
                <Typography.Text type="secondary">
                    {t(from && !isChanged ? 'plans.unchanged' : 'plans.saveMeans')}
                </Typography.Text>
            </Flex>
        </Flex>
    );
}
