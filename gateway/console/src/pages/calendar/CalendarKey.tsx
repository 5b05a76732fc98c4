import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { answer, once, training } from '../../api/client';
import { ProblemNote } from '../../parts/ProblemNote';

/** The address by which one's own calendar programme reads one's sessions; it is told once. */
export function CalendarKey() {
    const { t } = useTranslation();
    const renewing = useMutation({
        mutationFn: () => answer(training.POST('/calendar-key', { headers: once(crypto.randomUUID()) })),
    });
    return (
        <Card size="small" title={t('calendar.own')}>
            <Flex vertical gap="small" align="flex-start">
                {t('calendar.ownMeans')}
                <Button loading={renewing.isPending} onClick={() => renewing.mutate()}>
                    {t('calendar.renew')}
                </Button>
                {renewing.data && (
                    <Alert
                        type="success"
                        showIcon
                        title={t('calendar.renewed')}
                        description={
                            <Typography.Text copyable style={{ overflowWrap: 'anywhere' }}>
                                {`${window.location.origin}${renewing.data.address}`}
                            </Typography.Text>
                        }
                    />
                )}
                {renewing.error && <ProblemNote problem={renewing.error} />}
            </Flex>
        </Card>
    );
}
