import { Alert, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import type { Finding } from './calls';

const inLanguage = (text: { zh?: string; en?: string }) => (currentLanguage() === 'en' ? text.en : text.zh) ?? '';

/** The provisions that a sheet conflicts with: each with its numbers, the clause and its source. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
    const { t } = useTranslation();
    return (
        <Alert
            type="warning"
            showIcon
            style={{ width: '100%' }}
            title={t('scoreSheets.findings', { count: findings.length })}
            description={<FindingList findings={findings} />}
        />
    );
}

export function FindingList({ findings }: { findings: readonly Finding[] }) {
    return (
        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
            {findings.map((finding) => (
                <li key={finding.code}>
                    {inLanguage(finding.text)}
                    <br />
                    <Typography.Text type="secondary">
                        {inLanguage(finding.source)} {inLanguage(finding.clause)}
                    </Typography.Text>
                </li>
            ))}
        </ul>
    );
}
