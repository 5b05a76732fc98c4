import { AutoComplete, Form, Input, Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { type Case, SEVERITIES, identify } from './calls';
import { useTopics } from './topics';
import { useStep } from './useStep';

/** Says whom a customer's form is about, and how severe it is, before the case is accepted. */
export function IdentifyForm({ of }: { of: Case }) {
    const { t } = useTranslation();
    const id = useId();
    const { names, nameOf, codeOf } = useTopics('category');
    const draft = useDraft(`case-identify.${of.complaintRef}`, {
        managerNo: of.managerNo,
        severity: of.severity,
        category: of.category,
    });
    const { managerNo, severity, category } = draft.value;
    const step = useStep(
        (key) =>
            identify(
                of.complaintRef,
                { managerNo: managerNo.trim(), severity, category: codeOf(nameOf(category)) },
                key,
            ),
        t('cases.identified'),
        draft.clear,
    );
    return (
        <StepForm
            title={t('cases.identify')}
            send={t('cases.identifyNow')}
            draft={draft}
            step={step}
            isReady={managerNo.trim() !== '' && category.trim() !== ''}
        >
            <Form.Item label={t('complaints.byManager')} htmlFor={`${id}-manager`} extra={t('cases.identifyRule')}>
                <Input
                    id={`${id}-manager`}
                    maxLength={32}
                    style={{ maxWidth: '20rem' }}
                    value={managerNo}
                    onChange={({ target }) => draft.set((now) => ({ ...now, managerNo: target.value }))}
                />
            </Form.Item>
            <Form.Item label={t('complaints.category')} htmlFor={`${id}-category`}>
                <AutoComplete
                    id={`${id}-category`}
                    style={{ maxWidth: '20rem' }}
                    options={names}
                    value={nameOf(category)}
                    onChange={(value: string) => draft.set((now) => ({ ...now, category: value }))}
                />
            </Form.Item>
            <Form.Item label={t('complaints.severityName')}>
                <Radio.Group
                    aria-label={t('complaints.severityName')}
                    optionType="button"
                    options={SEVERITIES.map((value) => ({ value, label: t(`complaints.severity.${value}`) }))}
                    value={severity}
                    onChange={(event) => draft.set((now) => ({ ...now, severity: String(event.target.value) }))}
                />
            </Form.Item>
        </StepForm>
    );
}
