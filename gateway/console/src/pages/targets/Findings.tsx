import { Typography } from 'antd';
import { currentLanguage } from '../../i18n';
import type { Finding } from './calls';

/** What the SMART check asks about a target: it warns and never refuses. */
export function Findings({ of }: { of: readonly Finding[] }) {
    const isEnglish = currentLanguage() === 'en';
    return (
        <>
            {of.map(({ code, text }) => (
                <Typography.Text key={code} style={{ display: 'block' }}>
                    ⚠ {isEnglish ? text.en : text.zh}
                </Typography.Text>
            ))}
        </>
    );
}
