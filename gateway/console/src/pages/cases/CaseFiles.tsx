import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../parts/DownloadButton';
import { FileButton } from '../../parts/FileButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { count } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type Case, addFile, addressOfFile } from './calls';

const MOST = 5;

/** The files of a case; the desk adds one that the customer sent otherwise. */
export function CaseFiles({ of }: { of: Case }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const adding = useMutation({
        mutationFn: (file: File) => addFile(of.complaintRef, file),
        onSettled: () => queries.invalidateQueries({ queryKey: ['cases', 'one', of.complaintRef] }),
    });
    const mayAdd = roles.includes('complaint-desk') && of.attachments.length < MOST;
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('cases.files')}</h2>}>
            <Flex vertical gap="middle" align="flex-start">
                {of.attachments.length === 0 && (
                    <Typography.Text type="secondary">{t('cases.noFiles')}</Typography.Text>
                )}
                {of.attachments.map((file) => (
                    <DownloadButton
                        key={file.id}
                        path={addressOfFile(of.complaintRef, file.id)}
                        name={file.name}
                        label={file.name}
                        about={t('cases.fileAbout', {
                            type: file.type.split('/')[1],
                            size: count(Math.ceil(file.size / 1024)),
                        })}
                    />
                ))}
                {mayAdd && (
                    <FileButton
                        accept=".pdf,.png,.jpg,.jpeg"
                        label={t('cases.addFile')}
                        onFile={(file) => adding.mutate(file)}
                    />
                )}
                {adding.error && <ProblemNote problem={adding.error} />}
            </Flex>
        </Card>
    );
}
