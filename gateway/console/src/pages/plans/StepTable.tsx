import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../parts/Fault';
import { WideTable } from '../../parts/WideTable';
import { asPercent } from './asPercent';
import type { Fault as PlanFault } from './calls';
import type { StepDraft } from './document';
import { faultText } from './faults';
import type { StepColumn } from './fields';
import { StepChart } from './StepChart';
import { boundOf, columnOf, fewest, startsOf, withBound, withColumn, withStep, withoutStep } from './steps';

/** A table of steps, written row by row and drawn; its holes and overlaps are named as they arise. */
export function StepTable({
    steps,
    path,
    from,
    columns,
    faults,
    onChange,
}: {
    steps: readonly StepDraft[];
    /** The table's path in the document. */
    path: string;
    /** The name of what the steps are of. */
    from: string;
    columns: readonly StepColumn[];
    faults: readonly PlanFault[];
    onChange: (steps: StepDraft[]) => void;
}) {
    const { t } = useTranslation();
    const bound = boundOf(steps);
    const column = columnOf(steps, columns);
    const value = t(`plans.${column.label}`);
    const mine = faults.filter((fault) => fault.path.startsWith(`${path}[`) || fault.path === path);
    const set = (index: number, change: StepDraft) =>
        onChange(steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
    const input = (index: number, of: keyof StepDraft, label: string, placeholder?: string) => (
        <Input
            aria-label={t('plans.ofStep', { number: index + 1, field: label })}
            inputMode="decimal"
            style={{ width: '7.5rem' }}
            value={steps[index]?.[of] ?? ''}
            placeholder={placeholder}
            status={mine.some((fault) => fault.path === `${path}[${index}].${of}`) ? 'error' : undefined}
            onChange={(event) => set(index, { [of]: event.target.value })}
        />
    );
    const isLast = (index: number) => index === steps.length - 1;
    const starts = startsOf(steps);
    const drawn = steps.map((step, index) => ({ from: starts[index] ?? '', value: step[column.field] ?? '' }));
    return (
        <Flex vertical gap="small">
            <Flex gap="middle" wrap>
                {/* A tier that pays an amount as a whole has a start and an end. */}
                {column.field !== 'amount' && (
                    <Radio.Group
                        aria-label={t('plans.bound')}
                        value={bound}
                        onChange={(event) => onChange(withBound(steps, event.target.value, column.field))}
                        options={[
                            { value: 'from', label: t('plans.byFrom') },
                            { value: 'upTo', label: t('plans.byUpTo') },
                        ]}
                    />
                )}
                {columns.length > 1 && bound === 'from' && (
                    <Radio.Group
                        aria-label={t('plans.tierPays')}
                        value={column.field}
                        onChange={(event) => onChange(withColumn(steps, column.field, event.target.value))}
                        options={columns.map(({ field, label }) => ({ value: field, label: t(`plans.${label}`) }))}
                    />
                )}
            </Flex>
            <WideTable
                aria-label={t('plans.steps')}
                rowKey="index"
                dataSource={steps.map((_, index) => ({ index }))}
                columns={[
                    { title: t('plans.step'), key: 'number', render: (_, { index }) => index + 1 },
                    ...(bound === 'from'
                        ? [
                              {
                                  title: `${from} ≥`,
                                  key: 'from',
                                  render: (_: unknown, { index }: { index: number }) => input(index, 'from', from),
                              },
                              {
                                  title: `${from} <`,
                                  key: 'to',
                                  render: (_: unknown, { index }: { index: number }) =>
                                      input(
                                          index,
                                          'to',
                                          t('plans.to'),
                                          steps[index + 1]?.from ||
                                              (isLast(index) && column.field !== 'amount'
                                                  ? t('plans.noEnd')
                                                  : undefined),
                                      ),
                              },
                          ]
                        : [
                              {
                                  title: `${from} ≤`,
                                  key: 'upTo',
                                  render: (_: unknown, { index }: { index: number }) =>
                                      isLast(index) ? t('plans.noEnd') : input(index, 'upTo', from),
                              },
                          ]),
                    {
                        title: value,
                        key: 'value',
                        render: (_, { index }) => (
                            <Flex align="center" gap="small">
                                {input(index, column.field, value)}
                                {column.isRatio && (
                                    <Typography.Text type="secondary">
                                        {asPercent(steps[index]?.[column.field])}
                                    </Typography.Text>
                                )}
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
                                disabled={steps.length === fewest(steps)}
                                onClick={() => onChange(withoutStep(steps, index))}
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
                                {fault.path === path
                                    ? faultText(t, fault)
                                    : t('plans.stepFault', {
                                          number: Number(/\[(\d+)\]\.\w+$/.exec(fault.path)?.[1] ?? 0) + 1,
                                          fault: faultText(t, fault),
                                      })}
                            </Fault>
                        </li>
                    ))}
                </ul>
            )}
            <div>
                <Button size="small" icon={<PlusOutlined />} onClick={() => onChange(withStep(steps, column.field))}>
                    {t('plans.addStep')}
                </Button>
            </div>
            {mine.length === 0 && (
                <StepChart
                    steps={drawn}
                    name={{ from, value }}
                    alt={drawn
                        .map((step) => `${bound === 'from' ? '≥' : '>'} ${step.from}: ${step.value}`)
                        .join(t('list.comma'))}
                />
            )}
        </Flex>
    );
}
