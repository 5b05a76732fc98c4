import { Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CorrectionForm, nothing } from './CorrectionForm';
import { proposeAdjustment } from './calls';

const empty = () => ({ ...nothing(), amount: '', evidence: '' });
const AMOUNT = /^-?\d{1,7}(\.\d{1,2})?$/;
const isAmount = (amount: string) => AMOUNT.test(amount.trim()) && Number(amount) !== 0;

/** Proposes an amount beside the plan; somebody else approves it. */
export function AdjustForm() {
    const { t } = useTranslation();
    return (
        <CorrectionForm
            draftName="adjustment"
            empty={empty}
            lead={
                <Typography.Text type="secondary">
                    {t('adjustment.proposeMeans')} <Link to="/imports?kind=adjustments">{t('adjustment.byFile')}</Link>
                </Typography.Text>
            }
            monthLabel={t('correction.month')}
            isGood={({ amount }) => isAmount(amount)}
            send={({ managerNo, month, amount, reason, evidence }, key) =>
                proposeAdjustment(
                    {
                        managerNo: managerNo.trim(),
                        period: month,
                        amount: amount.trim(),
                        reason: reason.trim(),
                        evidence: evidence.trim() === '' ? [] : [evidence.trim()],
                    },
                    key,
                )
            }
            list="adjustments"
            done={t('adjustment.proposed')}
            submit={t('adjustment.propose')}
        >
            {({ amount, evidence }, change, id) => (
                <>
                    <Form.Item
                        label={t('adjustment.amount')}
                        htmlFor={`${id}-amount`}
                        style={{ marginBottom: 0 }}
                        validateStatus={amount !== '' && !isAmount(amount) ? 'error' : undefined}
                        help={amount !== '' && !isAmount(amount) ? t('adjustment.amountRule') : undefined}
                    >
                        <Input
                            id={`${id}-amount`}
                            inputMode="text"
                            placeholder="-120.00"
                            style={{ width: '10rem' }}
                            value={amount}
                            onChange={(event) => change({ amount: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('adjustment.evidence')} htmlFor={`${id}-evidence`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-evidence`}
                            maxLength={200}
                            style={{ width: '14rem' }}
                            value={evidence}
                            onChange={(event) => change({ evidence: event.target.value })}
                        />
                    </Form.Item>
                </>
            )}
        </CorrectionForm>
    );
}
