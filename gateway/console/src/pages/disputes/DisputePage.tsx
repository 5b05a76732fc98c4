import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Skeleton, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { currentLanguage } from '../../i18n';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, date, instant, money, period, signedMoney } from '../../parts/format';
import { AnswerForm } from './AnswerForm';
import { DisputeTag } from './DisputeTag';
import { Reopen } from './Reopen';
import { type Dispute, dispute } from './calls';

/** A dispute: what it is about, how far it is, every step, and what the reader may do about it. */
export default function DisputePage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['disputes', 'one', id], queryFn: () => dispute(id) });
    const { data, error } = query;
    return (
        <Flex vertical gap="middle">
            <Link to="/disputes">
                <ArrowLeftOutlined /> {t('room.disputes')}
            </Link>
            {error && <ProblemNote problem={error} retry={() => void query.refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
            {data && (
                <>
                    <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                        {t('dispute.title', {
                            period: period(data.period),
                            rule: currentLanguage() === 'en' ? data.ruleName.en : data.ruleName.zh,
                        })}
                    </Typography.Title>
                    <Facts of={data} />
                    <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('dispute.course')}</h2>}>
                        <Timeline
                            items={data.steps.map((step) => ({
                                key: step.number,
                                content: (
                                    <div style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                                        <strong>{t(`dispute.step.${step.kind}`)}</strong>{' '}
                                        <Typography.Text type="secondary">
                                            {t('list.byAt', { who: step.by, at: instant(step.at) })}
                                        </Typography.Text>
                                        {step.text !== '' && <div>{step.text}</div>}
                                    </div>
                                ),
                            }))}
                        />
                    </Card>
                    <AnswerForm dispute={data} />
                    {data.mayReopen && <Reopen id={data.id} />}
                </>
            )}
        </Flex>
    );
}

function Facts({ of: one }: { of: Dispute }) {
    const { t } = useTranslation();
    return (
        <Card size="small">
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2, lg: 3 }}
                items={[
                    {
                        key: 'state',
                        label: t('correction.state'),
                        children: <DisputeTag state={one.state} isOverdue={one.isOverdue} />,
                    },
                    {
                        key: 'manager',
                        label: t('months.manager'),
                        children: <ManagerName no={one.managerNo} name={one.name} />,
                    },
                    {
                        key: 'statement',
                        label: t('dispute.statement'),
                        children: (
                            <Link to={`/statements/${encodeURIComponent(one.managerNo)}/${one.period}`}>
                                {period(one.period)}
                            </Link>
                        ),
                    },
                    { key: 'shown', label: t('dispute.shown'), children: money(one.shown) },
                    {
                        key: 'expected',
                        label: t('dispute.expectedShort'),
                        children: one.expected === null ? '–' : money(one.expected),
                    },
                    { key: 'due', label: t('dispute.dueOn'), children: date(one.dueOn) },
                    ...(one.workingDays === null
                        ? []
                        : [{ key: 'age', label: t('dispute.age'), children: count(one.workingDays) }]),
                    { key: 'to', label: t('dispute.assignedTo'), children: one.assignedTo ?? '–' },
                    ...(one.adjustment
                        ? [
                              {
                                  key: 'adjustment',
                                  label: t('dispute.adjustment'),
                                  children: t('dispute.adjustmentIs', {
                                      amount: signedMoney(one.adjustment.amount),
                                      state: t(`adjustment.state.${one.adjustment.state}`),
                                  }),
                              },
                          ]
                        : []),
                ]}
            />
        </Card>
    );
}
