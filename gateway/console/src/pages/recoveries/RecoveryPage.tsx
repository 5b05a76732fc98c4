import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Skeleton, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { date, instant, money, period } from '../../parts/format';
import { Balance } from './Balance';
import { RecoveryActs } from './RecoveryActs';
import { RecoveryTag } from './RecoveryTag';
import { SideForm } from './SideForm';
import { type Recovery, recovery } from './calls';

/** A case: what it is about, the manager's side, what it takes from where, and what the reader may do about it. */
export default function RecoveryPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['recoveries', 'one', id], queryFn: () => recovery(id) });
    const { data, error } = query;
    return (
        <Flex vertical gap="middle">
            <Link to="/recoveries">
                <ArrowLeftOutlined /> {t('room.recoveries')}
            </Link>
            {error && <ProblemNote problem={error} retry={() => void query.refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
            {data && (
                <>
                    <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                        {t('recovery.title', { number: data.number, amount: money(data.amount) })}
                    </Typography.Title>
                    <RecoveryActs recovery={data} />
                    {data.mayStateSide && <SideForm recovery={data} />}
                    <Facts of={data} />
                    <Balance recovery={data} />
                    <Part title={t('recovery.text')}>
                        <Words>{data.text}</Words>
                        {data.evidence.length > 0 && (
                            <Typography.Text type="secondary">
                                {t('adjustment.restsOn', { evidence: data.evidence.join(t('list.comma')) })}
                            </Typography.Text>
                        )}
                    </Part>
                    <Part title={t('recovery.side')}>
                        {data.side === null || data.sideAt === null ? (
                            t(data.state === 'awaiting-side' ? 'recovery.noSideYet' : 'recovery.noSide')
                        ) : (
                            <>
                                <Words>{data.side}</Words>
                                <Typography.Text type="secondary">{instant(data.sideAt)}</Typography.Text>
                            </>
                        )}
                    </Part>
                </>
            )}
        </Flex>
    );
}

const Words = ({ children }: { children: ReactNode }) => (
    <div style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{children}</div>
);

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
    <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{title}</h2>}>
        {children}
    </Card>
);

function Facts({ of: one }: { of: Recovery }) {
    const { t } = useTranslation();
    const ground = currentLanguage() === 'en' ? one.ground.text.en : one.ground.text.zh;
    return (
        <Card size="small">
            <Descriptions
                size="small"
                column={{ xs: 1, lg: 2 }}
                items={[
                    { key: 'state', label: t('correction.state'), children: <RecoveryTag state={one.state} /> },
                    {
                        key: 'manager',
                        label: t('months.manager'),
                        children: <ManagerName no={one.managerNo} name={one.name} />,
                    },
                    {
                        key: 'ground',
                        label: t('recovery.ground'),
                        children: t(one.ground.isMust ? 'recovery.mustGround' : 'recovery.mayGround', { ground }),
                    },
                    {
                        key: 'months',
                        label: t('recovery.months'),
                        children: one.periods.map(period).join(t('list.comma')),
                    },
                    ...(one.leftOn === null
                        ? []
                        : [{ key: 'left', label: t('recovery.leftOn'), children: date(one.leftOn) }]),
                    { key: 'until', label: t('recovery.sideUntil'), children: date(one.sideUntil) },
                    {
                        key: 'maker',
                        label: t('correction.maker'),
                        children: t('list.byAt', { who: one.proposedBy, at: instant(one.proposedAt) }),
                    },
                    ...(one.decidedBy === null || one.decidedAt === null
                        ? []
                        : [
                              {
                                  key: 'checker',
                                  label: t('correction.checker'),
                                  children: t('list.byAt', { who: one.decidedBy, at: instant(one.decidedAt) }),
                              },
                          ]),
                    ...(one.refusalReason === null
                        ? []
                        : [{ key: 'refused', label: t('recovery.refusedWith'), children: one.refusalReason }]),
                ]}
            />
        </Card>
    );
}
