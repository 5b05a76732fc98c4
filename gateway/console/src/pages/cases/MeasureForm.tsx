import { Flex, Form, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { bankToday } from '../../parts/days';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { CAUSES, causeKey, type Case, setMeasure } from './calls';
import { useStep } from './useStep';

/** Says what caused a complaint, and what is done about it by whom and when. */
export function MeasureForm({ of }: { of: Case }) {
    const { t } = useTranslation();
    const id = useId();
    const draft = useDraft(`case-measure.${of.complaintRef}`, {
        cause: of.cause ?? '',
        measure: of.measure ?? '',
        owner: of.measureOwner ?? '',
        dueOn: of.measureDueOn ?? '',
    });
    const { cause, measure, owner, dueOn } = draft.value;
    const step = useStep(
        (key) =>
            setMeasure(
                of.complaintRef,
                { cause, measure: measure.trim() || null, owner: owner.trim() || null, dueOn: dueOn || null },
                key,
            ),
        t('cases.measureSet'),
        draft.clear,
    );
    const isWhole = measure.trim() === '' ? owner.trim() === '' && dueOn === '' : owner.trim() !== '' && dueOn !== '';
    return (
        <StepForm
            title={t('cases.causeAndMeasure')}
            send={t('cases.saveMeasure')}
            draft={draft}
            step={step}
            isReady={cause !== '' && isWhole}
        >
            <Form.Item label={t('cases.causeName')} htmlFor={`${id}-cause`}>
                <Select
                    id={`${id}-cause`}
                    style={{ maxWidth: '20rem' }}
                    options={CAUSES.map((value) => ({ value, label: t(`cases.cause.${causeKey(value)}`) }))}
                    value={cause || undefined}
                    onChange={(value: string) => draft.set((now) => ({ ...now, cause: value }))}
                />
            </Form.Item>
            <Form.Item label={t('cases.measure')} htmlFor={`${id}-measure`} extra={t('cases.measureRule')}>
                <Input.TextArea
                    id={`${id}-measure`}
                    rows={2}
                    maxLength={2000}
                    value={measure}
                    onChange={({ target }) => draft.set((now) => ({ ...now, measure: target.value }))}
                />
            </Form.Item>
            <Flex gap="middle" wrap>
                <Form.Item label={t('cases.owner')} htmlFor={`${id}-owner`}>
                    <Input
                        id={`${id}-owner`}
                        maxLength={200}
                        value={owner}
                        onChange={({ target }) => draft.set((now) => ({ ...now, owner: target.value }))}
                    />
                </Form.Item>
                <Form.Item label={t('cases.measureDueOn')} htmlFor={`${id}-due`}>
                    <Input
                        id={`${id}-due`}
                        type="date"
                        min={bankToday()}
                        style={{ width: '12rem' }}
                        value={dueOn}
                        onChange={({ target }) => draft.set((now) => ({ ...now, dueOn: target.value }))}
                    />
                </Form.Item>
            </Flex>
        </StepForm>
    );
}
