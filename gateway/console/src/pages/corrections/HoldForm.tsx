import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { planInForce } from '../plans/calls';
import { CorrectionForm, nothing } from './CorrectionForm';
import { makeHold } from './calls';

const empty = () => ({ ...nothing(), amount: '', rule: '' });
const AMOUNT = /^\d{1,7}(\.\d{1,2})?$/;
const isWrong = (amount: string) => amount.trim() !== '' && !(AMOUNT.test(amount.trim()) && Number(amount) > 0);

/** One of the rules by which the month is paid, by its name; none for the whole payable. */
function RuleOfMonth({
    id,
    month,
    value,
    onChange,
}: {
    id: string;
    month: string;
    value: string;
    onChange: (rule: string) => void;
}) {
    const { t } = useTranslation();
    const plan = useQuery({
        queryKey: ['plan-in-force', month],
        queryFn: () => planInForce(month),
        enabled: month !== '',
    });
    const options = (plan.data?.rules ?? []).map((rule) => ({
        value: rule.id,
        label: currentLanguage() === 'en' ? rule.name.en : rule.name.zh,
    }));
    return (
        <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('hold.wholePayable')}
            style={{ width: '16rem', maxWidth: '100%' }}
            value={value === '' ? undefined : value}
            options={options}
            onChange={(chosen?: string) => onChange(chosen ?? '')}
        />
    );
}

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
            {({ amount, rule, month }, change, id) => (
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
                        <RuleOfMonth
                            id={`${id}-rule`}
                            month={month}
                            value={rule}
                            onChange={(chosen) => change({ rule: chosen })}
                        />
                    </Form.Item>
                </>
            )}
        </CorrectionForm>
    );
}
