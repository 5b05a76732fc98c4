import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { money, period } from '../../parts/format';
import { RunTag } from '../month/RunTag';
import type { Run } from '../month/calls';
import { Lines } from './Part';

/** Bonus runs, each with how far it is and what it comes to. */
export function RunLines({ of, none }: { of: readonly Run[]; none: string }) {
    const { t } = useTranslation();
    return (
        <Lines none={none}>
            {of.map((run) => (
                <li key={run.id}>
                    <div className="home-row">
                        <Link to={`/runs/${run.id}`}>{period(run.period)}</Link>
                        <RunTag status={run.status} />
                        <strong className="number">{run.resultHash ? money(run.total) : '—'}</strong>
                    </div>
                    <Typography.Text type="secondary">
                        {run.decidedBy
                            ? t('home.madeAndDecided', { maker: run.createdBy, decider: run.decidedBy })
                            : t('home.made', { maker: run.createdBy })}
                    </Typography.Text>
                </li>
            ))}
        </Lines>
    );
}
