import { Typography } from 'antd';

const ROW = '    ';

/** A plan in sentences, as the service writes it: a title, a line for each rule, and the rows of its table under it. */
export function PlanText({ text, lang, isOld = false }: { text: string; lang: 'zh' | 'en'; isOld?: boolean }) {
    const [title, ...lines] = text.split('\n');
    const rules: { sentence: string; rows: string[] }[] = [];
    for (const line of lines)
        if (line.startsWith(ROW)) rules.at(-1)?.rows.push(line.slice(ROW.length));
        else rules.push({ sentence: line, rows: [] });
    return (
        <Typography.Text type={isOld ? 'secondary' : undefined} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
            <strong style={{ fontSize: '1.0625rem' }}>{title}</strong>
            {rules.map(({ sentence, rows }) => (
                <div key={sentence} style={{ marginBlockStart: '0.5rem', overflowWrap: 'anywhere' }}>
                    {sentence}
                    {rows.length > 0 && (
                        <ul style={{ margin: 0, paddingInlineStart: '1.75rem' }}>
                            {rows.map((row) => (
                                <li key={row}>{row}</li>
                            ))}
                        </ul>
                    )}
                </div>
            ))}
        </Typography.Text>
    );
}
