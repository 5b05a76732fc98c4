import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent } from '../../parts/format';
import { Bar } from '../../parts/Bar';
import { figure, kpiName } from '../scorecards/kpis';

interface Props {
    of: readonly { kpi: string; value: string | null; target: string | null; ratio: string | null }[];
}

/** KPIs against their targets, in words and as bars. */
export function KpiBars({ of }: Props) {
    const { t } = useTranslation();
    return (
        <ul className="home-list">
            {of.map(({ kpi, value, target, ratio }) => (
                <li key={kpi}>
                    <div className="home-row">
                        <span>{kpiName(t, kpi)}</span>
                        <span>
                            <Typography.Text type="secondary" className="number">
                                {value !== null &&
                                    target !== null &&
                                    t('home.ofTarget', { value: figure(kpi, value), target: figure(kpi, target) })}
                            </Typography.Text>{' '}
                            <strong className="number">{ratio === null ? '—' : percent(ratio)}</strong>
                        </span>
                    </div>
                    <Bar ratio={ratio} />
                </li>
            ))}
        </ul>
    );
}
