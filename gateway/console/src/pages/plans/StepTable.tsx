import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../parts/Fault';
import type { Fault as PlanFault } from './check';
import type { StepDraft } from './document';
import { StepChart } from './StepChart';
import { stepAfter } from './steps';
import { WideTable } from '../../parts/WideTable';

/** A rate table, written row by row and drawn; its holes and overlaps are named as they arise. */
export function StepTable({
    steps,
    path,
    field,
    name,
    hint,
    faults,
    onChange,
}: {
    steps: readonly StepDraft[];
    path: string;
    field: 'rate' | 'factor';
    name: { from: string; value: string };
    /** A value as people say it: 0.0015 is 0.15 %. */
    hint?: (value: string) => string;
    faults: readonly PlanFault[];
    onChange: (steps: StepDraft[]) => void;
}) {
    const { t } = useTranslation();
    const mine = faults.filter((fault) => fault.path.startsWith(`${path}[`) || fault.path === path);
    const wrong = (index: number, of: string) => mine.some((fault) => fault.path === `${path}[${index}].${of}`);
    const set = (index: number, change: Partial<StepDraft>) =>
        onChange(steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
    const input = (index: number, of: 'from' | 'to' | 'value', label: string, placeholder?: string) => (
        <Input
            aria-label={t('plans.ofStep', { number: index + 1, field: label })}
            inputMode="decimal"
            style={{ width: '7.5rem' }}
            value={steps[index]?.[of] ?? ''}
            placeholder={placeholder}
            status={wrong(index, of === 'value' ? field : of) ? 'error' : undefined}
            onChange={(event) => set(index, { [of]: event.target.value })}
        />
    );
    return (
        <Flex vertical gap="small">
            <WideTable
                aria-label={t('plans.steps')}
                rowKey="index"
                dataSource={steps.map((step, index) => ({ ...step, index }))}
                columns={[
                    { title: t('plans.step'), key: 'number', render: (_, { index }) => index + 1 },
                    { title: `${name.from} ≥`, key: 'from', render: (_, { index }) => input(index, 'from', name.from) },
                    {
                        title: `${name.from} <`,
                        key: 'to',
                        render: (_, { index }) =>
                            input(
                                index,
                                'to',
                                t('plans.to'),
                                steps[index + 1]?.from || (index === steps.length - 1 ? t('plans.noEnd') : undefined),
                            ),
                    },
                    {
                        title: name.value,
                        key: 'value',
                        render: (_, { index, value }) => (
                            <Flex align="center" gap="small">
                                {input(index, 'value', name.value)}
                                {hint && <Typography.Text type="secondary">{hint(value.trim())}</Typography.Text>}
                            </Flex>
                        ),
                    },
                    {
                        title: '',
                        key: 'remove',
                        render: (_, { index }) => (
                            <Button
                                type="text"
                                icon={<DeleteOutlined />}
                                aria-label={t('plans.removeStep', { number: index + 1 })}
                                disabled={steps.length === 1}
                                onClick={() => onChange(steps.filter((_step, at) => at !== index))}
                            />
                        ),
                    },
                ]}
            />
            {mine.length > 0 && (
                <ul role="status" style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
                    {mine.map((fault) => (
                        <li key={fault.path + fault.code}>
                            <Fault>
                                {t('plans.stepFault', {
                                    number: Number(/\[(\d+)\]\.\w+$/.exec(fault.path)?.[1] ?? 0) + 1,
                                    fault: t(`plans.fault.${fault.code}`, fault.values),
                                })}
                            </Fault>
                        </li>
                    ))}
                </ul>
            )}
            <div>
                <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...steps, stepAfter(steps)])}>
                    {t('plans.addStep')}
                </Button>
            </div>
            {mine.length === 0 && (
                <StepChart
                    steps={steps}
                    name={name}
                    alt={steps.map((step) => `≥ ${step.from}: ${step.value}`).join(t('planText.comma'))}
                />
            )}
        </Flex>
    );
}
