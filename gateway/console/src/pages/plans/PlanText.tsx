import { Typography } from 'antd';
import type { TFunction } from 'i18next';
import type { PlanDocument } from './document';
import { planWords } from './words';

/** A plan in sentences, in the language of `t`. */
export function PlanText({
    t,
    document,
    lang,
    level = 3,
}: {
    t: TFunction;
    document: PlanDocument;
    lang: string;
    level?: 2 | 3;
}) {
    const title = lang === 'en' ? document.title.en : document.title.zh;
    return (
        <div lang={lang}>
            <Typography.Title level={level} style={{ fontSize: '1.0625rem' }}>
                {title || '—'}
            </Typography.Title>
            <ol style={{ margin: 0, paddingInlineStart: '1.5rem' }}>
                {planWords(t, document, lang).map((rule, index) => (
                    <li key={index} style={{ marginBottom: '0.5rem' }}>
                        {rule.name && <strong>{rule.name} </strong>}
                        <Typography.Text code>{rule.id}</Typography.Text> {rule.lines[0]}
                        {rule.lines.length > 1 && (
                            <ul style={{ paddingInlineStart: '1.25rem' }}>
                                {rule.lines.slice(1).map((line) => (
                                    <li key={line}>{line}</li>
                                ))}
                            </ul>
                        )}
                    </li>
                ))}
            </ol>
        </div>
    );
}
