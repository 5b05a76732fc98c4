import { Descriptions, Drawer, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Source } from '../../parts/Source';
import { count, exactInstant } from '../../parts/format';
import { actionInWords } from './actions';
import { type Change, type Row, notesOf } from './together';

/** An audit entry in full, with its reason and its place in the chain. */
export function EntryDrawer({ row, close }: { row: Row | undefined; close: () => void }) {
    const { t } = useTranslation();
    const notes = notesOf(row?.detail ?? null);
    return (
        <Drawer open={row !== undefined} onClose={close} size="large" title={row && actionInWords(t, row.action)}>
            {row && (
                <Flex vertical gap="middle">
                    <Descriptions
                        size="small"
                        bordered
                        column={1}
                        items={[
                            { key: 'at', label: t('audit.at'), children: exactInstant(row.at) },
                            { key: 'service', label: t('audit.service'), children: t(`service.${row.service}`) },
                            { key: 'actor', label: t('audit.actor'), children: row.actor },
                            {
                                key: 'roles',
                                label: t('audit.roles'),
                                children: row.roles
                                    ? row.roles
                                          .split(' ')
                                          .map((role) => t(`role.${role}`, { defaultValue: role }))
                                          .join(' · ')
                                    : '—',
                            },
                            {
                                key: 'action',
                                label: t('audit.action'),
                                children: (
                                    <>
                                        {actionInWords(t, row.action)} <br />
                                        <Typography.Text type="secondary" code>
                                            {row.action}
                                        </Typography.Text>
                                    </>
                                ),
                            },
                            { key: 'subject', label: t('audit.subject'), children: row.subject || '—' },
                            {
                                key: 'sequence',
                                label: t('audit.sequence'),
                                children: row.sequence === null ? t('audit.notSealed') : count(row.sequence),
                            },
                            {
                                key: 'hash',
                                label: t('audit.hash'),
                                children: row.hash ? (
                                    <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
                                        {row.hash}
                                    </Typography.Text>
                                ) : (
                                    '—'
                                ),
                            },
                            {
                                key: 'trace',
                                label: t('problem.trace'),
                                children: row.traceId ? (
                                    <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>
                                        {row.traceId}
                                    </Typography.Text>
                                ) : (
                                    '—'
                                ),
                            },
                        ]}
                    />
                    <section aria-labelledby="audit-notes">
                        <Typography.Title level={2} id="audit-notes" style={{ fontSize: '1rem' }}>
                            {t('audit.notes')}
                        </Typography.Title>
                        {notes.length === 0 && <Typography.Text type="secondary">{t('audit.noNotes')}</Typography.Text>}
                        {notes.map(([name, value]) => (
                            <div key={name} style={{ marginBottom: '0.5rem' }}>
                                <strong>{t(`audit.note.${name}`, { defaultValue: name })}</strong>
                                {typeof value === 'string' ? (
                                    <Source of={value} label={name} />
                                ) : (
                                    <ChangeLine change={value} />
                                )}
                            </div>
                        ))}
                    </section>
                </Flex>
            )}
        </Drawer>
    );
}

/** The values before and after, side by side. */
function ChangeLine({ change: { before, after } }: { change: Change }) {
    const { t } = useTranslation();
    return (
        <Descriptions
            size="small"
            bordered
            column={1}
            items={[
                { key: 'before', label: t('audit.note.before'), children: before ?? t('audit.didNotExist') },
                { key: 'after', label: t('audit.note.after'), children: after ?? t('audit.doesNotExist') },
            ]}
        />
    );
}
