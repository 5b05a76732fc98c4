import { Typography } from 'antd';
import type { ReactNode } from 'react';

/** The name of a page, and in a sentence what it is for. */
export function PageHead({ title, lead, aside }: { title: string; lead: string; aside?: ReactNode }) {
    return (
        <div>
            <Typography.Title level={1} style={{ marginTop: 0 }}>
                {title}
            </Typography.Title>
            <Typography.Text type="secondary">{lead}</Typography.Text> {aside}
        </div>
    );
}
