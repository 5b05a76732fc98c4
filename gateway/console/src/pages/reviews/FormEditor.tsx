import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Flex, Input, InputNumber, Modal, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { type ReviewForm, putForm } from './calls';
import { type FormDraft, RELATIONS, bodyOf, draftOf } from './formDraft';

/** Writes a form: what is rated, what the marks mean, and what counts by how much. */
export function FormEditor({ form, close }: { form?: ReviewForm; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft<FormDraft>(`review-form.${form?.code ?? ''}`, draftOf(form));
    const { value } = draft;
    const set = (change: Partial<FormDraft>) => draft.set((now) => ({ ...now, ...change }));
    const setCompetency = (at: number, change: Partial<FormDraft['competencies'][number]>) =>
        set({ competencies: value.competencies.map((one, place) => (place === at ? { ...one, ...change } : one)) });
    const saving = useMutation({
        mutationFn: () => putForm(value.code.trim(), bodyOf(value)),
        onSuccess: async () => {
            void message.success(t('reviews.formSaved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['reviews'] });
        },
    });
    const text = (label: string, typed: string, change: (typed: string) => void, isFixed = false) => (
        <Input
            aria-label={label}
            placeholder={label}
            value={typed}
            disabled={isFixed}
            onChange={(event) => change(event.target.value)}
        />
    );
    return (
        <Modal
            open
            width="46rem"
            title={form ? t('reviews.changeForm', { code: form.code }) : t('reviews.newForm')}
            okText={t('reviews.saveForm')}
            okButtonProps={{ loading: saving.isPending, disabled: value.code.trim() === '' }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                {text(t('reviews.field.code'), value.code, (code) => set({ code }), form !== undefined)}
                {text(t('reviews.field.zh'), value.zh, (zh) => set({ zh }))}
                {text(t('reviews.field.en'), value.en, (en) => set({ en }))}
                <Typography.Title level={3} style={{ fontSize: '1rem', margin: 0 }}>
                    {t('reviews.competencies')}
                </Typography.Title>
                {value.competencies.map((one, at) => (
                    <fieldset key={at} style={{ margin: 0, padding: 0, border: 0 }}>
                        <legend>{t('reviews.competencyNo', { number: at + 1 })}</legend>
                        <Flex vertical gap={4}>
                            <Flex gap="small">
                                {text(t('reviews.field.code'), one.code, (code) => setCompetency(at, { code }))}
                                <Button
                                    aria-label={t('reviews.removeCompetency', { number: at + 1 })}
                                    icon={<DeleteOutlined />}
                                    onClick={() =>
                                        set({ competencies: value.competencies.filter((_, place) => place !== at) })
                                    }
                                />
                            </Flex>
                            {text(t('reviews.field.zh'), one.zh, (zh) => setCompetency(at, { zh }))}
                            {text(t('reviews.field.en'), one.en, (en) => setCompetency(at, { en }))}
                            {text(t('reviews.field.aboutZh'), one.aboutZh, (aboutZh) => setCompetency(at, { aboutZh }))}
                            {text(t('reviews.field.aboutEn'), one.aboutEn, (aboutEn) => setCompetency(at, { aboutEn }))}
                        </Flex>
                    </fieldset>
                ))}
                <Button
                    icon={<PlusOutlined />}
                    disabled={value.competencies.length >= 20}
                    onClick={() =>
                        set({
                            competencies: [
                                ...value.competencies,
                                { code: '', zh: '', en: '', aboutZh: '', aboutEn: '' },
                            ],
                        })
                    }
                >
                    {t('reviews.addCompetency')}
                </Button>
                <Typography.Title level={3} style={{ fontSize: '1rem', margin: 0 }}>
                    {t('reviews.anchors')}
                </Typography.Title>
                {value.anchors.map((one, at) => (
                    <Flex gap="small" key={at} align="center">
                        <strong className="number">{at + 1}</strong>
                        {(['zh', 'en'] as const).map((language) => (
                            <Input
                                key={language}
                                aria-label={t('reviews.anchorOf', {
                                    mark: at + 1,
                                    language: t(`reviews.field.${language}`),
                                })}
                                value={one[language]}
                                onChange={(event) => {
                                    const typed = event.target.value;
                                    set({
                                        anchors: value.anchors.map((old, place) =>
                                            place === at ? { ...old, [language]: typed } : old,
                                        ),
                                    });
                                }}
                            />
                        ))}
                    </Flex>
                ))}
                <Typography.Title level={3} style={{ fontSize: '1rem', margin: 0 }}>
                    {t('reviews.weights')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('reviews.weightsMean')}</Typography.Text>
                {RELATIONS.map((relation) => (
                    <Flex key={relation} gap="small" align="center" justify="space-between">
                        <label htmlFor={`${id}-${relation}`}>{t(`reviews.relation.${relation}`)}</label>
                        <Input
                            id={`${id}-${relation}`}
                            inputMode="decimal"
                            style={{ width: '8rem' }}
                            value={value.weights[relation]}
                            onChange={(event) => set({ weights: { ...value.weights, [relation]: event.target.value } })}
                        />
                    </Flex>
                ))}
                <Flex gap="small" align="center" justify="space-between">
                    <label htmlFor={`${id}-minimum`}>{t('reviews.minimum')}</label>
                    <InputNumber
                        id={`${id}-minimum`}
                        min={3}
                        max={10}
                        value={value.minimum}
                        onChange={(minimum) => set({ minimum: minimum ?? 3 })}
                    />
                </Flex>
                <Checkbox checked={value.hasText} onChange={(event) => set({ hasText: event.target.checked })}>
                    {t('reviews.hasText')}
                </Checkbox>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
