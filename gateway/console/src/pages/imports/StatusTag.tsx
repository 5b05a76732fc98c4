import {
    CheckCircleOutlined,
    ClockCircleOutlined,
    CloseCircleOutlined,
    SyncOutlined,
    WarningOutlined,
} from '@ant-design/icons';
import { Tag, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportState } from './state';

/** The state of an import; the colour is the icon's alone, so that the word stays readable. */
export function StatusTag({ state }: { state: ImportState }) {
    const { t } = useTranslation();
    const { token } = theme.useToken();
    const icons: Record<string, ReactNode> = {
        queued: <ClockCircleOutlined />,
        running: <SyncOutlined spin />,
        completed:
            state.rowsRejected > 0 ? (
                <WarningOutlined style={{ color: token.colorWarning }} />
            ) : (
                <CheckCircleOutlined style={{ color: token.colorSuccess }} />
            ),
        failed: <CloseCircleOutlined style={{ color: token.colorError }} />,
    };
    return (
        <Tag>
            {icons[state.status]} {t(`imports.status.${state.status}`)}
        </Tag>
    );
}
