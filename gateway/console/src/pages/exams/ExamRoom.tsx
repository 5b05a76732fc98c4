import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Typography } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../parts/ProblemNote';
import { exactInstant } from '../../parts/format';
import { Acts } from '../corrections/Acts';
import { AnswerField } from './AnswerField';
import './ExamRoom.css';
import { type Asked, type Sitting, endSitting, leaveSitting, said } from './calls';
import { useAnswers } from './useAnswers';

/** The time left at which the page says so. */
const SOON = 300;

const clock = (seconds: number) =>
    [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
        .map((part) => String(part).padStart(2, '0'))
        .join(':');

/** The room in which an exam is sat: one question at a time, answers saved as one goes, the time by the server. */
export function ExamRoom({ sitting, questions }: { sitting: Sitting; questions: readonly Asked[] }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const { id } = sitting.sitting;
    const [at, setAt] = useState(() =>
        Math.max(
            0,
            questions.findIndex((one) => one.given.every((given) => !given)),
        ),
    );
    const [left, setLeft] = useState(sitting.secondsLeft);
    const heading = useRef<HTMLHeadingElement>(null);
    const reload = useCallback(() => void queries.invalidateQueries({ queryKey: ['sitting', id] }), [queries, id]);
    const { givenOf, answer, savedAt, fault, endsAt, isWaiting, clear } = useAnswers(
        id,
        questions,
        sitting.secondsLeft,
        reload,
    );

    useEffect(() => {
        const tick = () => {
            const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
            setLeft(seconds);
            // The service ends it; the page asks how until it has.
            if (seconds === 0) reload();
        };
        const timer = setInterval(tick, 1000);
        return () => clearInterval(timer);
    }, [endsAt, reload]);

    useEffect(() => {
        const noteLeaving = () => {
            if (document.visibilityState === 'hidden') void leaveSitting(id).catch(() => undefined);
        };
        document.addEventListener('visibilitychange', noteLeaving);
        return () => document.removeEventListener('visibilitychange', noteLeaving);
    }, [id]);

    const isAnswered = (one: Asked) => givenOf(one).some((given) => given !== '');
    const open = questions.filter((one) => !isAnswered(one)).length;
    const one = questions[at];
    const go = (next: number) => {
        setAt(next);
        heading.current?.focus();
    };
    const isLost = fault !== undefined && (!(fault instanceof Problem) || fault.isPassing || fault.status >= 500);
    const state = isLost
        ? 'exams.keptHere'
        : isWaiting
          ? 'exams.saving'
          : savedAt
            ? 'exams.savedAt'
            : 'exams.nothingYet';
    return (
        <Flex vertical gap="middle" className="exam-room">
            <Typography.Title level={1} style={{ margin: 0 }}>
                {said(sitting.title)}
            </Typography.Title>
            <div className="exam-bar">
                <Flex justify="space-between" wrap gap="small" align="baseline">
                    <span role="timer" className="exam-time" aria-label={t('exams.timeLeft')}>
                        {clock(left)}
                    </span>
                    <span role="status" className="exam-quiet">
                        {t(state, { at: savedAt ? exactInstant(savedAt) : '' })}
                    </span>
                </Flex>
            </div>
            {left > 0 && left <= SOON && <Alert type="warning" showIcon title={t('exams.soonOver')} />}
            {left === 0 && <Alert type="info" showIcon title={t('exams.timeIsOver')} />}
            {fault !== undefined && !isLost && <ProblemNote problem={fault} />}
            {one && (
                <Card size="small">
                    <Typography.Title level={2} ref={heading} tabIndex={-1} style={{ fontSize: '1rem', marginTop: 0 }}>
                        {t('exams.questionOf', { number: at + 1, count: questions.length })} ·{' '}
                        {t(`exams.kind.${one.kind}`)} ·{' '}
                        {t('exams.pointsOf', { count: one.items.reduce((sum, item) => sum + item.points, 0) })}
                    </Typography.Title>
                    <div className="exam-stem">{said(one.stem)}</div>
                    <Flex vertical gap="middle" style={{ marginBlockStart: '0.75rem' }}>
                        {one.items.map((item, place) => (
                            <div key={place}>
                                {item.stem && (
                                    <div className="exam-stem">
                                        {t('exams.partOf', { number: place + 1, stem: said(item.stem) })}
                                    </div>
                                )}
                                <AnswerField
                                    key={`${one.place}.${place}`}
                                    item={item}
                                    legend={said(item.stem ?? one.stem)}
                                    given={givenOf(one)[place] ?? ''}
                                    set={(given) =>
                                        answer(
                                            one.place,
                                            givenOf(one).map((old, other) => (other === place ? given : old)),
                                        )
                                    }
                                />
                            </div>
                        ))}
                    </Flex>
                </Card>
            )}
            <Flex gap="small" wrap>
                <Button disabled={at === 0} onClick={() => go(at - 1)}>
                    {t('exams.before')}
                </Button>
                <Button type="primary" disabled={at >= questions.length - 1} onClick={() => go(at + 1)}>
                    {t('exams.next')}
                </Button>
            </Flex>
            <nav aria-label={t('exams.allQuestions')}>
                <ul className="exam-places">
                    {questions.map((each, place) => (
                        <li key={each.place}>
                            <Button
                                type={place === at ? 'primary' : 'default'}
                                aria-current={place === at ? 'step' : undefined}
                                aria-label={t(isAnswered(each) ? 'exams.answeredPlace' : 'exams.openPlace', {
                                    number: place + 1,
                                })}
                                onClick={() => go(place)}
                            >
                                {isAnswered(each) ? `${place + 1} ✓` : place + 1}
                            </Button>
                        </li>
                    ))}
                </ul>
            </nav>
            <Acts
                of={said(sitting.title)}
                form={`sitting-end.${id}`}
                refresh={['sitting', 'sittings']}
                acts={[
                    {
                        name: 'end',
                        label: t('exams.handIn'),
                        ask: t('exams.handInAsk'),
                        means: open > 0 ? t('exams.handInOpen', { count: open }) : t('exams.handInMeans'),
                        isMain: true,
                        done: t('exams.handedIn'),
                        run: async (key) => {
                            if (isWaiting) throw new Error(t('exams.stillSaving'));
                            await endSitting(id, key);
                            clear();
                        },
                    },
                ]}
            />
        </Flex>
    );
}
