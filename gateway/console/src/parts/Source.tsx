import { theme } from 'antd';

/** Something as a machine wrote it, to be read: indented where it is JSON. */
export function Source({ of, label }: { of: unknown; label: string }) {
    const { token } = theme.useToken();
    return (
        <pre
            aria-label={label}
            tabIndex={0}
            style={{
                maxHeight: '24rem',
                margin: 0,
                padding: '0.5rem',
                overflow: 'auto',
                background: token.colorFillTertiary,
                fontSize: '0.8125rem',
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
            }}
        >
            {indented(of)}
        </pre>
    );
}

function indented(of: unknown): string {
    if (typeof of !== 'string') return JSON.stringify(of, null, 2);
    try {
        return JSON.stringify(JSON.parse(of), null, 2);
    } catch {
        return of;
    }
}
