import { Badge, Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, training } from '../../api/client';
import type { components } from '../../api/training';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { count } from '../../parts/format';
import { useList } from '../../parts/list';

type Row = components['schemas']['ImportDifferenceAnswer'];

const VERDICTS = ['added', 'moved', 'withdrawn', 'unchanged', 'refused'] as const;
const POINTS: Record<string, 'success' | 'processing' | 'warning' | 'default' | 'error'> = {
    added: 'success',
    moved: 'processing',
    withdrawn: 'warning',
    unchanged: 'default',
    refused: 'error',
};

/** What a list of enrolments changes, row by row: seen before anything is kept. */
export function Difference({ id }: { id: string }) {
    const { t } = useTranslation();
    const [verdict, setVerdict] = useState<string>();
    const list = useList({
        name: ['import-difference', id],
        filters: { verdict },
        page: (query) => answer(training.GET('/imports/{id}/difference', { params: { path: { id }, query } })),
    });
    const counts = list.pages?.[0] && 'counts' in list.pages[0] ? list.pages[0].counts : undefined;
    // It is kept for a week, by the replica that read the file.
    if (list.query.error) return null;
    return (
        <section aria-labelledby="import-difference">
            <Typography.Title level={2} id="import-difference" style={{ fontSize: '1.15rem' }}>
                {t('imports.difference')}
            </Typography.Title>
            <Flex gap="small" wrap style={{ marginBottom: '0.75rem' }} role="group" aria-labelledby="import-difference">
                <Button
                    size="small"
                    type={verdict === undefined ? 'primary' : 'default'}
                    aria-pressed={verdict === undefined}
                    onClick={() => setVerdict(undefined)}
                >
                    {t('imports.allRows')}
                </Button>
                {VERDICTS.map((one) => (
                    <Button
                        key={one}
                        size="small"
                        type={verdict === one ? 'primary' : 'default'}
                        aria-pressed={verdict === one}
                        onClick={() => setVerdict(one)}
                    >
                        {t('imports.verdictRows', {
                            verdict: t(`imports.verdicts.${one}`),
                            rows: count(counts?.[one] ?? 0),
                        })}
                    </Button>
                ))}
            </Flex>
            <ListTable<Row>
                list={list}
                aria-labelledby="import-difference"
                empty={t('imports.noneOfVerdict')}
                lines={4}
                columns={[
                    {
                        title: t('imports.row'),
                        dataIndex: 'row',
                        className: 'number',
                        render: (row: number | null) => row ?? t('imports.notInFile'),
                    },
                    {
                        title: t('imports.verdictName'),
                        dataIndex: 'verdict',
                        render: (one: string) => <Badge status={POINTS[one]} text={t(`imports.verdicts.${one}`)} />,
                    },
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                    },
                    {
                        title: t('enrolments.session'),
                        dataIndex: 'subject',
                        render: (subject: string, one) =>
                            one.verdict === 'moved' && one.before
                                ? t('imports.movedFrom', { from: one.before, to: subject })
                                : subject,
                    },
                    {
                        title: t('imports.reason'),
                        dataIndex: 'reason',
                        className: 'sentence',
                        render: (reason: string | null) => reason ?? '—',
                    },
                ]}
            />
        </section>
    );
}
