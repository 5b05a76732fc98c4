import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';

const BADGES = { marking: 'processing', third: 'warning', done: 'success' } as const;

/** How far an assessment is, told by its words and not by its colour alone. */
export function AssessmentState({ state }: { state: string }) {
    const { t } = useTranslation();
    return <Badge status={BADGES[state as keyof typeof BADGES]} text={t(`exams.assessmentState.${state}`)} />;
}
