import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Flex, Select, Skeleton, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { instant, percent, period } from '../../parts/format';
import { mayOpen } from '../../session/access';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { Acts } from '../corrections/Acts';
import { ReviewState } from './ReviewState';
import { type Line, type Result, appeal, codeThemes, decideAppeal, result as resultOf, said, words } from './calls';
import { relationsOf } from './words';

/** A person's result by ability, with what counts and by how much. */
export default function ResultPage() {
    const { id = '' } = useParams();
    const query = useQuery({ queryKey: ['reviews', 'result', id], queryFn: () => resultOf(id) });
    return (
        <Flex vertical gap="middle">
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? <Shown of={query.data} /> : !query.error && <Skeleton active title paragraph={{ rows: 8 }} />}
        </Flex>
    );
}

function Shown({ of }: { of: Result }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { result, minimum, parts, competencies, objection } = of;
    const person = `${result.name ?? ''} ${result.managerNo}`.trim();
    const groups = competencies[0]?.groups ?? [];
    return (
        <>
            <Typography.Title level={1} style={{ margin: 0 }}>
                {t('reviews.resultOfPerson', { name: person, period: period(result.period) })}
            </Typography.Title>
            <Card size="small">
                <Descriptions
                    size="small"
                    column={1}
                    items={[
                        {
                            key: 'score',
                            label: t('reviews.score'),
                            children: <strong className="number">{result.score ?? '—'}</strong>,
                        },
                        ...parts.map((part) => ({
                            key: part.relations.join(' '),
                            label: relationsOf(t, part.relations),
                            children: t('reviews.partOf', { score: part.score, weight: percent(part.weight) }),
                        })),
                    ]}
                />
                <Typography.Text type="secondary">{t('reviews.rescaled', { minimum })}</Typography.Text>
            </Card>
            <WideTable<Line>
                aria-label={t('reviews.competencies')}
                rowKey="code"
                dataSource={competencies}
                columns={[
                    { title: t('reviews.competency'), key: 'name', render: (_, one) => said(one.name) },
                    mark(t('reviews.mark'), (one) => one.mark),
                    mark(t('reviews.self'), (one) => one.self),
                    mark(t('reviews.unitMean'), (one) => one.unitMean),
                    ...groups
                        .map((group, at) => ({ group, at }))
                        .filter(({ group }) => group.relations[0] !== 'self')
                        .map(({ group, at }) =>
                            mark(
                                t('reviews.groupOf', {
                                    relations: relationsOf(t, group.relations),
                                    count: group.answers,
                                }),
                                (one) => one.groups[at]?.mean ?? null,
                            ),
                        ),
                ]}
            />
            <Typography.Text type="secondary">{t('reviews.endsNote')}</Typography.Text>
            {of.words.map((group) => (
                <section key={group.relation}>
                    <Typography.Title level={2} style={{ fontSize: '1.25rem' }}>
                        {t('reviews.wordsOf', { relation: t(`reviews.relation.${group.relation}`) })}
                    </Typography.Title>
                    <ul>
                        {group.words.map((one, at) => (
                            <li key={at} style={{ whiteSpace: 'pre-wrap' }}>
                                {one}
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
            {of.themes.length > 0 && (
                <section aria-labelledby="review-themes">
                    <Typography.Title level={2} id="review-themes" style={{ fontSize: '1.25rem' }}>
                        {t('reviews.themes')}
                    </Typography.Title>
                    <ul>
                        {of.themes.map((one) => (
                            <li key={one}>{one}</li>
                        ))}
                    </ul>
                </section>
            )}
            {of.themesDue > 0 && <Coding id={result.id} />}
            {mayOpen('manager', roles) && (
                <Link to={`/managers/${encodeURIComponent(result.managerNo)}`}>{t('reviews.interview')}</Link>
            )}
            {objection && (
                <Alert
                    type={objection.state === 'pending' ? 'warning' : 'info'}
                    title={<ReviewState state={objection.state} />}
                    description={
                        <>
                            <p style={{ whiteSpace: 'pre-wrap' }}>{objection.reason}</p>
                            {objection.decision && (
                                <p style={{ whiteSpace: 'pre-wrap' }}>
                                    {objection.decision}{' '}
                                    {objection.decidedBy &&
                                        objection.decidedAt &&
                                        t('list.byAt', { who: objection.decidedBy, at: instant(objection.decidedAt) })}
                                </p>
                            )}
                        </>
                    }
                />
            )}
            {(of.mayAppeal || of.mayDecide) && (
                <Acts
                    of={person}
                    form={`review-appeal.${result.id}`}
                    refresh={['reviews']}
                    acts={[
                        ...(of.mayAppeal
                            ? [
                                  {
                                      name: 'appeal',
                                      label: t('reviews.makeAppeal'),
                                      ask: t('reviews.appealAsk'),
                                      means: t('reviews.appealMeans'),
                                      needsReason: true,
                                      done: t('reviews.state.pending'),
                                      run: (key: string, reason: string) => appeal(result.id, reason, key),
                                  },
                              ]
                            : []),
                        ...(of.mayDecide
                            ? ([true, false] as const).map((upheld) => ({
                                  name: upheld ? 'uphold' : 'reject',
                                  label: t(upheld ? 'reviews.uphold' : 'reviews.reject'),
                                  ask: t(upheld ? 'reviews.upholdAsk' : 'reviews.rejectAsk'),
                                  needsReason: true,
                                  done: t(`reviews.state.${upheld ? 'upheld' : 'rejected'}`),
                                  run: (key: string, reason: string) => decideAppeal(result.id, upheld, reason, key),
                              }))
                            : []),
                    ]}
                />
            )}
        </>
    );
}

const mark = (title: string, of: (line: Line) => string | null) => ({
    title,
    key: title,
    align: 'right' as const,
    className: 'number',
    render: (_: unknown, line: Line) => of(line) ?? '—',
});

/** The words that are not shown, for HR to say what they are about; they are deleted with it. */
function Coding({ id }: { id: string }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const field = useId();
    const query = useQuery({ queryKey: ['reviews', 'words', id], queryFn: () => words(id) });
    const draft = useDraft<string[]>(`review-themes.${id}`, []);
    const coding = useMutation({
        mutationFn: () => codeThemes(id, draft.value),
        onSuccess: async () => {
            void message.success(t('reviews.coded'));
            draft.clear();
            await queries.invalidateQueries({ queryKey: ['reviews'] });
        },
    });
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('reviews.coding')}</h2>}>
            <Flex vertical gap="small">
                <Typography.Text type="secondary">{t('reviews.codingMeans')}</Typography.Text>
                <DraftNote draft={draft} />
                {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
                <ul>
                    {query.data?.words.map((one, at) => (
                        <li key={at} style={{ whiteSpace: 'pre-wrap' }}>
                            {one}
                        </li>
                    ))}
                </ul>
                <label htmlFor={field}>{t('reviews.themes')}</label>
                <Select
                    id={field}
                    mode="tags"
                    open={false}
                    suffixIcon={null}
                    value={draft.value}
                    onChange={(themes: string[]) => draft.set(themes.slice(0, 10))}
                />
                {coding.error && <ProblemNote problem={coding.error} />}
                <Button type="primary" loading={coding.isPending} onClick={() => coding.mutate()}>
                    {t('reviews.code')}
                </Button>
            </Flex>
        </Card>
    );
}
