import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { count } from '../../parts/format';
import { productName } from '../scorecards/kpis';
import { MOST, type Step, type Wish } from './additions';

/** Counts further facts up and down, with buttons large enough for a thumb. */
export function Steppers({
    steps,
    wish,
    onChange,
}: {
    steps: readonly Step[];
    wish: Wish;
    onChange: (wish: Wish) => void;
}) {
    const { t } = useTranslation();
    const set = (id: string, to: number) =>
        onChange({ ...wish, counts: { ...wish.counts, [id]: Math.min(MOST, Math.max(0, to)) } });
    return (
        <Flex vertical gap="middle" component="ul" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {steps.map((step) => {
                const name = [
                    currentLanguage() === 'en' ? step.name.en : step.name.zh,
                    step.product && productName(t, step.product),
                ]
                    .filter(Boolean)
                    .join(' · ');
                const chosen = wish.counts[step.id] ?? 0;
                return (
                    <Flex key={step.id} component="li" justify="space-between" align="center" gap="small" wrap>
                        <span>{name}</span>
                        <Flex align="center" gap="small" wrap>
                            {step.byAmount && (
                                <Input
                                    aria-label={t('estimate.amountOf', { name })}
                                    placeholder={t('estimate.amount')}
                                    inputMode="decimal"
                                    maxLength={15}
                                    style={{ width: '8rem' }}
                                    value={wish.amounts[step.id] ?? ''}
                                    onChange={(event) =>
                                        onChange({
                                            ...wish,
                                            amounts: { ...wish.amounts, [step.id]: event.target.value },
                                        })
                                    }
                                />
                            )}
                            <Button
                                size="large"
                                icon={<MinusOutlined />}
                                aria-label={t('estimate.less', { name })}
                                disabled={chosen === 0}
                                onClick={() => set(step.id, chosen - 1)}
                            />
                            <Typography.Text
                                strong
                                className="number"
                                aria-live="polite"
                                style={{ minWidth: '2.5rem', textAlign: 'center' }}
                            >
                                {count(chosen)}
                            </Typography.Text>
                            <Button
                                size="large"
                                icon={<PlusOutlined />}
                                aria-label={t('estimate.more', { name })}
                                disabled={chosen >= MOST}
                                onClick={() => set(step.id, chosen + 1)}
                            />
                        </Flex>
                    </Flex>
                );
            })}
        </Flex>
    );
}
