import { useMutation } from '@tanstack/react-query';
import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { exactInstant } from '../../parts/format';
import { showCode } from './calls';

/** The code that people in the room check in by, large enough to be read from the last row. */
export function RoomCode({ code }: { code: string }) {
    const { t } = useTranslation();
    const showing = useMutation({ mutationFn: () => showCode(code) });
    return (
        <Card size="small" title={t('sessions.roomCode')}>
            <Flex vertical gap="small" align="flex-start">
                <Typography.Text type="secondary">{t('sessions.roomCodeMeans')}</Typography.Text>
                {showing.data && (
                    <div aria-live="polite">
                        <div className="number" style={{ fontSize: '3rem', letterSpacing: '0.4rem', lineHeight: 1.2 }}>
                            {showing.data.code}
                        </div>
                        <Typography.Text>
                            {t('sessions.roomCodeUntil', { at: exactInstant(showing.data.validUntil) })}
                        </Typography.Text>
                    </div>
                )}
                <Button
                    type={showing.data ? 'default' : 'primary'}
                    loading={showing.isPending}
                    onClick={() => showing.mutate()}
                >
                    {t(showing.data ? 'sessions.newRoomCode' : 'sessions.showRoomCode')}
                </Button>
                {showing.error && <ProblemNote problem={showing.error} />}
            </Flex>
        </Card>
    );
}
