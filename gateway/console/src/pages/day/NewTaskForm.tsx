import { Button, Card, Flex, Input, Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { KINDS } from './calls';
import { keep } from './outbox';

/** Plans a visit, a call or paper work; a head assigns it. */
export function NewTaskForm({ managerNo, on }: { managerNo: string; on: string }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const field = useId();
    const draft = useDraft<{ kind: (typeof KINDS)[number]; title: string; customerRef: string; dueOn: string }>(
        `new-task.${managerNo}`,
        { kind: 'visit', title: '', customerRef: '', dueOn: '' },
    );
    const { kind, title, customerRef, dueOn } = draft.value;
    const plan = () => {
        draft.clear();
        void keep(id, {
            what: 'task',
            id: crypto.randomUUID(),
            body: {
                managerNo,
                on,
                kind,
                title: title.trim(),
                customerRef: customerRef.trim() || null,
                dueOn: dueOn || null,
            },
        });
    };
    const input = (name: 'title' | 'customerRef' | 'dueOn', label: string, length: number, type = 'text') => (
        <Flex vertical gap={4} style={{ flex: '1 1 10rem' }}>
            <label htmlFor={`${field}-${name}`}>{label}</label>
            <Input
                id={`${field}-${name}`}
                type={type}
                maxLength={length}
                value={draft.value[name]}
                onChange={(event) => draft.set((now) => ({ ...now, [name]: event.target.value }))}
            />
        </Flex>
    );
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('day.newTask')}</h2>}>
            <Flex vertical gap="small">
                <DraftNote draft={draft} />
                <Radio.Group
                    aria-label={t('day.kindName')}
                    optionType="button"
                    value={kind}
                    options={KINDS.map((value) => ({ value, label: t(`day.kind.${value}`) }))}
                    onChange={(event) =>
                        draft.set((now) => ({ ...now, kind: event.target.value as (typeof KINDS)[number] }))
                    }
                />
                {input('title', t('day.title'), 200)}
                <Flex gap="small" wrap>
                    {input('customerRef', t('day.customer'), 60)}
                    {input('dueOn', t('day.due'), 10, 'date')}
                </Flex>
                <Button
                    type="primary"
                    size="large"
                    style={{ alignSelf: 'start' }}
                    disabled={title.trim() === ''}
                    onClick={plan}
                >
                    {t('day.plan')}
                </Button>
            </Flex>
        </Card>
    );
}
