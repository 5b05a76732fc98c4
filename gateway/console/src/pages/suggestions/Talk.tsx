import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { date } from '../../parts/format';
import type { SuggestionLine } from './calls';

/** What the author and the bank wrote to each other about a suggestion. */
export function Talk({ text, lines }: { text: string; lines: readonly SuggestionLine[] }) {
    const { t } = useTranslation();
    return (
        <>
            <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{text}</Typography.Paragraph>
            {lines.map((line) => (
                <Typography.Paragraph key={line.number} style={{ whiteSpace: 'pre-wrap' }}>
                    <Typography.Text type="secondary">
                        {t(`suggestions.from.${line.from}`)} {date(line.on)}
                    </Typography.Text>
                    <br />
                    {line.text}
                </Typography.Paragraph>
            ))}
        </>
    );
}
