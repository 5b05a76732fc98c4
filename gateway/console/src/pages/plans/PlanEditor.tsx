import { ArrowLeftOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Col, DatePicker, Dropdown, Empty, Flex, Form, Input, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { PlanText } from './PlanText';
import { Field } from './Field';
import { RuleEditor } from './RuleEditor';
import { type Plan, savePlan } from './calls';
import type { PlanDraft } from './document';
import { documentOf, newRule } from './draft';
import { faultText, isOfEmptyField } from './faults';
import { TYPES } from './fields';
import { WhatIfForm } from '../whatIfs/WhatIfForm';
import { Trial } from './Trial';
import { previewQuery, usePreview } from './usePreview';

/** Writes a plan: its rules on one side, what they say on the other. */
export function PlanEditor({ start, from }: { start: PlanDraft; from?: Plan }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const queries = useQueryClient();
    const draft = useDraft(from ? `plan-document.${from.code}.${from.version}` : 'plan-document', start);
    const { value: plan, set: setPlan, isChanged } = draft;
    const [hasTried, setTried] = useState(false);
    const document = useMemo(() => documentOf(plan), [plan]);
    const preview = usePreview(document);
    const { faults } = preview;
    const saving = useMutation({
        mutationFn: async () => {
            const { faults: found } = await queries.fetchQuery(previewQuery(document));
            return found.length > 0 ? null : savePlan(document);
        },
        onSuccess: async (saved) => {
            if (!saved) return;
            queries.setQueryData(['plan', saved.code, String(saved.version)], saved);
            await queries.invalidateQueries({ queryKey: ['plans'] });
            draft.clear();
            void navigate(`/plans/${encodeURIComponent(saved.code)}/${saved.version}`);
        },
    });

    const set = (change: Partial<PlanDraft>) => setPlan((now) => ({ ...now, ...change }));
    // What is still empty in a field nobody has reached yet is not yet a fault; holes and overlaps always are.
    const shown = hasTried ? faults : faults.filter((fault) => !isOfEmptyField(document, fault));
    const says = (path: string) => {
        const found = shown.find((fault) => fault.path === path);
        return found && faultText(t, found);
    };
    const setTitle = (change: Partial<PlanDraft['title']>) => set({ title: { ...plan.title, ...change } });
    const addRule = (type: string) => set({ rules: [...plan.rules, newRule(type, crypto.randomUUID())] });
    const save = () => {
        setTried(true);
        saving.mutate();
    };
    // The faults of no single field.
    const ofAll = shown.filter(({ path }) => path === 'rules' || path === '');
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
                                            value={plan.title.zh}
                                            onChange={(event) => setTitle({ zh: event.target.value })}
                                        />
                                    </Field>
                                    <Field label={t('plans.titleEn')} fault={says('title.en')}>
                                        <Input
                                            style={{ width: '20rem', maxWidth: '100%' }}
                                            lang="en"
                                            value={plan.title.en}
                                            onChange={(event) => setTitle({ en: event.target.value })}
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
                                    <Alert key={fault.en} type="error" showIcon title={faultText(t, fault)} />
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
                                        onClick: ({ key }) => addRule(key),
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
                        {preview.error && <ProblemNote problem={preview.error} retry={preview.retry} />}
                        <Flex vertical gap="middle">
                            {!preview.isTextCurrent && (
                                <Typography.Text role="status">
                                    {t(preview.text ? 'plans.textOld' : 'plans.textWaits')}
                                </Typography.Text>
                            )}
                            {preview.text &&
                                (['zh', 'en'] as const).map((lang) => (
                                    <Card key={lang} size="small">
                                        <PlanText
                                            text={preview.text?.[lang] ?? ''}
                                            lang={lang}
                                            isOld={!preview.isTextCurrent}
                                        />
                                    </Card>
                                ))}
                        </Flex>
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
                                    <code>{fault.path}</code> {faultText(t, fault)}
                                </li>
                            ))}
                        </ul>
                    }
                />
            )}
            {saving.error && <ProblemNote problem={saving.error} />}
            <section aria-labelledby="plan-trial">
                <Typography.Title level={2} id="plan-trial" style={{ fontSize: '1.25rem' }}>
                    {t('plans.trial')}
                </Typography.Title>
                <Trial plan={document} isWhole={preview.isWhole} />
            </section>
            <section aria-labelledby="plan-what-if">
                <Typography.Title level={2} id="plan-what-if" style={{ fontSize: '1.25rem' }}>
                    {t('whatIf.ofPlan')}
                </Typography.Title>
                <WhatIfForm plan={document} isWhole={preview.isWhole} />
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
