import { DownloadOutlined } from '@ant-design/icons';
import { Button, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../../parts/download';
import { csvFile } from './csv';
import type { ImportColumn, ImportKind } from './kinds';
import { WideTable } from '../../parts/WideTable';

/** What a kind's file looks like, and an empty one to fill in. */
export function KindColumns({ kind, isOpen }: { kind: ImportKind; isOpen: boolean }) {
    const { t } = useTranslation();
    return (
        <Flex vertical gap="small">
            <Flex gap="small" wrap align="center">
                <Button
                    icon={<DownloadOutlined />}
                    onClick={() => download(csvFile([kind.columns.map((column) => column.name)]), `${kind.kind}.csv`)}
                >
                    {t('imports.template')}
                </Button>
                <Typography.Text type="secondary">{t('imports.templateAbout')}</Typography.Text>
            </Flex>
            <details key={String(isOpen)} open={isOpen}>
                <summary>
                    {t('imports.columns', {
                        all: kind.columns.length,
                        required: kind.columns.filter((column) => column.required).length,
                    })}
                </summary>
                <WideTable<ImportColumn>
                    aria-label={t('imports.columnsOf', { kind: t(`imports.kind.${kind.kind}`) })}
                    rowKey="name"
                    style={{ marginTop: '0.5rem' }}
                    dataSource={[...kind.columns]}
                    columns={[
                        {
                            title: t('imports.column'),
                            key: 'name',
                            render: (_, column) => (
                                <>
                                    <code>{column.name}</code> {column.required && <Tag>{t('form.required')}</Tag>}
                                </>
                            ),
                        },
                        {
                            title: t('imports.meaning'),
                            key: 'meaning',
                            render: (_, column) => t(`imports.columnName.${column.name}`),
                        },
                        {
                            title: t('imports.example'),
                            key: 'example',
                            render: (_, column) =>
                                column.words ? (
                                    <Flex gap={4} wrap>
                                        {column.words.map((word) => (
                                            <Tag key={word}>{word}</Tag>
                                        ))}
                                    </Flex>
                                ) : (
                                    <code>{column.example}</code>
                                ),
                        },
                    ]}
                />
            </details>
        </Flex>
    );
}
