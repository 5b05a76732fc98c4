import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Flex, Input, Modal, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CARD_FACTS } from '../../parts/cardFacts';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { kpiName } from '../scorecards/kpis';
import { type Kpi, saveKpi } from './calls';
import { type Draft, bodyOf, draftOf } from './draft';
import { DIRECTIONS, FAMILIES, MEASURES, SOURCES, UNITS } from './words';

/** The definition of a KPI, from the first open month on. */
export function KpiEditor({ kpi, all, close }: { kpi?: Kpi; all: readonly Kpi[]; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`kpi.${kpi?.code ?? ''}`, draftOf(kpi));
    const { value } = draft;
    const isCounted = kpi?.isCounted ?? false;
    const set = (change: Partial<Draft>) => draft.set((now) => ({ ...now, ...change }));
    const saving = useMutation({
        mutationFn: () => saveKpi(value.code.trim(), bodyOf(value, isCounted)),
        onSuccess: async () => {
            void message.success(t('kpis.saved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['kpis'] });
        },
    });
    // A ratio or sum is made of KPIs that are counted or imported.
    const others = all
        .filter((one) => one.code !== value.code && !one.endedFrom && one.source !== 'ratio' && one.source !== 'sum')
        .map((one) => ({ value: one.code, label: `${kpiName(t, one.code)} ${one.code}` }));
    const text = (name: 'code' | 'zh' | 'en' | 'products' | 'cap', isFixed = false) => (
        <Labelled label={t(`kpis.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    value={value[name]}
                    disabled={isFixed}
                    onChange={(event) => set({ [name]: event.target.value })}
                />
            )}
        </Labelled>
    );
    const choice = (
        name: 'unit' | 'direction' | 'family' | 'source' | 'fact' | 'measure' | 'numerator' | 'denominator',
        options: { value: string; label: string }[],
        isFixed = false,
    ) => (
        <Labelled label={t(`kpis.field.${name}`)}>
            {(id) => (
                <Select
                    id={id}
                    style={{ width: '100%' }}
                    value={value[name] || undefined}
                    disabled={isFixed}
                    showSearch={{ optionFilterProp: 'label' }}
                    options={options}
                    onChange={(chosen: string) => set({ [name]: chosen })}
                />
            )}
        </Labelled>
    );
    const worded = (words: readonly string[], key: string) =>
        words.map((word) => ({ value: word, label: t(`${key}.${word}`) }));
    return (
        <Modal
            open
            title={kpi ? t('kpis.changeOf', { code: kpi.code }) : t('kpis.add')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled: value.code.trim() === '' || value.zh.trim() === '' || value.en.trim() === '',
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {isCounted && <Alert type="info" showIcon title={t('kpis.countedMeans')} />}
                {text('code', kpi !== undefined)}
                {text('zh')}
                {text('en')}
                {choice('family', worded(FAMILIES, 'kpis.families'))}
                {choice('unit', worded(UNITS, 'kpis.units'), isCounted)}
                {choice('direction', worded(DIRECTIONS, 'kpis.directions'), isCounted)}
                {choice('source', worded(isCounted ? [value.source] : SOURCES, 'kpis.sources'), isCounted)}
                {!isCounted && value.source === 'card-facts' && (
                    <>
                        {choice('fact', worded(CARD_FACTS, 'fact'))}
                        {choice('measure', worded(MEASURES, 'kpis.measures'))}
                        {text('products')}
                        <Checkbox
                            checked={value.newCustomers}
                            onChange={(event) => set({ newCustomers: event.target.checked })}
                        >
                            {t('kpis.onlyNew')}
                        </Checkbox>
                    </>
                )}
                {value.source === 'ratio' && (
                    <>
                        {choice('numerator', others)}
                        {choice('denominator', others)}
                    </>
                )}
                {value.source === 'sum' && (
                    <Parts parts={value.parts} others={others} onChange={(parts) => set({ parts })} />
                )}
                {!isCounted && value.source === 'import' && value.unit === 'score' && (
                    <Anchors anchors={value.anchors} onChange={(anchors) => set({ anchors })} />
                )}
                {text('cap')}
                <Checkbox checked={value.volume} onChange={(event) => set({ volume: event.target.checked })}>
                    {t('kpis.volumeMeans')}
                </Checkbox>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}

/** The KPIs of a weighted sum, row by row. */
function Parts({
    parts,
    others,
    onChange,
}: {
    parts: Draft['parts'];
    others: { value: string; label: string }[];
    onChange: (parts: Draft['parts']) => void;
}) {
    const { t } = useTranslation();
    const set = (index: number, change: Partial<Draft['parts'][number]>) =>
        onChange(parts.map((part, at) => (at === index ? { ...part, ...change } : part)));
    return (
        <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
            <legend>{t('kpis.parts')}</legend>
            {parts.map((part, index) => (
                <Flex key={index} gap="small" style={{ marginBlockEnd: '0.5rem' }}>
                    <Select
                        aria-label={t('kpis.partKpi', { number: index + 1 })}
                        style={{ flex: 1, minWidth: 0 }}
                        value={part.kpi || undefined}
                        showSearch={{ optionFilterProp: 'label' }}
                        options={others}
                        onChange={(code: string) => set(index, { kpi: code })}
                    />
                    <Input
                        aria-label={t('kpis.partWeight', { number: index + 1 })}
                        style={{ width: '7rem' }}
                        inputMode="decimal"
                        value={part.weight}
                        onChange={(event) => set(index, { weight: event.target.value })}
                    />
                    <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={t('kpis.removePart', { number: index + 1 })}
                        onClick={() => onChange(parts.filter((_, at) => at !== index))}
                    />
                </Flex>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => onChange([...parts, { kpi: '', weight: '1' }])}>
                {t('kpis.addPart')}
            </Button>
        </fieldset>
    );
}

/** The anchors by which superiors mark a qualitative KPI; none for one whose values are imported. */
function Anchors({ anchors, onChange }: { anchors: Draft['anchors']; onChange: (anchors: Draft['anchors']) => void }) {
    const { t } = useTranslation();
    const set = (index: number, change: Partial<Draft['anchors'][number]>) =>
        onChange(anchors.map((anchor, at) => (at === index ? { ...anchor, ...change } : anchor)));
    const field = (index: number, name: 'from' | 'zh' | 'en', width: string) => (
        <Input
            aria-label={t(`kpis.anchor.${name}`, { number: index + 1 })}
            placeholder={t(`kpis.anchor.${name}`, { number: index + 1 })}
            style={{ flex: `1 1 ${width}` }}
            inputMode={name === 'from' ? 'numeric' : undefined}
            value={anchors[index]?.[name]}
            onChange={(event) => set(index, { [name]: event.target.value })}
        />
    );
    return (
        <fieldset style={{ margin: 0, padding: 0, border: 0 }}>
            <legend>{t('kpis.anchors')}</legend>
            {anchors.map((_, index) => (
                <Flex key={index} wrap gap="small" style={{ marginBlockEnd: '0.5rem' }}>
                    {field(index, 'from', '6rem')}
                    {field(index, 'zh', '12rem')}
                    {field(index, 'en', '12rem')}
                    <Button
                        type="text"
                        icon={<DeleteOutlined />}
                        aria-label={t('kpis.removeAnchor', { number: index + 1 })}
                        onClick={() => onChange(anchors.filter((_, at) => at !== index))}
                    />
                </Flex>
            ))}
            <Button
                icon={<PlusOutlined />}
                onClick={() =>
                    onChange(
                        anchors.length > 0
                            ? [...anchors, { from: '', zh: '', en: '' }]
                            : ['0', '60', '80', '95'].map((from) => ({ from, zh: '', en: '' })),
                    )
                }
            >
                {t('kpis.addAnchor')}
            </Button>
        </fieldset>
    );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
    const id = useId();
    return (
        <div>
            <label htmlFor={id}>{label}</label>
            {children(id)}
        </div>
    );
}
