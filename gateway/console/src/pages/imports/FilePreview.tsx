import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { WideTable } from '../../parts/WideTable';
import { count } from '../../parts/format';
import type { ImportPreview, PreviewRow } from './state';

/** A file's first rows as the service reads them. */
export function FilePreview({ seen }: { seen: ImportPreview }) {
    const { t } = useTranslation();
    return (
        <Flex vertical gap="small">
            <Typography.Text type="secondary">
                {t(seen.rows > seen.first.length ? 'imports.previewFirst' : 'imports.previewAll', {
                    rows: count(seen.first.length),
                    all: count(seen.rows),
                })}{' '}
                <Tag>{t(`imports.format.${seen.format}`, { defaultValue: seen.format })}</Tag>
                {seen.sheet !== null && <Tag>{t('imports.sheetRead', { sheet: seen.sheet })}</Tag>}
            </Typography.Text>
            <WideTable<PreviewRow>
                bordered
                aria-label={t('imports.preview')}
                rowKey="number"
                scroll={{ x: 'max-content', y: 320 }}
                empty={t('imports.noRows')}
                dataSource={seen.first}
                columns={[
                    {
                        title: t('imports.row'),
                        key: 'row',
                        fixed: 'start',
                        width: 64,
                        className: 'number',
                        render: (_, row) => row.number,
                    },
                    ...seen.columns.map(({ text, column }, index) => ({
                        title: column ? (
                            text
                        ) : (
                            <Typography.Text type="secondary" title={t('imports.notTaken')}>
                                {text || '—'}
                            </Typography.Text>
                        ),
                        key: `${index} ${text}`,
                        render: (_: unknown, row: PreviewRow) => row.cells[index],
                    })),
                ]}
            />
        </Flex>
    );
}
