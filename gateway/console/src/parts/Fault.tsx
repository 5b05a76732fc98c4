import { theme } from 'antd';
import type { ReactNode } from 'react';

/** A piece of text at fault: its ground and line say so, so that the words keep their contrast. */
export function Fault({ children }: { children: ReactNode }) {
    const { token } = theme.useToken();
    return (
        <mark
            style={{
                padding: '0 0.25rem',
                borderBottom: `2px solid ${token.colorError}`,
                background: token.colorErrorBg,
                color: token.colorText,
                fontWeight: 600,
            }}
        >
            {children}
        </mark>
    );
}
