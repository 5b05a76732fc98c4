import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Flex, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { kpiName, knownKpis } from '../scorecards/kpis';
import type { Fault as PlanFault } from './calls';
import type { WeightDraft } from './document';
import { Field } from './Field';
import { faultText } from './faults';

/** KPIs with their weights, row by row. */
export function KpiWeights({
    weights,
    path,
    faults,
    onChange,
}: {
    weights: readonly WeightDraft[];
    /** The list's path in the document. */
    path: string;
    faults: readonly PlanFault[];
    onChange: (weights: WeightDraft[]) => void;
}) {
    const { t } = useTranslation();
    const says = (place: string) => {
        const found = faults.find((fault) => fault.path === place);
        return found && faultText(t, found);
    };
    const set = (index: number, change: Partial<WeightDraft>) =>
        onChange(weights.map((one, at) => (at === index ? { ...one, ...change } : one)));
    const whole = says(path);
    return (
        <fieldset style={{ flexBasis: '100%', minWidth: 0, margin: 0, padding: 0, border: 0 }}>
            <legend style={{ marginBlockEnd: '0.25rem' }}>{t('plans.kpiWeights')}</legend>
            {whole && <Typography.Text type="danger">{whole}</Typography.Text>}
            {weights.map((one, index) => (
                <Flex key={index} gap="middle" align="end" wrap>
                    <Field label={t('plans.kpi')} fault={says(`${path}[${index}].kpi`)}>
                        <AutoComplete
                            style={{ width: '16rem', maxWidth: '100%' }}
                            value={one.kpi}
                            options={knownKpis().map((value) => ({ value, label: `${kpiName(t, value)} ${value}` }))}
                            onChange={(kpi: string) => set(index, { kpi })}
                        />
                    </Field>
                    <Field label={t('plans.weight')} fault={says(`${path}[${index}].weight`)}>
                        <Input
                            style={{ width: '9rem' }}
                            inputMode="decimal"
                            value={one.weight}
                            onChange={(event) => set(index, { weight: event.target.value })}
                        />
                    </Field>
                    {weights.length > 1 && (
                        <Button
                            type="text"
                            icon={<DeleteOutlined />}
                            style={{ marginBlockEnd: '0.5rem' }}
                            aria-label={t('plans.removeKpi', { number: index + 1 })}
                            onClick={() => onChange(weights.filter((_, at) => at !== index))}
                        />
                    )}
                </Flex>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => onChange([...weights, { kpi: '', weight: '' }])}>
                {t('plans.addKpi')}
            </Button>
        </fieldset>
    );
}
