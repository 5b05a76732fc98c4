import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Input, Progress, Skeleton, Typography } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { date, period } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { Acts } from '../corrections/Acts';
import { ReviewState } from './ReviewState';
import { type FormToFill, declineForm, myForm, said, saveForm } from './calls';
import './FormPage.css';

/** The pause after the last touch before the draft is sent to the service. */
const PAUSE = 1500;

const MARKS = [1, 2, 3, 4, 5];

/** A form to fill, made for a phone: one touch a mark, and what is marked is kept as one goes. */
export default function FormPage() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['review-form', id], queryFn: () => myForm(id), staleTime: Infinity });
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '40rem' }}>
            <Link to="/my-reviews">
                <ArrowLeftOutlined /> {t('room.myReviews')}
            </Link>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <Shown form={query.data} />
            ) : (
                !query.error && <Skeleton active title paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}

function Shown({ form }: { form: FormToFill }) {
    const { t } = useTranslation();
    const { review } = form;
    return (
        <>
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('reviews.rate', { name: review.name ?? review.managerNo })}
                </Typography.Title>
                <Typography.Text type="secondary">
                    {t('reviews.askedAs', {
                        relation: t(`reviews.relation.${review.relation}`),
                        period: period(review.period),
                        date: date(review.dueOn),
                    })}
                </Typography.Text>
            </div>
            {form.marks === null ? (
                <ReviewState state={review.state} />
            ) : (
                <Filling form={form} start={{ marks: form.marks, words: form.words ?? '' }} />
            )}
        </>
    );
}

interface Filled {
    marks: (number | null)[];
    words: string;
}

function Filling({ form, start }: { form: FormToFill; start: Filled }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const go = useNavigate();
    const field = useId();
    const { id, relation, managerNo, name } = form.review;
    const draft = useDraft<Filled>(`review.${id}`, start);
    const { value, isChanged } = draft;
    const done = value.marks.filter((mark) => mark !== null).length;
    const all = form.competencies.length;
    const keeping = useMutation({ mutationFn: (now: Filled) => saveForm(id, now.marks, now.words, false) });
    const { mutate: keep } = keeping;
    const isSending = useRef(false);
    useEffect(() => {
        if (!isChanged || isSending.current) return;
        const waiting = setTimeout(() => keep(value), PAUSE);
        return () => clearTimeout(waiting);
    }, [isChanged, value, keep]);
    const sending = useMutation({
        mutationFn: () => {
            isSending.current = true;
            return saveForm(id, value.marks, value.words, true);
        },
        onSuccess: async () => {
            void message.success(t('reviews.sentThanks'));
            draft.clear();
            queries.removeQueries({ queryKey: ['review-form', id] });
            await queries.invalidateQueries({ queryKey: ['reviews'] });
            await go('/my-reviews');
        },
        onError: () => {
            isSending.current = false;
        },
    });
    return (
        <Flex vertical gap="middle" className="review-form">
            <Alert
                type="info"
                showIcon
                title={t(
                    relation === 'self' || relation === 'superior' ? 'reviews.namedNote' : 'reviews.anonymousNote',
                    { minimum: form.minimum },
                )}
            />
            <DraftNote draft={draft} />
            <div className="review-progress">
                <Progress
                    aria-label={t('reviews.progress')}
                    percent={Math.round((done / all) * 100)}
                    format={() => t('reviews.ofAsked', { answered: done, asked: all })}
                />
            </div>
            {form.competencies.map((one, at) => {
                const mark = value.marks[at];
                return (
                    <Card size="small" key={one.code}>
                        <fieldset>
                            <legend>{said(one.name)}</legend>
                            <Typography.Paragraph type="secondary" style={{ marginBlockEnd: '0.5rem' }}>
                                {said(one.about)}
                            </Typography.Paragraph>
                            <div className="review-marks">
                                {MARKS.map((each) => (
                                    <label key={each}>
                                        <input
                                            type="radio"
                                            name={`${field}-${one.code}`}
                                            checked={mark === each}
                                            aria-label={t('reviews.markMeans', {
                                                mark: each,
                                                anchor: said(form.anchors[each - 1] ?? { zh: '', en: '' }),
                                            })}
                                            onChange={() =>
                                                draft.set((now) => ({
                                                    ...now,
                                                    marks: now.marks.map((old, place) => (place === at ? each : old)),
                                                }))
                                            }
                                        />
                                        {each}
                                    </label>
                                ))}
                            </div>
                            <Typography.Text type="secondary" style={{ minHeight: '1.5em', display: 'block' }}>
                                {mark ? said(form.anchors[mark - 1] ?? { zh: '', en: '' }) : t('reviews.chooseMark')}
                            </Typography.Text>
                        </fieldset>
                    </Card>
                );
            })}
            {form.hasText && (
                <div>
                    <label htmlFor={field}>{t('reviews.words')}</label>
                    <Input.TextArea
                        id={field}
                        rows={3}
                        maxLength={2000}
                        value={value.words}
                        onChange={(event) => {
                            const typed = event.target.value;
                            draft.set((now) => ({ ...now, words: typed }));
                        }}
                    />
                </div>
            )}
            <Typography.Text type="secondary" role="status">
                {keeping.isPending ? t('reviews.keeping') : keeping.isSuccess ? t('reviews.kept') : ' '}
            </Typography.Text>
            {keeping.error && <ProblemNote problem={keeping.error} />}
            {sending.error && <ProblemNote problem={sending.error} />}
            <Button
                type="primary"
                size="large"
                block
                disabled={done < all}
                loading={sending.isPending}
                onClick={() => sending.mutate()}
            >
                {done < all ? t('reviews.toMark', { count: all - done }) : t('reviews.send')}
            </Button>
            <Acts
                of={`${name ?? ''} ${managerNo}`.trim()}
                form={`review-decline.${id}`}
                refresh={['reviews', 'review-form']}
                acts={[
                    {
                        name: 'decline',
                        label: t('reviews.decline'),
                        ask: t('reviews.declineAsk'),
                        means: t('reviews.declineMeans'),
                        needsReason: true,
                        done: t('reviews.state.declined'),
                        run: async (key, reason) => {
                            await declineForm(id, reason, key);
                            draft.clear();
                        },
                    },
                ]}
            />
        </Flex>
    );
}
