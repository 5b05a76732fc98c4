import { Flex, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date } from '../../parts/format';
import { type Posting, type Span, wordOf } from './roster';

/** A posting of a manager's time line; its changes stand out. */
export function PostingLine({ span, unitName }: { span: Span; unitName: string | undefined }) {
    const { t } = useTranslation();
    const { posting, to, when, changed } = span;
    const person = (no: string | null) => (no ? <Link to={`/managers/${encodeURIComponent(no)}`}>{no}</Link> : '—');
    const facts: [keyof Posting, string, ReactNode][] = [
        ['level', t('managers.levelName'), wordOf(t, 'level', posting.level)],
        ['step', t('managers.step'), posting.step ?? '—'],
        ['area', t('managers.areaName'), wordOf(t, 'area', posting.area)],
        ['employment', t('managers.employmentName'), wordOf(t, 'employment', posting.employment)],
        ['supervisorNo', t('managers.supervisor'), person(posting.supervisorNo)],
        ['mentorNo', t('managers.mentor'), person(posting.mentorNo)],
    ];
    return (
        <Flex vertical gap={4}>
            <span>
                <Typography.Text type="secondary">
                    {to
                        ? t('managers.span', { from: date(posting.from), to: date(to) })
                        : t('managers.since', { from: date(posting.from) })}
                </Typography.Text>{' '}
                {when !== 'past' && (
                    <Tag variant="outlined">{t(when === 'now' ? 'managers.inForce' : 'managers.future')}</Tag>
                )}
            </span>
            <span>
                <Typography.Text strong>{unitName ?? posting.org}</Typography.Text>{' '}
                {unitName && <Typography.Text type="secondary">{posting.org}</Typography.Text>}{' '}
                {changed.includes('org') && <Tag variant="outlined">{t('managers.changed')}</Tag>}
            </span>
            <Flex gap="4px 16px" wrap component="ul" style={{ margin: 0, padding: 0, listStyle: 'none' }}>
                {facts.map(([field, label, value]) => (
                    <li key={field}>
                        <Typography.Text type="secondary">{label}</Typography.Text> {value}{' '}
                        {changed.includes(field) && <Tag variant="outlined">{t('managers.changed')}</Tag>}
                    </li>
                ))}
            </Flex>
        </Flex>
    );
}
