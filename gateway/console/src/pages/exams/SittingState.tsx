import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SittingRow } from './calls';

/** How a sitting came out, told by its words and not by its colour alone. */
export function SittingState({ of }: { of: Pick<SittingRow, 'state' | 'isPassed'> }) {
    const { t } = useTranslation();
    if (of.state === 'open') return <Badge status="processing" text={t('exams.state.open')} />;
    return of.isPassed ? (
        <Badge status="success" text={t('exams.passed')} />
    ) : (
        <Badge status="error" text={t('exams.notPassed')} />
    );
}
