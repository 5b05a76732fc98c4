import { DeleteOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Flex, Form, Input, Radio, Select, Typography } from 'antd';
import { type ReactElement, type ReactNode, cloneElement, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isDecimal } from '../../parts/decimal';
import { rate } from '../../parts/format';
import { LEVELS } from '../managers/roster';
import type { Fault } from './check';
import { FACTS, type RuleDraft, SEVERITIES, TYPES } from './document';
import { StepTable } from './StepTable';

const asPercent = (value: string) => (isDecimal(value.trim()) ? `= ${rate(value.trim())}` : '');

/** A rule of a plan, with the fields of its type. */
export function RuleEditor({
    rule,
    index,
    all,
    faults,
    onChange,
    onRemove,
}: {
    rule: RuleDraft;
    index: number;
    all: readonly RuleDraft[];
    faults: readonly Fault[];
    onChange: (rule: RuleDraft) => void;
    onRemove: () => void;
}) {
    const { t } = useTranslation();
    const path = `rules[${index}]`;
    const set = (change: Partial<RuleDraft>) => onChange({ ...rule, ...change });
    const says = (field: string) => {
        const found = faults.find((fault) => fault.path === `${path}.${field}`);
        return found && t(`plans.fault.${found.code}`, found.values);
    };
    const isEarning = rule.type === 'per-unit' || rule.type === 'per-amount';
    const text = (
        field: 'rate' | 'certificate' | 'cureDays' | 'withinDays' | 'amount' | 'share' | 'years' | 'above',
        look: { suffix?: string; prefix?: string } = {},
    ) => (
        <Input
            {...look}
            style={{ width: '13rem', maxWidth: '100%' }}
            inputMode={field === 'certificate' ? 'text' : 'decimal'}
            value={rule[field]}
            onChange={(event) => set({ [field]: event.target.value })}
        />
    );
    const referable = all.filter((other) =>
        rule.type === 'clawback' ? other.type === 'per-unit' : other.type === 'per-unit' || other.type === 'per-amount',
    );
    return (
        <Card
            size="small"
            title={
                <h3 style={{ margin: 0, fontSize: '1rem' }}>
                    {index + 1}. {t(`plans.type.${rule.type}`)}{' '}
                    <Typography.Text type="secondary">{rule.id}</Typography.Text>
                </h3>
            }
            extra={
                <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('plans.removeRule', { number: index + 1 })}
                    onClick={onRemove}
                />
            }
        >
            <Form layout="vertical" component="div">
                <Flex gap="middle" wrap>
                    <Field label={t('plans.ruleId')} fault={says('id')} about={t('plans.ruleIdAbout')}>
                        <Input
                            style={{ width: '13rem' }}
                            value={rule.id}
                            onChange={(event) => set({ id: event.target.value })}
                        />
                    </Field>
                    <Field label={t('plans.ruleNameZh')} fault={says('name.zh')} about={t('plans.ruleNameAbout')}>
                        <Input
                            style={{ width: '13rem' }}
                            maxLength={60}
                            value={rule.nameZh}
                            onChange={(event) => set({ nameZh: event.target.value })}
                        />
                    </Field>
                    <Field label={t('plans.ruleNameEn')} fault={says('name.en')}>
                        <Input
                            style={{ width: '13rem' }}
                            maxLength={60}
                            value={rule.nameEn}
                            onChange={(event) => set({ nameEn: event.target.value })}
                        />
                    </Field>
                    <Field label={t('plans.ruleType')}>
                        <Select
                            style={{ width: '13rem' }}
                            value={rule.type}
                            options={TYPES.map((type) => ({ value: type, label: t(`plans.type.${type}`) }))}
                            onChange={(type) => set({ type, of: [] })}
                        />
                    </Field>
                    {isEarning && (
                        <>
                            <Field label={t('plans.fact')}>
                                <Select
                                    style={{ width: '13rem' }}
                                    value={rule.fact}
                                    options={FACTS.map((fact) => ({ value: fact, label: t(`fact.${fact}`) }))}
                                    onChange={(fact) => set({ fact })}
                                />
                            </Field>
                            <Field label={t('plans.products')} about={t('plans.productsAbout')}>
                                <Select
                                    mode="tags"
                                    style={{ width: '13rem' }}
                                    value={rule.products}
                                    tokenSeparators={[',', ' ']}
                                    open={false}
                                    suffixIcon={null}
                                    onChange={(products) => set({ products })}
                                />
                            </Field>
                        </>
                    )}
                    {(rule.type === 'factor' || rule.type === 'clawback') && (
                        <Field
                            label={t(rule.type === 'factor' ? 'plans.ofFactor' : 'plans.ofClawback')}
                            fault={says('of')}
                        >
                            <Select
                                mode={rule.type === 'factor' ? 'multiple' : undefined}
                                style={{ width: '20rem', maxWidth: '100%' }}
                                value={rule.type === 'factor' ? rule.of : rule.of[0]}
                                options={referable
                                    .filter((other) => other.id.trim())
                                    .map((other) => ({ value: other.id.trim(), label: other.id.trim() }))}
                                onChange={(of: string | string[]) => set({ of: Array.isArray(of) ? of : [of] })}
                            />
                        </Field>
                    )}
                    {rule.type === 'clawback' && (
                        <Field label={t('plans.withinDays')} fault={says('withinDays')}>
                            {text('withinDays')}
                        </Field>
                    )}
                    {rule.type === 'complaint' &&
                        SEVERITIES.map((severity) => (
                            <Field
                                key={severity}
                                label={t('plans.perUpheld', { severity: t(`severity.${severity}`) })}
                                fault={says(`perUpheld.${severity}`)}
                            >
                                <Input
                                    prefix="¥"
                                    style={{ width: '13rem' }}
                                    inputMode="decimal"
                                    value={rule.perUpheld[severity] ?? ''}
                                    onChange={(event) =>
                                        set({ perUpheld: { ...rule.perUpheld, [severity]: event.target.value } })
                                    }
                                />
                            </Field>
                        ))}
                    {rule.type === 'cap' && (
                        <Field label={t('plans.capAmount')} fault={says('amount')}>
                            {text('amount', { prefix: '¥' })}
                        </Field>
                    )}
                    {rule.type === 'deferral' && (
                        <>
                            <Field label={t('plans.share')} fault={says('share')}>
                                {text('share', { suffix: asPercent(rule.share) })}
                            </Field>
                            <Field label={t('plans.years')} fault={says('years')}>
                                {text('years')}
                            </Field>
                            <Field label={t('plans.above')} fault={says('above')} about={t('plans.aboveAbout')}>
                                {text('above', { prefix: '¥' })}
                            </Field>
                            <Field label={t('plans.levels')} fault={says('levels')}>
                                <Select
                                    mode="multiple"
                                    style={{ width: '20rem', maxWidth: '100%' }}
                                    value={rule.levels}
                                    options={LEVELS.map((level) => ({
                                        value: level,
                                        label: t(`managers.level.${level}`),
                                    }))}
                                    onChange={(levels) => set({ levels })}
                                />
                            </Field>
                        </>
                    )}
                </Flex>
                {isEarning && (
                    <>
                        <Field label={t('plans.howPaid')}>
                            <Radio.Group
                                value={rule.isTiered ? rule.tiering : 'flat'}
                                onChange={(event) => {
                                    const how = event.target.value as string;
                                    set(how === 'flat' ? { isTiered: false } : { isTiered: true, tiering: how });
                                }}
                                options={[
                                    'flat',
                                    'cumulative',
                                    'whole',
                                    ...(rule.type === 'per-amount' ? ['per-item'] : []),
                                ].map((how) => ({
                                    value: how,
                                    label: t(`plans.tiering.${how}`),
                                }))}
                            />
                        </Field>
                        {rule.isTiered ? (
                            <StepTable
                                steps={rule.steps}
                                path={`${path}.tiers`}
                                field="rate"
                                name={
                                    rule.type === 'per-unit'
                                        ? { from: t('plans.units'), value: t('plans.unitRate') }
                                        : { from: t('plans.amounts'), value: t('plans.amountRate') }
                                }
                                hint={rule.type === 'per-amount' ? asPercent : undefined}
                                faults={faults}
                                onChange={(steps) => set({ steps })}
                            />
                        ) : (
                            <Field
                                label={t(rule.type === 'per-unit' ? 'plans.unitRate' : 'plans.amountRate')}
                                fault={says('rate')}
                            >
                                {text(
                                    'rate',
                                    rule.type === 'per-unit' ? { prefix: '¥' } : { suffix: asPercent(rule.rate) },
                                )}
                            </Field>
                        )}
                        <Flex gap="middle" wrap align="start" style={{ marginTop: '0.75rem' }}>
                            <Checkbox
                                checked={rule.isGated}
                                onChange={(event) => set({ isGated: event.target.checked })}
                            >
                                {t('plans.gate')}
                            </Checkbox>
                            {rule.isGated && (
                                <>
                                    <Field label={t('plans.certificate')} fault={says('gate.certificate')}>
                                        {text('certificate')}
                                    </Field>
                                    <Field label={t('plans.cureDays')} fault={says('gate.cureDays')}>
                                        {text('cureDays')}
                                    </Field>
                                </>
                            )}
                        </Flex>
                    </>
                )}
                {rule.type === 'factor' && (
                    <StepTable
                        steps={rule.steps}
                        path={`${path}.bands`}
                        field="factor"
                        name={{ from: t('plans.score'), value: t('plans.factor') }}
                        faults={faults}
                        onChange={(steps) => set({ steps })}
                    />
                )}
            </Form>
        </Card>
    );
}

/** A field with its label, and what is wrong with it. */
export function Field({
    label,
    fault,
    about,
    children,
}: {
    label: string;
    fault?: string;
    about?: string;
    children: ReactNode;
}) {
    const id = useId();
    return (
        <Form.Item
            label={label}
            htmlFor={id}
            validateStatus={fault ? 'error' : undefined}
            help={fault ?? about}
            style={{ marginBottom: '0.5rem' }}
        >
            {cloneElement(children as ReactElement<{ id: string }>, { id })}
        </Form.Item>
    );
}
