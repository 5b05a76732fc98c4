import { Checkbox, Flex, Input, Radio, Select, Typography } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { asPercent } from './asPercent';
import type { Fault } from './calls';
import { type FieldValue, type RuleDraft, type StepDraft, type WeightDraft, valueAt } from './document';
import { Field } from './Field';
import { faultText } from './faults';
import type { RuleField } from './fields';
import { KpiWeights } from './KpiWeights';
import { StepTable } from './StepTable';
import { UnitField } from './UnitField';

/** Of more choices than these one is picked from a list. */
const MOST_SHOWN = 4;
const NARROW = { width: '13rem', maxWidth: '100%' };
const WIDE = { width: '20rem', maxWidth: '100%' };

interface Props {
    field: RuleField;
    rule: RuleDraft;
    /** The field's path in the document. */
    path: string;
    all: readonly RuleDraft[];
    faults: readonly Fault[];
    onChange: (value: FieldValue) => void;
}

/** A field of a rule, edited as its kind is. */
export function RuleFieldEditor({ field, rule, path, all, faults, onChange }: Props) {
    const { t } = useTranslation();
    const found = faults.find((fault) => fault.path === path);
    const fault = found && faultText(t, found);
    const value = valueAt(rule, field.path);
    const text = (value as string | undefined) ?? '';
    const inField = (child: ReactElement<{ id?: string }>) => (
        <Field label={t(`plans.${field.label}`)} about={field.about && t(`plans.${field.about}`)} fault={fault}>
            {child}
        </Field>
    );
    const input = (look: { inputMode?: 'decimal'; prefix?: string; suffix?: string; maxLength?: number }) =>
        inField(<Input style={NARROW} {...look} value={text} onChange={(event) => onChange(event.target.value)} />);

    switch (field.kind) {
        case 'text':
            return input({ maxLength: 60 });
        case 'money':
            return input({ inputMode: 'decimal', prefix: '¥' });
        case 'ratio':
            return input({ inputMode: 'decimal', suffix: asPercent(text) });
        case 'whole':
            return input({ inputMode: 'decimal' });
        case 'flag':
            return (
                <Checkbox
                    checked={value === true}
                    style={{ alignSelf: 'center' }}
                    onChange={(event) => onChange(event.target.checked)}
                >
                    {t(`plans.${field.label}`)}
                </Checkbox>
            );
        case 'list':
            return inField(
                <Select
                    mode="tags"
                    style={NARROW}
                    value={(value ?? []) as string[]}
                    tokenSeparators={[',', ' ']}
                    open={false}
                    suffixIcon={null}
                    onChange={onChange}
                />,
            );
        case 'choice': {
            // What is not written means the first of the choices.
            const chosen = (value as string | undefined) ?? field.choices[0];
            const options = field.choices.map((choice) => ({ value: choice, label: field.word(t, choice) }));
            return inField(
                options.length > MOST_SHOWN ? (
                    <Select style={NARROW} value={chosen} options={options} onChange={onChange} />
                ) : (
                    <Radio.Group
                        aria-label={t(`plans.${field.label}`)}
                        value={chosen}
                        options={options}
                        onChange={(event) => onChange(event.target.value as string)}
                    />
                ),
            );
        }
        case 'unit':
            return inField(<UnitField key={text} value={text} onChoose={(code) => onChange(code ?? '')} />);
        case 'choices':
            return inField(
                <Checkbox.Group
                    role="group"
                    aria-label={t(`plans.${field.label}`)}
                    value={(value ?? []) as string[]}
                    options={field.choices.map((choice) => ({ value: choice, label: field.word(t, choice) }))}
                    onChange={onChange}
                />,
            );
        case 'rule':
        case 'rules': {
            const ids = all
                .filter(({ type, id }) => field.types.includes(type) && id.trim())
                .map(({ id }) => id.trim());
            const options = ids.map((id) => ({ value: id, label: id }));
            return inField(
                field.kind === 'rule' ? (
                    <Select style={WIDE} value={text || undefined} options={options} onChange={onChange} />
                ) : (
                    <Select
                        mode="multiple"
                        style={WIDE}
                        value={(value ?? []) as string[]}
                        options={options}
                        onChange={onChange}
                    />
                ),
            );
        }
        case 'steps':
            return (
                <div style={{ flexBasis: '100%', minWidth: 0 }}>
                    <StepTable
                        steps={(value ?? []) as StepDraft[]}
                        path={path}
                        from={t(`plans.${field.from}`)}
                        columns={field.columns}
                        faults={faults}
                        onChange={onChange}
                    />
                </div>
            );
        case 'weights':
            return (
                <KpiWeights weights={(value ?? []) as WeightDraft[]} path={path} faults={faults} onChange={onChange} />
            );
        case 'values': {
            const values = (value ?? {}) as Record<string, string>;
            return (
                <fieldset style={{ flexBasis: '100%', minWidth: 0, margin: 0, padding: 0, border: 0 }}>
                    <legend style={{ marginBlockEnd: '0.25rem' }}>{t(`plans.${field.label}`)}</legend>
                    {fault && <Typography.Text type="danger">{fault}</Typography.Text>}
                    <Flex gap="middle" wrap>
                        {field.keys(rule).map((key) => {
                            const wrong = faults.find((one) => one.path === `${path}.${key}`);
                            return (
                                <Field key={key} label={field.word(t, key)} fault={wrong && faultText(t, wrong)}>
                                    <Input
                                        style={{ width: '9rem' }}
                                        inputMode="decimal"
                                        prefix={field.isMoney ? '¥' : undefined}
                                        value={values[key] ?? ''}
                                        onChange={(event) => onChange({ ...values, [key]: event.target.value })}
                                    />
                                </Field>
                            );
                        })}
                    </Flex>
                </fieldset>
            );
        }
    }
}
