import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { type Case, letterOf, reply } from './calls';
import { useStep } from './useStep';

/** Writes the letter of reply, from a proposal in either language, and keeps it as it was sent. */
export function ReplyForm({ of }: { of: Case }) {
    const { t } = useTranslation();
    const id = useId();
    const proposal = useQuery({
        queryKey: ['cases', 'letter', of.complaintRef, of.outcome],
        queryFn: () => letterOf(of.complaintRef),
    });
    const draft = useDraft(`case-reply.${of.complaintRef}`, { letter: '' });
    const { letter } = draft.value;
    const step = useStep((key) => reply(of.complaintRef, letter.trim(), key), t('cases.state.replied'), draft.clear);
    const take = (text: string | undefined) => text !== undefined && draft.set({ letter: text });
    return (
        <StepForm
            title={t('cases.reply')}
            send={t('cases.replied')}
            draft={draft}
            step={step}
            isReady={letter.trim() !== ''}
        >
            {proposal.error && <ProblemNote problem={proposal.error} />}
            <Flex gap="small" style={{ marginBottom: '0.75rem' }}>
                <Button disabled={!proposal.data} onClick={() => take(proposal.data?.zh)}>
                    {t('cases.proposeZh')}
                </Button>
                <Button disabled={!proposal.data} onClick={() => take(proposal.data?.en)}>
                    {t('cases.proposeEn')}
                </Button>
            </Flex>
            <Form.Item label={t('cases.letter')} htmlFor={`${id}-letter`}>
                <Input.TextArea
                    id={`${id}-letter`}
                    rows={10}
                    maxLength={4000}
                    value={letter}
                    onChange={({ target }) => draft.set({ letter: target.value })}
                />
            </Form.Item>
        </StepForm>
    );
}
