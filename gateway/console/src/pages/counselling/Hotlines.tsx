import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Form, Input, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { currentLanguage } from '../../i18n';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Hotline, hotlines, saveHotlines } from './calls';

const EMPTY: Hotline = { nameZh: '', nameEn: '', phone: '', hours: '' };

/** The numbers that everybody can call; personnel and counsellors change them. */
export function Hotlines() {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const query = useQuery({ queryKey: ['counselling', 'hotlines'], queryFn: hotlines });
    const [isEdited, edit] = useState(false);
    const mayEdit = (roles.includes('hr') || roles.includes('counsellor')) && !org;
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.hotlines')}</h2>}>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                isEdited ? (
                    <Editor lines={query.data} onDone={() => edit(false)} />
                ) : (
                    <Flex vertical gap="small" align="flex-start">
                        {query.data.length === 0 && (
                            <Typography.Text type="secondary">{t('counselling.noHotlines')}</Typography.Text>
                        )}
                        {query.data.map((line) => (
                            <div key={`${line.phone} ${line.nameEn}`}>
                                <strong>{currentLanguage() === 'en' ? line.nameEn : line.nameZh}</strong>{' '}
                                <a href={`tel:${(line.phone ?? '').replaceAll(/\s/g, '')}`}>{line.phone}</a>{' '}
                                <Typography.Text type="secondary">{line.hours}</Typography.Text>
                            </div>
                        ))}
                        {mayEdit && <Button onClick={() => edit(true)}>{t('counselling.editHotlines')}</Button>}
                    </Flex>
                )
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 3 }} />
            )}
        </Card>
    );
}

function Editor({ lines, onDone }: { lines: readonly Hotline[]; onDone: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft<Hotline[]>('hotlines', lines.length > 0 ? [...lines] : [EMPTY]);
    const saving = useMutation({
        mutationFn: () => saveHotlines(draft.value),
        onSuccess: () => {
            draft.clear();
            void message.success(t('counselling.hotlinesSaved'));
            onDone();
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['counselling', 'hotlines'] }),
    });
    const set = (place: number, name: keyof Hotline, text: string) =>
        draft.set((now) => now.map((line, at) => (at === place ? { ...line, [name]: text } : line)));
    const isWhole = draft.value.every((line) =>
        [line.nameZh, line.nameEn, line.phone].every((text) => (text ?? '').trim() !== ''),
    );
    return (
        <Form layout="vertical" noValidate onFinish={() => saving.mutate()}>
            <DraftNote draft={draft} />
            {draft.value.map((line, place) => (
                <Flex key={place} gap="small" wrap align="center" style={{ marginBottom: '0.75rem' }}>
                    {(['nameZh', 'nameEn', 'phone', 'hours'] as const).map((name) => (
                        <Input
                            key={name}
                            aria-label={t('counselling.hotlineField', {
                                field: t(`counselling.hotline.${name}`),
                                place: place + 1,
                            })}
                            placeholder={t(`counselling.hotline.${name}`)}
                            maxLength={name === 'phone' ? 40 : 60}
                            style={{ width: '12rem' }}
                            value={line[name] ?? ''}
                            onChange={({ target }) => set(place, name, target.value)}
                        />
                    ))}
                    <Button
                        onClick={() => draft.set((now) => now.filter((_, at) => at !== place))}
                        aria-label={t('counselling.removeHotline', { place: place + 1 })}
                    >
                        {t('counselling.remove')}
                    </Button>
                </Flex>
            ))}
            <Flex gap="small" wrap>
                <Button onClick={() => draft.set((now) => [...now, EMPTY])}>{t('counselling.addHotline')}</Button>
                <Button type="primary" htmlType="submit" disabled={!isWhole} loading={saving.isPending}>
                    {t('counselling.save')}
                </Button>
                <Button
                    onClick={() => {
                        draft.clear();
                        onDone();
                    }}
                >
                    {t('counselling.cancel')}
                </Button>
            </Flex>
            {saving.error && <ProblemNote problem={saving.error} />}
        </Form>
    );
}
