import { Flex, Form, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { bankToday } from '../../parts/days';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { type Case, setMeasure } from './calls';
import { useTopics } from './topics';
import { useStep } from './useStep';

/** Says what caused a complaint, and what is done about it by whom and when. */
export function MeasureForm({ of }: { of: Case }) {
    const { t } = useTranslation();
    const id = useId();
    const { options } = useTopics('cause');
    const draft = useDraft(`case-measure.${of.complaintRef}`, {
        cause: of.cause ?? '',
        measure: of.measure ?? '',
        owner: of.measureOwner ?? '',
        dueOn: of.measureDueOn ?? '',
        topic: of.trainingTopic ?? '',
    });
    const { cause, measure, owner, dueOn, topic } = draft.value;
    const step = useStep(
        (key) =>
            setMeasure(
                of.complaintRef,
                {
                    cause,
                    measure: measure.trim() || null,
                    owner: owner.trim() || null,
                    dueOn: dueOn || null,
                    trainingTopic: topic.trim() || null,
                },
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
                    options={options}
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
            {of.outcome !== 'rejected' && (
                <Form.Item label={t('cases.trainingTopic')} htmlFor={`${id}-topic`} extra={t('cases.trainingRule')}>
                    <Input
                        id={`${id}-topic`}
                        maxLength={200}
                        value={topic}
                        onChange={({ target }) => draft.set((now) => ({ ...now, topic: target.value }))}
                    />
                </Form.Item>
            )}
        </StepForm>
    );
}
