import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Checkbox, Flex, Input, Select, Typography } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Day, type Log, commentLog } from './calls';
import { keep } from './outbox';

/** The log of a day or week: its type with the checklist, what happened, and the comment of the head. */
export function DayLog({ log, day }: { log: Log; day: Day }) {
    const { t } = useTranslation();
    const isEnglish = currentLanguage() === 'en';
    const type = day.dayTypes.find((one) => one.code === log.dayType);
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t(`day.log.${log.kind}`)}</h2>}>
            <Flex vertical gap="small">
                {day.mayWrite ? (
                    <Writing key={JSON.stringify([log.dayType, log.done, log.text])} log={log} day={day} />
                ) : (
                    <>
                        {type && (
                            <Flex component="ul" vertical style={{ margin: 0 }}>
                                {type.checklist.map((item, place) => (
                                    <li key={place}>
                                        {log.done.includes(place) ? '☑' : '☐'} {isEnglish ? item.en : item.zh}
                                    </li>
                                ))}
                            </Flex>
                        )}
                        <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>
                            {log.text ?? t('day.noLog')}
                        </Typography.Text>
                    </>
                )}
                {log.comment !== null && (
                    <Typography.Text style={{ whiteSpace: 'pre-wrap' }}>
                        {t('day.commentIs', {
                            who: log.commentedBy,
                            at: log.commentedAt === null ? '' : instant(log.commentedAt),
                            text: log.comment,
                        })}
                    </Typography.Text>
                )}
                {day.mayComment && log.writtenAt !== null && <Commenting log={log} managerNo={day.managerNo} />}
            </Flex>
        </Card>
    );
}

function Writing({ log, day }: { log: Log; day: Day }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const field = useId();
    const isEnglish = currentLanguage() === 'en';
    const draft = useDraft<{ dayType: string; done: number[]; text: string }>(
        `log.${day.managerNo}.${log.kind}.${log.on}`,
        { dayType: log.dayType ?? '', done: [...log.done], text: log.text ?? '' },
    );
    const { dayType, done, text } = draft.value;
    const type = day.dayTypes.find((one) => one.code === dayType);
    const save = () => {
        draft.clear();
        void keep(id, {
            what: 'log',
            managerNo: day.managerNo,
            kind: log.kind,
            date: log.on,
            body: { dayType: dayType || null, done, text: text.trim() || null },
        });
    };
    return (
        <>
            <DraftNote draft={draft} />
            {log.kind === 'day' && (
                <Select
                    allowClear
                    aria-label={t('day.type')}
                    placeholder={t('day.type')}
                    value={dayType || undefined}
                    options={day.dayTypes
                        .filter((one) => !one.ended || one.code === dayType)
                        .map((one) => ({ value: one.code, label: isEnglish ? one.name.en : one.name.zh }))}
                    onChange={(value?: string) => draft.set((now) => ({ ...now, dayType: value ?? '', done: [] }))}
                />
            )}
            {type?.checklist.map((item, place) => (
                <Checkbox
                    key={place}
                    checked={done.includes(place)}
                    onChange={(event) =>
                        draft.set((now) => ({
                            ...now,
                            done: event.target.checked
                                ? [...now.done, place].sort((a, b) => a - b)
                                : now.done.filter((one) => one !== place),
                        }))
                    }
                >
                    {isEnglish ? item.en : item.zh}
                </Checkbox>
            ))}
            <label htmlFor={field}>{t('day.text')}</label>
            <Input.TextArea
                id={field}
                rows={2}
                maxLength={2000}
                value={text}
                onChange={(event) => draft.set((now) => ({ ...now, text: event.target.value }))}
            />
            <Button size="large" style={{ alignSelf: 'start' }} disabled={!draft.isChanged} onClick={save}>
                {t('day.saveLog')}
            </Button>
        </>
    );
}

function Commenting({ log, managerNo }: { log: Log; managerNo: string }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const field = useId();
    const draft = useDraft(`log-comment.${managerNo}.${log.kind}.${log.on}`, '');
    const key = useRef<string>(undefined);
    const commenting = useMutation({
        mutationFn: () =>
            commentLog(managerNo, log.kind, log.on, draft.value.trim(), (key.current ??= crypto.randomUUID())),
        onSuccess: draft.clear,
        onSettled: (_, error) => {
            if (!(error instanceof Problem && error.status === 0)) key.current = undefined;
            return queries.invalidateQueries({ queryKey: ['work'] });
        },
    });
    return (
        <>
            <label htmlFor={field}>{t('day.comment')}</label>
            <Input.TextArea
                id={field}
                rows={2}
                maxLength={2000}
                value={draft.value}
                onChange={(event) => draft.set(event.target.value)}
            />
            {commenting.error && <ProblemNote problem={commenting.error} />}
            <Button
                style={{ alignSelf: 'start' }}
                disabled={draft.value.trim() === ''}
                loading={commenting.isPending}
                onClick={() => commenting.mutate()}
            >
                {t('day.sayComment')}
            </Button>
        </>
    );
}
