import { Alert, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, instant } from '../../parts/format';
import { SERVICES } from '../../api/client';
import type { Verdict } from './calls';
import { useChains } from './chains';

/** The check of each service's audit chain, in words; made when somebody asks for it. */
export function ChainCheck() {
    const { t } = useTranslation();
    const checks = useChains();
    const isChecking = checks.some((check) => check.isFetching);
    const inWords = ({ sealed, unsealed, firstBroken }: Verdict) =>
        firstBroken
            ? t(`audit.broken.${firstBroken.reason}`, {
                  sequence: count(firstBroken.sequence),
                  defaultValue: firstBroken.reason,
              })
            : [
                  t('audit.whole', { count: sealed, entries: count(sealed) }),
                  unsealed > 0 && t('audit.unsealed', { count: unsealed }),
              ]
                  .filter(Boolean)
                  .join(' ');

    return (
        <Flex vertical gap="small" align="start">
            <Typography.Text type="secondary">{t('audit.chainAbout')}</Typography.Text>
            <Button loading={isChecking} onClick={() => checks.forEach((check) => void check.refetch())}>
                {t('audit.checkChains')}
            </Button>
            <Flex vertical gap="small" style={{ width: '100%' }} aria-live="polite">
                {checks.map((check, index) => {
                    const service = t(`service.${SERVICES[index]}`);
                    if (check.error && !check.isFetching)
                        return <ProblemNote key={service} problem={check.error} retry={() => void check.refetch()} />;
                    if (!check.data) return null;
                    return (
                        <Alert
                            key={service}
                            type={check.data.isWhole ? 'success' : 'error'}
                            showIcon
                            title={t('list.pair', { name: service, value: inWords(check.data) })}
                            description={
                                <Typography.Text type="secondary">
                                    {t('audit.checkedAt', { at: instant(new Date(check.dataUpdatedAt).toISOString()) })}
                                </Typography.Text>
                            }
                        />
                    );
                })}
            </Flex>
        </Flex>
    );
}
