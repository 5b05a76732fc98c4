import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Draft } from './drafts';

/** Says that what was typed earlier has come back, and offers to begin again. */
export function DraftNote({ draft }: { draft: Pick<Draft<unknown>, 'isRestored' | 'clear'> }) {
    const { t } = useTranslation();
    if (!draft.isRestored) return null;
    return (
        <Alert
            type="info"
            showIcon
            title={t('draft.restored')}
            style={{ width: '100%' }}
            action={
                <Button size="small" onClick={draft.clear}>
                    {t('draft.discard')}
                </Button>
            }
        />
    );
}
