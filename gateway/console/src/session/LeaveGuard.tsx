import { Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { hasUnsaved, useUnsaved } from './drafts';

/** Asks before a page with unsaved entries is left, by a link, by the way back, or by closing the tab. */
export function LeaveGuard() {
    const { t } = useTranslation();
    const isUnsaved = useUnsaved();
    const blocker = useBlocker(
        ({ currentLocation, nextLocation }) => hasUnsaved() && currentLocation.pathname !== nextLocation.pathname,
    );
    useEffect(() => {
        if (!isUnsaved) return;
        const warn = (event: BeforeUnloadEvent) => event.preventDefault();
        addEventListener('beforeunload', warn);
        return () => removeEventListener('beforeunload', warn);
    }, [isUnsaved]);
    return (
        <Modal
            open={blocker.state === 'blocked'}
            title={t('draft.leaveAsk')}
            okText={t('draft.stay')}
            cancelText={t('draft.leave')}
            onOk={() => blocker.reset?.()}
            onCancel={() => blocker.proceed?.()}
            closable={false}
            mask={{ closable: false }}
        >
            <p>{t('draft.leaveMeans')}</p>
        </Modal>
    );
}
