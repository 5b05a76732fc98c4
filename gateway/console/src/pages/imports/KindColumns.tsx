import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ask } from '../../api/client';
import { currentLanguage } from '../../i18n';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { download } from '../../parts/download';
import type { ImportKind } from './kinds';
import { type ImportColumn, useImportColumns } from './state';

/** The columns of a kind's file as the service describes them, and a workbook to fill in. */
export function KindColumns({ kind, isOpen }: { kind: ImportKind; isOpen: boolean }) {
    const { t } = useTranslation();
    const columns = useImportColumns(kind.service, kind.kind);
    const isEnglish = currentLanguage() === 'en';
    const template = useMutation({
        mutationFn: async () =>
            download(
                await (await ask('GET', `/${kind.service}/imports/${kind.kind}/template.xlsx`)).blob(),
                `${t(`imports.kind.${kind.kind}`)}.xlsx`,
            ),
    });
    return (
        <Flex vertical gap="small">
            <Flex gap="small" wrap align="center">
                <Button icon={<DownloadOutlined />} loading={template.isPending} onClick={() => template.mutate()}>
                    {t('imports.template')}
                </Button>
                <Typography.Text type="secondary">{t('imports.templateAbout')}</Typography.Text>
            </Flex>
            {template.error && <ProblemNote problem={template.error} retry={() => template.mutate()} />}
            {columns.error && <ProblemNote problem={columns.error} retry={() => void columns.refetch()} />}
            {columns.data && (
                <details key={String(isOpen)} open={isOpen}>
                    <summary>
                        {t('imports.columns', {
                            all: columns.data.length,
                            required: columns.data.filter((column) => column.required).length,
                        })}
                    </summary>
                    <WideTable<ImportColumn>
                        aria-label={t('imports.columnsOf', { kind: t(`imports.kind.${kind.kind}`) })}
                        rowKey="name"
                        style={{ marginTop: '0.5rem' }}
                        dataSource={columns.data}
                        columns={[
                            {
                                title: t('imports.column'),
                                key: 'title',
                                render: (_, column) => (
                                    <>
                                        {isEnglish ? column.en : column.zh}{' '}
                                        {column.required && <Tag>{t('form.required')}</Tag>}
                                    </>
                                ),
                            },
                            {
                                title: t('imports.columnInFiles'),
                                key: 'name',
                                render: (_, column) => <code>{column.name}</code>,
                            },
                            {
                                title: t('imports.example'),
                                key: 'example',
                                render: (_, column) =>
                                    column.words.length > 0 ? (
                                        <Flex gap={4} wrap>
                                            {column.words.map((word) => (
                                                <Tag key={word.word}>{isEnglish ? word.en : word.zh}</Tag>
                                            ))}
                                        </Flex>
                                    ) : (
                                        <code>{column.example}</code>
                                    ),
                            },
                        ]}
                    />
                </details>
            )}
        </Flex>
    );
}
