import { Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { CorrectionForm, nothing } from './CorrectionForm';
import { makeHold } from './calls';

const empty = () => ({ ...nothing(), amount: '', rule: '' });
const AMOUNT = /^\d{1,7}(\.\d{1,2})?$/;
const isWrong = (amount: string) => amount.trim() !== '' && !(AMOUNT.test(amount.trim()) && Number(amount) > 0);

/** Withholds a manager's pay until another person releases it. */
export function HoldForm() {
    const { t } = useTranslation();
    return (
        <CorrectionForm
            draftName="hold"
            empty={empty}
            lead={<Typography.Text type="secondary">{t('hold.makeMeans')}</Typography.Text>}
            monthLabel={t('hold.from')}
            isGood={({ amount }) => !isWrong(amount)}
            send={({ managerNo, month, amount, rule, reason }, key) =>
                makeHold(
                    {
                        managerNo: managerNo.trim(),
                        from: month,
                        amount: amount.trim() === '' ? null : amount.trim(),
                        rule: rule.trim() === '' ? null : rule.trim(),
                        reason: reason.trim(),
                    },
                    key,
                )
            }
            list="holds"
            done={t('hold.made')}
            submit={t('hold.make')}
        >
            {({ amount, rule }, change, id) => (
                <>
                    <Form.Item
                        label={t('hold.amount')}
                        htmlFor={`${id}-amount`}
                        style={{ marginBottom: 0 }}
                        validateStatus={isWrong(amount) ? 'error' : undefined}
                        help={isWrong(amount) ? t('hold.amountRule') : undefined}
                    >
                        <Input
                            id={`${id}-amount`}
                            inputMode="decimal"
                            placeholder={t('hold.noLimit')}
                            style={{ width: '11rem' }}
                            value={amount}
                            onChange={(event) => change({ amount: event.target.value })}
                        />
                    </Form.Item>
                    <Form.Item label={t('hold.rule')} htmlFor={`${id}-rule`} style={{ marginBottom: 0 }}>
                        <Input
                            id={`${id}-rule`}
                            maxLength={60}
                            placeholder={t('hold.wholePayable')}
                            style={{ width: '14rem' }}
                            value={rule}
                            onChange={(event) => change({ rule: event.target.value })}
                        />
                    </Form.Item>
                </>
            )}
        </CorrectionForm>
    );
}
