import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionActions } from './actions';
import { useSession } from './session';

/** The time before the end at which the person is asked whether to stay. */
const WARN = 120_000;

/** Warns before an idle session ends, and ends the page with it. */
export function SessionEnd() {
    const { t } = useTranslation();
    const { data, refetch } = useSession();
    const { stay, signOut } = useSessionActions();
    const [now, setNow] = useState(() => Date.now());
    const left = data?.endsAt ? Date.parse(data.endsAt) - now : Infinity;

    useEffect(() => {
        const timer = setInterval(() => setNow(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);

    useEffect(() => {
        if (left <= 0) void refetch();
    }, [left, refetch]);

    return (
        <Modal
            open={left > 0 && left < WARN}
            title={t('session.ending')}
            okText={t('session.stay')}
            cancelText={t('session.signOut')}
            onOk={() => void stay()}
            onCancel={() => void signOut()}
            closable={false}
            mask={{ closable: false }}
        >
            <p aria-live="polite">{t('session.endsIn', { seconds: Math.max(0, Math.ceil(left / 1000)) })}</p>
        </Modal>
    );
}
