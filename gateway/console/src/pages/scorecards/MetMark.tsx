import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../parts/format';
import { metOf } from './kpis';

const COLOURS = { met: 'success', near: 'warning', missed: 'error', none: 'default' } as const;

/** A ratio, marked by how far it is from the whole. The words keep their contrast; the colour is beside them. */
export function MetMark({ ratio }: { ratio: string | null }) {
    const { t } = useTranslation();
    const text = ratio === null ? t('scorecards.notCounted') : percent(ratio);
    return <Badge status={COLOURS[metOf(ratio)]} text={<span className="number">{text}</span>} />;
}
