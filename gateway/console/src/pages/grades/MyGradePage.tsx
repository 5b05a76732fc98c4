import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Empty, Flex, Input, Skeleton, Statistic, Tag, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { date, percent, period, rate } from '../../parts/format';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type Grade, appeal, grade } from './calls';
import { gradeWord, marginSentences } from './words';

/** A manager's own grade: how it came about, the way to the next level, and an appeal. */
export default function MyGradePage() {
    const { t } = useTranslation();
    const { managerNo } = usePerson();
    const query = useQuery({
        queryKey: ['grade', managerNo],
        queryFn: () => grade(managerNo ?? ''),
        enabled: managerNo !== null,
    });
    return (
        <Flex vertical gap="middle">
            <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                {t('room.myGrade')}
            </Typography.Title>
            {query.error ? (
                <ProblemNote problem={query.error} retry={() => void query.refetch()} />
            ) : !query.data ? (
                <Skeleton active paragraph={{ rows: 8 }} />
            ) : query.data.result === null ? (
                <Empty description={t('grades.noneYet')} />
            ) : (
                <Own grade={query.data} result={query.data.result} />
            )}
        </Flex>
    );
}

function Own({ grade: own, result }: { grade: Grade; result: NonNullable<Grade['result']> }) {
    const { t } = useTranslation();
    const current = own.grades.find((one) => one.isCurrent);
    return (
        <>
            <Flex gap="large" wrap align="end">
                <Statistic
                    title={t('grades.grade')}
                    value={current ? gradeWord(t, current.level, current.step) : '–'}
                    styles={{ content: { fontSize: '2rem', fontWeight: 600 } }}
                />
                <Statistic title={t('grades.score')} value={result.score === null ? '–' : percent(result.score)} />
                <Statistic title={t('grades.rank')} value={`${result.rank} / ${own.graded}`} />
            </Flex>
            {current && (current.payLevel !== current.level || current.payStep !== current.step) && (
                <Typography.Text>
                    {t('grades.paidAs', { grade: gradeWord(t, current.payLevel, current.payStep) })}
                </Typography.Text>
            )}
            <section aria-labelledby="grade-next">
                <Typography.Title level={2} id="grade-next" style={{ fontSize: '1.25rem' }}>
                    {t('grades.next')}
                </Typography.Title>
                {marginSentences(t, result.margin).map((sentence) => (
                    <Typography.Paragraph key={sentence}>{sentence}</Typography.Paragraph>
                ))}
            </section>
            <section aria-labelledby="grade-parts">
                <Typography.Title level={2} id="grade-parts" style={{ fontSize: '1.25rem' }}>
                    {t('grades.parts')}
                </Typography.Title>
                <WideTable
                    aria-labelledby="grade-parts"
                    rowKey="part"
                    dataSource={result.parts}
                    columns={[
                        {
                            title: t('grades.partOf'),
                            dataIndex: 'part',
                            render: (one: string) => t(`grades.part.${one}`),
                        },
                        {
                            title: t('grades.value'),
                            dataIndex: 'value',
                            align: 'right',
                            render: (value: string | null) => (value === null ? t('grades.leftOut') : percent(value)),
                        },
                        { title: t('scoreSheets.weight'), dataIndex: 'weight', align: 'right', render: rate },
                    ]}
                />
                {result.decisionReason && (
                    <Typography.Paragraph>
                        {t('grades.because', { by: result.decidedBy, reason: result.decisionReason })}
                    </Typography.Paragraph>
                )}
            </section>
            <Descriptions
                size="small"
                column={{ xs: 1, sm: 2 }}
                items={own.grades.map((one) => ({
                    key: `${one.from} ${one.version}`,
                    label: t('grades.since', { day: date(one.from), period: period(one.period) }),
                    children: (
                        <>
                            {gradeWord(t, one.level, one.step)} {!one.isCurrent && <Tag>{t('grades.superseded')}</Tag>}
                        </>
                    ),
                }))}
            />
            <OwnAppeal grade={own} />
        </>
    );
}

function OwnAppeal({ grade: own }: { grade: Grade }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`grade-appeal.${own.managerNo}`, '');
    const appealing = useMutation({
        mutationFn: () => appeal(own.managerNo, draft.value.trim()),
        onSuccess: async () => {
            void message.success(t('grades.appealed'));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['grade', own.managerNo] });
        },
    });
    if (own.appeal)
        return (
            <Alert
                type={own.appeal.state === 'open' ? 'info' : own.appeal.state === 'upheld' ? 'success' : 'warning'}
                showIcon
                title={t(`grades.appealStates.${own.appeal.state}`)}
                description={
                    <>
                        <div>{own.appeal.text}</div>
                        {own.appeal.reason && <div>{own.appeal.reason}</div>}
                    </>
                }
            />
        );
    if (!own.mayAppeal) return null;
    return (
        <Flex vertical gap="small" style={{ width: 'min(40rem, 100%)' }}>
            <label htmlFor={id}>{t('grades.appealUntil', { day: date(own.appealUntil ?? '') })}</label>
            <Input.TextArea
                id={id}
                rows={4}
                maxLength={2000}
                showCount
                value={draft.value}
                onChange={(event) => draft.set(event.target.value)}
            />
            {appealing.error && <ProblemNote problem={appealing.error} />}
            <div>
                <Button
                    type="primary"
                    disabled={draft.value.trim() === ''}
                    loading={appealing.isPending}
                    onClick={() => appealing.mutate()}
                >
                    {t('grades.appeal')}
                </Button>
            </div>
        </Flex>
    );
}
