import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { type Draft, useDraft } from '../../session/drafts';
import { wordOf } from '../managers/roster';
import { type GradeProposal, decideGrade } from './calls';
import { GRADED, STEPS } from './words';

/** Chooses a level and a step; a trainee has no step. */
export function GradeChoice({
    level,
    step,
    onChange,
}: {
    level: string;
    step: string | null;
    onChange: (level: string, step: string | null) => void;
}) {
    const { t } = useTranslation();
    const [levelId, stepId] = [useId(), useId()];
    return (
        <Flex gap="small" wrap align="center">
            <label htmlFor={levelId}>{t('scorecards.level')}</label>
            <Select
                id={levelId}
                style={{ minWidth: '8rem' }}
                value={level}
                options={[...GRADED, 'trainee'].map((value) => ({ value, label: wordOf(t, 'level', value) }))}
                onChange={(to) => onChange(to, to === 'trainee' ? null : (step ?? 'C'))}
            />
            {level !== 'trainee' && (
                <>
                    <label htmlFor={stepId}>{t('grades.step')}</label>
                    <Select
                        id={stepId}
                        style={{ minWidth: '5rem' }}
                        value={step}
                        options={STEPS.map((value) => ({ value, label: value }))}
                        onChange={(to) => onChange(level, to)}
                    />
                </>
            )}
        </Flex>
    );
}

export interface Reasons {
    reason: string;
    over: string;
}
export const NO_REASONS: Reasons = { reason: '', over: '' };

/** True when the bank has refused a grade because its level has no place left. */
export const isOverCap = (error: unknown) => error instanceof Problem && error.code === 'grade.over-cap';

/** True when the reason is typed, and the one for going over the cap where it is wanted. */
export const areGiven = ({ reason, over }: Reasons, isOver: boolean) =>
    reason.trim() !== '' && (!isOver || over.trim() !== '');

/** The reason for a grade, and the one for going over the cap. */
export function GradeReasons({ draft, isOver }: { draft: Draft<Reasons>; isOver: boolean }) {
    const { t } = useTranslation();
    const [reasonId, overId] = [useId(), useId()];
    const { reason, over } = draft.value;
    return (
        <>
            <label htmlFor={reasonId}>{t('grades.reason')}</label>
            <Input.TextArea
                id={reasonId}
                rows={3}
                maxLength={500}
                showCount
                value={reason}
                onChange={(event) => {
                    const text = event.target.value;
                    draft.set((now) => ({ ...now, reason: text }));
                }}
            />
            {(isOver || over !== '') && (
                <>
                    <label htmlFor={overId}>{t('grades.overCap')}</label>
                    <Input.TextArea
                        id={overId}
                        rows={2}
                        maxLength={500}
                        value={over}
                        onChange={(event) => {
                            const text = event.target.value;
                            draft.set((now) => ({ ...now, over: text }));
                        }}
                    />
                </>
            )}
        </>
    );
}

/** Gives a manager another grade than proposed, with a reason; over the cap with one more. */
export function DecideGrade({ run, proposal, close }: { run: string; proposal: GradeProposal; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [grade, setGrade] = useState<{ level: string; step: string | null }>({
        level: proposal.finalLevel,
        step: proposal.finalStep,
    });
    const draft = useDraft(`grade-decision.${run}.${proposal.managerNo}`, NO_REASONS);
    const { reason, over } = draft.value;
    const deciding = useMutation({
        mutationFn: () =>
            decideGrade(run, proposal.managerNo, {
                ...grade,
                reason: reason.trim(),
                acceptOverCap: over.trim() || null,
            }),
        onSuccess: async () => {
            void message.success(t('grades.done'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['grade-run', run] });
            await queries.invalidateQueries({ queryKey: ['grade-proposals', run] });
        },
    });
    const isOver = isOverCap(deciding.error);
    return (
        <Modal
            open
            title={t('grades.decideOf', { manager: proposal.name ?? proposal.managerNo })}
            okText={t('grades.save')}
            okButtonProps={{
                disabled: !areGiven(draft.value, isOver),
                loading: deciding.isPending,
            }}
            onOk={() => deciding.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <GradeChoice {...grade} onChange={(level, step) => setGrade({ level, step })} />
                <GradeReasons draft={draft} isOver={isOver} />
                {deciding.error && <ProblemNote problem={deciding.error} />}
            </Flex>
        </Modal>
    );
}
