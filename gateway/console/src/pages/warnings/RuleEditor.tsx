import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Flex, Input, Modal, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { kpiName, knownKpis } from '../scorecards/kpis';
import { KINDS, SEVERITIES, type WarningRule, saveRule } from './calls';
import { FIELDS, type RuleDraft, bodyOf, draftOf, hasKpi } from './ruleDraft';

/** A warning rule, from the first open month on. */
export function RuleEditor({ rule, close }: { rule?: WarningRule; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`warning-rule.${rule?.code ?? ''}`, draftOf(rule));
    const { value } = draft;
    const set = (change: Partial<RuleDraft>) => draft.set((now) => ({ ...now, ...change }));
    const saving = useMutation({
        mutationFn: () => saveRule(value.code.trim(), bodyOf(value)),
        onSuccess: async () => {
            void message.success(t('warnings.ruleSaved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['warning-rules'] });
        },
    });
    const text = (
        name: Exclude<keyof RuleDraft, 'conduct' | 'side' | 'kind'>,
        { isFixed = false, isNumber = false } = {},
    ) => (
        <Labelled key={name} label={t(`warnings.field.${name}`)}>
            {(id) => (
                <Input
                    id={id}
                    value={value[name]}
                    disabled={isFixed}
                    inputMode={isNumber ? 'decimal' : undefined}
                    onChange={({ target }) => set({ [name]: target.value })}
                />
            )}
        </Labelled>
    );
    const choice = (name: 'kind' | 'severity' | 'side' | 'kpi', options: { value: string; label: string }[]) => (
        <Labelled key={name} label={t(`warnings.field.${name}`)}>
            {(id) => (
                <Select
                    id={id}
                    style={{ width: '100%' }}
                    value={value[name] || undefined}
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
            title={rule ? t('warnings.changeOf', { code: rule.code }) : t('warnings.addRule')}
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
                {text('code', { isFixed: rule !== undefined })}
                {text('zh')}
                {text('en')}
                {choice('kind', worded(KINDS, 'warnings.kind'))}
                {hasKpi(value.kind) &&
                    choice(
                        'kpi',
                        [...new Set([...knownKpis(), ...(value.kpi ? [value.kpi] : [])])].map((code) => ({
                            value: code,
                            label: kpiName(t, code),
                        })),
                    )}
                {FIELDS[value.kind].map((field) =>
                    field === 'side'
                        ? choice('side', worded(['above', 'below'], 'warnings.side'))
                        : text(field, { isNumber: true }),
                )}
                {choice('severity', worded(SEVERITIES, 'warnings.severity'))}
                {text('confirm', { isNumber: true })}
                {text('responseDays', { isNumber: true })}
                <Checkbox checked={value.conduct} onChange={({ target }) => set({ conduct: target.checked })}>
                    {t('warnings.conductMeans')}
                </Checkbox>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
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
