import { Badge, Button, Card, Flex, Input, Tag, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayFrom } from '../../parts/days';
import { date } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft, useHasDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { addressOfCustomer } from '../customers/calls';
import { isOpen } from './asDone';
import type { Day, Task, TaskChange } from './calls';
import { keep } from './outbox';

const colours: Record<string, 'default' | 'processing' | 'success' | 'error'> = {
    planned: 'default',
    started: 'processing',
    done: 'success',
    dropped: 'error',
};

/** A task with what can be done about it: large enough for a thumb. */
export function TaskCard({ task, day }: { task: Task; day: Day }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    const hasDraft = useHasDraft(`task.${task.id}`);
    const [isEnding, setEnding] = useState(hasDraft);
    const change = (body: Partial<TaskChange> & Pick<TaskChange, 'state'>) =>
        void keep(id, {
            what: 'status',
            id: task.id,
            body: { on: null, doneOn: null, result: null, nextStep: null, ...body },
        });
    const may = day.mayWrite && isOpen(task);
    return (
        <Card size="small">
            <Flex vertical gap="small">
                <Flex gap="small" align="center" wrap>
                    <Tag>{t(`day.kind.${task.kind}`)}</Tag>
                    <strong>{task.title}</strong>
                    <Badge status={colours[task.state]} text={t(`day.state.${task.state}`)} />
                </Flex>
                <Typography.Text type="secondary">
                    {[
                        task.customerRef !== null && (
                            <Link key="customer" to={addressOfCustomer(task.customerRef)}>
                                {task.customerRef}
                            </Link>
                        ),
                        task.dueOn !== null && <span key="due"> {t('day.dueOn', { date: date(task.dueOn) })}</span>,
                        task.on < day.date && <span key="late"> {t('day.from', { date: date(task.on) })}</span>,
                    ]}
                </Typography.Text>
                {task.result !== null && <Typography.Text>{task.result}</Typography.Text>}
                {task.nextStep !== null && (
                    <Typography.Text>{t('day.nextIs', { step: task.nextStep })}</Typography.Text>
                )}
                {may && !isEnding && (
                    <Flex gap="small" wrap>
                        <Button type="primary" size="large" onClick={() => setEnding(true)}>
                            {t('day.finish')}
                        </Button>
                        {task.state === 'planned' && (
                            <Button size="large" onClick={() => change({ state: 'started' })}>
                                {t('day.start')}
                            </Button>
                        )}
                        <Button size="large" onClick={() => change({ state: 'planned', on: dayFrom(1, day.date) })}>
                            {t('day.tomorrow')}
                        </Button>
                    </Flex>
                )}
                {may && isEnding && (
                    <Ending
                        task={task}
                        end={(body) => (change(body), setEnding(false))}
                        close={() => setEnding(false)}
                    />
                )}
            </Flex>
        </Card>
    );
}

function Ending({
    task,
    end,
    close,
}: {
    task: Task;
    end: (body: Pick<TaskChange, 'state' | 'result' | 'nextStep'>) => void;
    close: () => void;
}) {
    const { t } = useTranslation();
    const field = useId();
    const draft = useDraft(`task.${task.id}`, { result: '', nextStep: '' });
    const { result, nextStep } = draft.value;
    const finish = (state: 'done' | 'dropped') => {
        draft.clear();
        end({ state, result: result.trim() || null, nextStep: state === 'done' ? nextStep.trim() || null : null });
    };
    return (
        <Flex vertical gap="small">
            <DraftNote draft={draft} />
            <label htmlFor={`${field}-result`}>{t('day.result')}</label>
            <Input.TextArea
                id={`${field}-result`}
                rows={2}
                maxLength={500}
                value={result}
                onChange={(event) => draft.set((now) => ({ ...now, result: event.target.value }))}
            />
            <label htmlFor={`${field}-next`}>{t('day.next')}</label>
            <Input
                id={`${field}-next`}
                maxLength={200}
                value={nextStep}
                onChange={(event) => draft.set((now) => ({ ...now, nextStep: event.target.value }))}
            />
            <Flex gap="small" wrap>
                <Button type="primary" size="large" onClick={() => finish('done')}>
                    {t('day.isDone')}
                </Button>
                <Button size="large" danger disabled={result.trim() === ''} onClick={() => finish('dropped')}>
                    {t('day.drop')}
                </Button>
                <Button size="large" onClick={() => (draft.clear(), close())}>
                    {t('day.back')}
                </Button>
            </Flex>
        </Flex>
    );
}
