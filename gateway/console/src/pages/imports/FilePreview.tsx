import { Alert, Button, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../parts/Fault';
import { type ImportKind, checkHeader, guessKind, isHeaderGood } from './kinds';
import type { Preview } from './localFile';
import type { LocalRow } from './rows';
import { WideTable } from '../../parts/WideTable';

/** A file's first rows as this browser reads them, and what a service would say of its columns. */
export function FilePreview({
    seen,
    kind,
    among,
    onKind,
}: {
    seen: Preview;
    kind: ImportKind | undefined;
    among: readonly ImportKind[];
    onKind: (kind: ImportKind) => void;
}) {
    const { t } = useTranslation();
    return (
        <Flex vertical gap="small">
            {kind && <HeaderNote header={seen.header} kind={kind} among={among} onKind={onKind} />}
            <Typography.Text type="secondary">
                {t(seen.hasMore ? 'imports.previewFirst' : 'imports.previewAll', { rows: seen.rows.length })}{' '}
                <Tag>{t(`imports.format.${seen.format}`)}</Tag>
            </Typography.Text>
            <WideTable<LocalRow>
                bordered
                aria-label={t('imports.preview')}
                rowKey="number"
                scroll={{ x: 'max-content', y: 320 }}
                locale={{ emptyText: t('imports.noRows') }}
                dataSource={seen.rows}
                columns={[
                    {
                        title: t('imports.row'),
                        key: 'row',
                        fixed: 'start',
                        width: 64,
                        className: 'number',
                        render: (_, row) => row.number,
                    },
                    ...seen.header.map((name, index) => ({
                        title: (
                            <HeaderCell
                                name={name}
                                isKnown={
                                    !kind || kind.columns.some((column) => column.name === name.trim().toLowerCase())
                                }
                            />
                        ),
                        key: `${index} ${name}`,
                        render: (_: unknown, row: LocalRow) => row.cells[index],
                    })),
                ]}
            />
        </Flex>
    );
}

function HeaderCell({ name, isKnown }: { name: string; isKnown: boolean }) {
    const { t } = useTranslation();
    return isKnown ? (
        <code>{name}</code>
    ) : (
        <span title={t('imports.unknownColumn')}>
            <Fault>
                <code>{name || '—'}</code>
            </Fault>
        </span>
    );
}

function HeaderNote({
    header,
    kind,
    among,
    onKind,
}: {
    header: string[];
    kind: ImportKind;
    among: readonly ImportKind[];
    onKind: (kind: ImportKind) => void;
}) {
    const { t } = useTranslation();
    const verdict = checkHeader(header, kind.columns);
    const list = (names: readonly string[]) => names.join(t('imports.comma'));
    if (isHeaderGood(verdict))
        return (
            <Alert
                type="success"
                showIcon
                title={t('imports.headerGood')}
                description={verdict.absent.length > 0 && t('imports.absent', { columns: list(verdict.absent) })}
            />
        );
    const other = guessKind(header, among);
    return (
        <Alert
            type="error"
            showIcon
            role="alert"
            title={t('imports.headerBad')}
            description={
                <>
                    <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
                        {verdict.missing.length > 0 && (
                            <li>{t('imports.missing', { columns: list(verdict.missing) })}</li>
                        )}
                        {verdict.unknown.length > 0 && (
                            <li>{t('imports.unknown', { columns: list(verdict.unknown) })}</li>
                        )}
                        {verdict.repeated.length > 0 && (
                            <li>{t('imports.repeated', { columns: list(verdict.repeated) })}</li>
                        )}
                    </ul>
                    {!other && <div>{t('imports.headerAdvice')}</div>}
                </>
            }
            action={
                other && (
                    <Button onClick={() => onKind(other)}>
                        {t('imports.isOther', { kind: t(`imports.kind.${other.kind}`) })}
                    </Button>
                )
            }
        />
    );
}
