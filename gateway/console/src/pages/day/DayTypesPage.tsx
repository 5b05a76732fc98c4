import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Flex, Input, Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { currentLanguage } from '../../i18n';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type DayType, dayTypes, saveDayType } from './calls';

/** The types of working day with their checklists; HR changes them here. */
export default function DayTypesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const query = useQuery({ queryKey: ['day-types'], queryFn: dayTypes });
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '52rem' }}>
            <Link to="/day">
                <ArrowLeftOutlined /> {t('room.day')}
            </Link>
            <PageHead title={t('room.dayTypes')} lead={t('day.leadOfTypes')} />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <>
                    {query.data.map((type) => (
                        <Editor key={`${type.code} ${JSON.stringify(type)}`} type={type} />
                    ))}
                    {roles.includes('hr') && <Editor key="new" />}
                </>
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}

const lines = (text: string) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** One type; without one, the place to add another. */
function Editor({ type }: { type?: DayType }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const field = useId();
    const mayEdit = roles.includes('hr');
    const draft = useDraft(`day-type.${type?.code ?? ''}`, {
        code: type?.code ?? '',
        zh: type?.name.zh ?? '',
        en: type?.name.en ?? '',
        itemsZh: type?.checklist.map((item) => item.zh).join('\n') ?? '',
        itemsEn: type?.checklist.map((item) => item.en).join('\n') ?? '',
        ended: type?.ended ?? false,
    });
    const typed = draft.value;
    const [itemsZh, itemsEn] = [lines(typed.itemsZh), lines(typed.itemsEn)];
    const isGood =
        /^[a-z-]{1,40}$/.test(typed.code) &&
        typed.zh.trim() !== '' &&
        typed.en.trim() !== '' &&
        itemsZh.length === itemsEn.length;
    const saving = useMutation({
        mutationFn: () =>
            saveDayType(typed.code, {
                name: { zh: typed.zh.trim(), en: typed.en.trim() },
                checklist: itemsZh.map((zh, place) => ({ zh, en: itemsEn[place] ?? '' })),
                ended: typed.ended,
            }),
        onSuccess: () => {
            draft.clear();
            void message.success(t('day.typeSaved'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['day-types'] }),
    });
    const change = (changes: Partial<typeof typed>) => draft.set((now) => ({ ...now, ...changes }));
    const title = type ? ((currentLanguage() === 'en' ? type.name.en : type.name.zh) ?? type.code) : t('day.newType');
    const input = (name: 'code' | 'zh' | 'en', label: string, length: number) => (
        <Flex vertical gap={4} style={{ flex: '1 1 10rem' }}>
            <label htmlFor={`${field}-${name}`}>{label}</label>
            <Input
                id={`${field}-${name}`}
                maxLength={length}
                disabled={!mayEdit}
                value={typed[name]}
                onChange={(event) => change({ [name]: event.target.value })}
            />
        </Flex>
    );
    const area = (name: 'itemsZh' | 'itemsEn', label: string) => (
        <Flex vertical gap={4} style={{ flex: '1 1 16rem' }}>
            <label htmlFor={`${field}-${name}`}>{label}</label>
            <Input.TextArea
                id={`${field}-${name}`}
                rows={3}
                maxLength={2000}
                disabled={!mayEdit}
                value={typed[name]}
                onChange={(event) => change({ [name]: event.target.value })}
            />
        </Flex>
    );
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{title}</h2>}>
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Flex gap="small" wrap>
                    {!type && input('code', t('day.typeCode'), 40)}
                    {input('zh', t('day.nameZh'), 100)}
                    {input('en', t('day.nameEn'), 100)}
                </Flex>
                <Flex gap="small" wrap>
                    {area('itemsZh', t('day.itemsZh'))}
                    {area('itemsEn', t('day.itemsEn'))}
                </Flex>
                {mayEdit && (
                    <>
                        <Checkbox checked={typed.ended} onChange={(event) => change({ ended: event.target.checked })}>
                            {t('day.typeEnded')}
                        </Checkbox>
                        {saving.error && <ProblemNote problem={saving.error} />}
                        <Button
                            style={{ alignSelf: 'start' }}
                            disabled={!draft.isChanged || !isGood}
                            loading={saving.isPending}
                            onClick={() => saving.mutate()}
                        >
                            {t('day.saveType')}
                        </Button>
                    </>
                )}
            </Flex>
        </Card>
    );
}
