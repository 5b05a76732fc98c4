import { FilePdfOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { takeDocument } from './reminderCalls';

/** Takes a certificate's document as a file; its code is said, because it is asked for by telephone too. */
export function TakeDocument({ of }: { of: { managerNo: string; certificate: string; validFrom: string } }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const taking = useMutation({
        mutationFn: () => takeDocument(of, crypto.randomUUID()),
        onSuccess: (code) => void message.success(t('holders.documentTaken', { code })),
    });
    return (
        <>
            <Button
                size="small"
                icon={<FilePdfOutlined />}
                loading={taking.isPending}
                aria-label={t('holders.documentOf', {
                    what: t('holders.document'),
                    of: `${of.managerNo} ${of.certificate}`,
                })}
                onClick={() => taking.mutate()}
            >
                {t('holders.document')}
            </Button>
            {taking.error && <ProblemNote problem={taking.error} />}
        </>
    );
}
