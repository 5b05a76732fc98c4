import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Flex, Progress, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { count, instant, period } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { cancelWhatIf, isUnderWay, whatIf } from './calls';
import { Managers } from './Managers';
import { Result } from './Result';
import { WhatIfTag } from './WhatIfTag';

/** A what-if: its progress while it is calculated, then its result. */
export default function WhatIfPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const { roles } = usePerson();
    const queries = useQueryClient();
    const query = useQuery({
        queryKey: ['what-if', id],
        queryFn: () => whatIf(id),
        refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1_000 : false),
    });
    const cancelling = useMutation({
        mutationFn: () => cancelWhatIf(id, crypto.randomUUID()),
        onSettled: () => queries.invalidateQueries({ queryKey: ['what-if', id] }),
    });
    const seen = query.data;
    const mayCancel = roles.some((role) => role === 'incentive-analyst' || role === 'incentive-approver');
    return (
        <Flex vertical gap="middle">
            <Link to="/what-ifs">
                <ArrowLeftOutlined /> {t('room.whatIfs')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {!seen && !query.error && <Skeleton active paragraph={{ rows: 12 }} />}
            {seen && (
                <>
                    <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                        {t('whatIf.title', { plan: currentLanguage() === 'en' ? seen.title.en : seen.title.zh })}
                    </Typography.Title>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2, lg: 3 }}
                        items={[
                            { key: 'state', label: t('whatIf.state'), children: <WhatIfTag status={seen.status} /> },
                            {
                                key: 'plan',
                                label: t('whatIf.plan'),
                                children:
                                    seen.planVersion === null ? (
                                        t('whatIf.unsaved', { code: seen.planCode })
                                    ) : (
                                        <Link to={`/plans/${encodeURIComponent(seen.planCode)}/${seen.planVersion}`}>
                                            {t('months.planVersion', {
                                                code: seen.planCode,
                                                version: seen.planVersion,
                                            })}
                                        </Link>
                                    ),
                            },
                            {
                                key: 'months',
                                label: t('whatIf.months'),
                                children: t('whatIf.fromTo', { from: period(seen.from), to: period(seen.to) }),
                            },
                            {
                                key: 'org',
                                label: t('months.org'),
                                children: seen.org ?? t('whatIf.wholeBank'),
                            },
                            {
                                key: 'known',
                                label: t('whatIf.known'),
                                children: t('whatIf.atClose', { close: seen.closeNumber }),
                            },
                            {
                                key: 'asked',
                                label: t('whatIf.askedBy'),
                                children: t('list.byAt', { who: seen.createdBy, at: instant(seen.createdAt) }),
                            },
                        ]}
                    />
                    {isUnderWay(seen) && (
                        <Flex gap="middle" align="center" wrap aria-live="polite">
                            <Progress
                                style={{ maxWidth: '24rem' }}
                                percent={seen.outOf === 0 ? 0 : Math.floor((seen.done / seen.outOf) * 100)}
                            />
                            <span className="number">
                                {t('whatIf.progress', { done: count(seen.done), all: count(seen.outOf) })}
                            </span>
                            {mayCancel && (
                                <Button loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
                                    {t('whatIf.cancel')}
                                </Button>
                            )}
                        </Flex>
                    )}
                    {cancelling.error && <ProblemNote problem={cancelling.error} />}
                    {seen.error && <Alert type="error" showIcon title={seen.error} />}
                    {seen.result && (
                        <>
                            <Result result={seen.result} />
                            <Managers id={seen.id} />
                        </>
                    )}
                </>
            )}
        </Flex>
    );
}
