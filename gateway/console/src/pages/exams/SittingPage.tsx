import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, exactInstant, figure } from '../../parts/format';
import { ExamRoom } from './ExamRoom';
import './ExamRoom.css';
import { SittingState } from './SittingState';
import { type Asked, LETTERS, type Reviewed, type Sitting, said, sitting } from './calls';

/** A sitting: the exam room while it is one's own and open, and afterwards how it came out. */
export default function SittingPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['sitting', id], queryFn: () => sitting(id), staleTime: Infinity });
    const { data } = query;
    return (
        <Flex vertical gap="middle">
            <Link to="/sittings">
                <ArrowLeftOutlined /> {t('room.sittings')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {data?.questions ? (
                <ExamRoom sitting={data} questions={data.questions} />
            ) : data ? (
                <Outcome of={data} />
            ) : (
                !query.error && <Skeleton active title paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}

function Outcome({ of }: { of: Sitting }) {
    const { t } = useTranslation();
    const { sitting: row, review } = of;
    return (
        <>
            <Typography.Title level={1} style={{ marginTop: 0 }}>
                {said(of.title)}
            </Typography.Title>
            {row.state === 'open' && <Alert type="info" showIcon title={t('exams.stillOpen')} />}
            <Descriptions
                column={{ xs: 1, md: 2 }}
                items={[
                    { key: 'manager', label: t('months.manager'), children: row.name ?? row.managerNo },
                    { key: 'state', label: t('exams.stateLabel'), children: <SittingState of={row} /> },
                    ...(row.score !== null
                        ? [
                              {
                                  key: 'score',
                                  label: t('exams.score'),
                                  children: t('exams.scoreOf', { score: figure(row.score), pass: figure(of.passMark) }),
                              },
                          ]
                        : []),
                    {
                        key: 'answered',
                        label: t('exams.answered'),
                        children: t('exams.answeredOf', { answered: count(of.answered), total: count(of.total) }),
                    },
                    { key: 'startedAt', label: t('exams.startedAt'), children: exactInstant(row.startedAt) },
                    ...(row.endedAt !== null
                        ? [
                              {
                                  key: 'endedAt',
                                  label: t('exams.endedAt'),
                                  children: `${exactInstant(row.endedAt)} · ${t(`exams.endedBy.${row.ending ?? 'handed-in'}`)}`,
                              },
                          ]
                        : []),
                    { key: 'timesLeft', label: t('exams.timesLeft'), children: count(row.timesLeft) },
                    {
                        key: 'draw',
                        label: t('exams.draw'),
                        children: t('exams.drawOf', { draw: of.draw, edition: of.edition }),
                    },
                ]}
            />
            {review ? (
                review.map((one) => <Marked key={one.code} of={one} />)
            ) : (
                <Typography.Text type="secondary">{t('exams.reviewLater')}</Typography.Text>
            )}
        </>
    );
}

/** A question after the end: what was answered, and what is right. */
function Marked({ of }: { of: Reviewed }) {
    const { t } = useTranslation();
    const { question } = of;
    return (
        <Card
            size="small"
            title={t('exams.questionNumber', { number: question.place })}
            extra={
                of.isWithdrawn ? (
                    <Tag>{t('exams.withdrawn')}</Tag>
                ) : (
                    t('exams.earnedOf', { earned: of.earned, most: of.most })
                )
            }
        >
            <div className="exam-stem">{said(question.stem)}</div>
            {question.items.map((item, at) => (
                <div key={at} style={{ marginBlockStart: '0.5rem' }}>
                    {item.stem && <div className="exam-stem">{said(item.stem)}</div>}
                    <div>
                        {t('exams.yourAnswer', {
                            answer: wordsOf(question, at, question.given[at]) || t('exams.none'),
                        })}
                    </div>
                    <div>{t('exams.rightAnswer', { answer: wordsOf(question, at, of.keys[at]) })}</div>
                </div>
            ))}
            {of.explanation && <Typography.Text type="secondary">{said(of.explanation)}</Typography.Text>}
        </Card>
    );
}

/** An answer in the words of its choices. */
function wordsOf(question: Asked, at: number, given: string | null | undefined): string {
    const item = question.items[at];
    if (!given || !item) return '';
    return item.kind === 'numeric'
        ? given
        : [...given]
              .map((letter) => said(item.choices[LETTERS.indexOf(letter)]))
              .join(item.kind === 'ordering' ? ' → ' : ' + ');
}
