import { Form, Input, Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { type Case, OUTCOMES, decide } from './calls';
import { useStep } from './useStep';

/** Decides a case, or the appeal against its decision. */
export function DecideForm({ of, isAppeal }: { of: Case; isAppeal: boolean }) {
    const { t } = useTranslation();
    const id = useId();
    const draft = useDraft(`case-decide.${of.complaintRef}.${isAppeal}`, { outcome: '', reasons: '', consequence: '' });
    const { outcome, reasons, consequence } = draft.value;
    const step = useStep(
        (key) =>
            decide(
                of.complaintRef,
                { outcome, reasons: reasons.trim(), consequence: consequence.trim() || null },
                isAppeal,
                key,
            ),
        t('cases.state.decided'),
        draft.clear,
    );
    return (
        <StepForm
            title={t(isAppeal ? 'cases.decideAppeal' : 'cases.decide')}
            send={t('cases.decideNow')}
            draft={draft}
            step={step}
            isReady={outcome !== '' && reasons.trim() !== ''}
        >
            <Form.Item label={t('complaints.outcomeName')}>
                <Radio.Group
                    aria-label={t('complaints.outcomeName')}
                    optionType="button"
                    options={OUTCOMES.map((value) => ({ value, label: t(`complaints.outcome.${value}`) }))}
                    value={outcome}
                    onChange={(event) => draft.set((now) => ({ ...now, outcome: String(event.target.value) }))}
                />
            </Form.Item>
            <Form.Item label={t('cases.reasons')} htmlFor={`${id}-reasons`}>
                <Input.TextArea
                    id={`${id}-reasons`}
                    rows={4}
                    maxLength={2000}
                    value={reasons}
                    onChange={({ target }) => draft.set((now) => ({ ...now, reasons: target.value }))}
                />
            </Form.Item>
            <Form.Item label={t('cases.consequence')} htmlFor={`${id}-consequence`}>
                <Input.TextArea
                    id={`${id}-consequence`}
                    rows={2}
                    maxLength={2000}
                    value={consequence}
                    onChange={({ target }) => draft.set((now) => ({ ...now, consequence: target.value }))}
                />
            </Form.Item>
        </StepForm>
    );
}
