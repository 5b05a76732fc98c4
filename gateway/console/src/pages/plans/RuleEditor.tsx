import { DeleteOutlined } from '@ant-design/icons';
import { Button, Card, Form, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from './Field';
import { RuleFieldEditor } from './RuleFieldEditor';
import type { Fault } from './calls';
import { type RuleDraft, withValue } from './document';
import { withType } from './draft';
import { TYPES, fieldsOf } from './fields';

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
    const title = t('plans.ruleTitle', { number: index + 1, type: t(`plans.type.${rule.type}`) });
    return (
        <section aria-label={title}>
            <Card
                size="small"
                title={
                    <h3 style={{ margin: 0, fontSize: '1rem' }}>
                        {title} <Typography.Text type="secondary">{rule.id}</Typography.Text>
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
                        <Field label={t('plans.ruleType')}>
                            <Select<string>
                                style={{ width: '13rem' }}
                                value={rule.type}
                                options={TYPES.map((type) => ({ value: type, label: t(`plans.type.${type}`) }))}
                                onChange={(type) => onChange(withType(rule, type))}
                            />
                        </Field>
                        {fieldsOf(rule).map((field) => (
                            <RuleFieldEditor
                                key={field.path}
                                field={field}
                                rule={rule}
                                path={`rules[${index}].${field.path}`}
                                all={all}
                                faults={faults}
                                onChange={(value) => onChange(withValue(rule, field.path, value))}
                            />
                        ))}
                    </Flex>
                </Form>
            </Card>
        </section>
    );
}
