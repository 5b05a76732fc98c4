import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Flex, Input, Modal, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Labelled } from './Labelled';
import { DIFFICULTIES, ITEMS, KINDS, type Question, question, saveQuestion } from './calls';
import { type ItemDraft, type QuestionDraft, bodyOf, draftOf, hasChoices, newItem } from './questionDraft';

/** A question of the bank, with its key; a known one is read first. */
export function QuestionEditor({ code, close }: { code?: string; close: () => void }) {
    const { t } = useTranslation();
    const query = useQuery({
        queryKey: ['question', code],
        queryFn: () => question(code ?? ''),
        enabled: code !== undefined,
        staleTime: Infinity,
        gcTime: 0,
    });
    if (code !== undefined && !query.data)
        return (
            <Modal open footer={null} title={t('exams.changeQuestion', { code })} onCancel={close}>
                {query.error ? <ProblemNote problem={query.error} /> : <Skeleton active />}
            </Modal>
        );
    return <Editing question={query.data} close={close} />;
}

function Editing({ question: known, close }: { question?: Question; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft<QuestionDraft>(`question.${known?.code ?? ''}`, draftOf(known));
    const { value } = draft;
    const set = (change: Partial<QuestionDraft>) => draft.set((now) => ({ ...now, ...change }));
    const setItem = (at: number, change: Partial<ItemDraft>) =>
        draft.set((now) => ({
            ...now,
            items: now.items.map((item, place) => (place === at ? { ...item, ...change } : item)),
        }));
    const saving = useMutation({
        mutationFn: () => saveQuestion(value.code.trim(), bodyOf(value)),
        onSuccess: async () => {
            void message.success(t('exams.questionSaved'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['questions'] });
        },
    });
    const isCase = value.kind === 'case';
    const worded = (words: readonly string[], key: string) =>
        words.map((word) => ({ value: word, label: t(`${key}.${word}`) }));
    const text = (name: 'code' | 'topic' | 'zh' | 'en' | 'explanation' | 'explanationEn', isLong = false) => (
        <Labelled label={t(`exams.field.${name}`)}>
            {(id) =>
                isLong ? (
                    <Input.TextArea
                        id={id}
                        autoSize={{ minRows: 2, maxRows: 8 }}
                        maxLength={2000}
                        value={value[name]}
                        onChange={({ target }) => set({ [name]: target.value })}
                    />
                ) : (
                    <Input
                        id={id}
                        maxLength={100}
                        disabled={name === 'code' && known !== undefined}
                        value={value[name]}
                        onChange={({ target }) => set({ [name]: target.value })}
                    />
                )
            }
        </Labelled>
    );
    return (
        <Modal
            open
            width="46rem"
            title={known ? t('exams.changeQuestion', { code: known.code }) : t('exams.addQuestion')}
            okText={t('kpis.save')}
            okButtonProps={{
                disabled: [value.code, value.topic, value.zh, value.en].some((one) => one.trim() === ''),
                loading: saving.isPending,
            }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Flex gap="small" wrap>
                    {text('code')}
                    {text('topic')}
                </Flex>
                <Flex gap="small" wrap>
                    <Labelled label={t('exams.kindLabel')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={value.kind}
                                options={worded(KINDS, 'exams.kind')}
                                onChange={(kind: string) => set({ kind })}
                            />
                        )}
                    </Labelled>
                    <Labelled label={t('exams.difficultyLabel')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={value.difficulty}
                                options={worded(DIFFICULTIES, 'exams.difficulty')}
                                onChange={(difficulty: string) => set({ difficulty })}
                            />
                        )}
                    </Labelled>
                </Flex>
                {text('zh', true)}
                {text('en', true)}
                {isCase ? (
                    <>
                        {value.items.map((item, at) => (
                            <Card
                                key={at}
                                size="small"
                                title={t('exams.part', { number: at + 1 })}
                                extra={
                                    value.items.length > 1 && (
                                        <Button
                                            size="small"
                                            aria-label={t('exams.removePart', { number: at + 1 })}
                                            onClick={() =>
                                                set({ items: value.items.filter((_, place) => place !== at) })
                                            }
                                        >
                                            {t('exams.remove')}
                                        </Button>
                                    )
                                }
                            >
                                <ItemFields item={item} isPart set={(change) => setItem(at, change)} />
                            </Card>
                        ))}
                        <Button
                            disabled={value.items.length >= 10}
                            onClick={() => set({ items: [...value.items, newItem] })}
                        >
                            {t('exams.addPart')}
                        </Button>
                    </>
                ) : (
                    <ItemFields
                        item={{ ...(value.items[0] ?? newItem), kind: value.kind }}
                        set={(change) => setItem(0, change)}
                    />
                )}
                {text('explanation', true)}
                {text('explanationEn', true)}
                <Checkbox checked={value.isRetired} onChange={({ target }) => set({ isRetired: target.checked })}>
                    {t('exams.retiredMeans')}
                </Checkbox>
                <Typography.Text type="secondary">{t('exams.versionNote')}</Typography.Text>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}

function ItemFields({
    item,
    isPart = false,
    set,
}: {
    item: ItemDraft;
    isPart?: boolean;
    set: (change: Partial<ItemDraft>) => void;
}) {
    const { t } = useTranslation();
    const text = (name: Exclude<keyof ItemDraft, 'kind'>, rows = 0) => (
        <Labelled label={t(name === 'key' ? `exams.keyOf.${item.kind}` : `exams.item.${name}`)}>
            {(id) =>
                rows > 0 ? (
                    <Input.TextArea
                        id={id}
                        autoSize={{ minRows: rows, maxRows: 8 }}
                        maxLength={4000}
                        value={item[name]}
                        onChange={({ target }) => set({ [name]: target.value })}
                    />
                ) : (
                    <Input
                        id={id}
                        maxLength={20}
                        value={item[name]}
                        inputMode={name === 'points' ? 'numeric' : undefined}
                        onChange={({ target }) => set({ [name]: target.value })}
                    />
                )
            }
        </Labelled>
    );
    return (
        <Flex vertical gap="small">
            {isPart && (
                <>
                    <Labelled label={t('exams.kindLabel')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={item.kind}
                                options={ITEMS.map((kind) => ({ value: kind, label: t(`exams.kind.${kind}`) }))}
                                onChange={(kind: string) => set({ kind })}
                            />
                        )}
                    </Labelled>
                    {text('zh', 2)}
                    {text('en', 2)}
                </>
            )}
            {hasChoices(item.kind) && (
                <Flex gap="small" wrap>
                    {text('choices', 3)}
                    {text('choicesEn', 3)}
                </Flex>
            )}
            <Flex gap="small" wrap align="end">
                {item.kind === 'true-false' ? (
                    <Labelled label={t('exams.keyOf.true-false')}>
                        {(id) => (
                            <Select
                                id={id}
                                style={{ width: '100%' }}
                                value={item.key || undefined}
                                options={['true', 'false'].map((one) => ({
                                    value: one,
                                    label: t(`exams.truth.${one}`),
                                }))}
                                onChange={(key: string) => set({ key })}
                            />
                        )}
                    </Labelled>
                ) : (
                    text('key')
                )}
                {item.kind === 'numeric' && text('tolerance')}
                {text('points')}
            </Flex>
        </Flex>
    );
}
