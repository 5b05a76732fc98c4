import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { useFilters } from '../../parts/filters';
import { count, date, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { FormEditor } from './FormEditor';
import { ProposeDialog } from './ProposeDialog';
import { APPEALS, ROUND_STATES, ReviewState } from './ReviewState';
import { type ResultRow, type ReviewForm, type RoundRow, forms, results, rounds, said } from './calls';

const VIEWS = ['rounds', 'results', 'forms'] as const;
type View = (typeof VIEWS)[number];

/** The appraisal for those who run it: rounds, results and forms. */
export default function ReviewsPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const view: View = VIEWS.find((one) => one === filter('view')) ?? 'rounds';
    const head = {
        title: t('room.reviews'),
        lead: t('reviews.lead'),
        views: (
            <Segmented<View>
                aria-label={t('reviews.view.label')}
                style={{ alignSelf: 'start' }}
                value={view}
                options={VIEWS.map((value) => ({ value, label: t(`reviews.view.${value}`) }))}
                onChange={(value) => choose({ view: value })}
            />
        ),
    };
    if (view === 'results') return <Results head={head} />;
    return view === 'forms' ? <Forms head={head} /> : <Rounds head={head} />;
}

interface Head {
    title: string;
    lead: string;
    views: React.ReactNode;
}

function Rounds({ head }: { head: Head }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const [isProposing, setProposing] = useState(false);
    const sorting = useSorting('-period');
    const { by } = sorting;
    const state = ROUND_STATES.find((one) => one === filter('state'));
    const list = useList({ name: ['reviews', 'rounds'], filters: { state }, sorting, page: rounds });
    return (
        <>
            <ListPage<RoundRow>
                {...head}
                aside={
                    roles.includes('hr') && <Button onClick={() => setProposing(true)}>{t('reviews.propose')}</Button>
                }
                filters={
                    <Select
                        allowClear
                        aria-label={t('correction.state')}
                        placeholder={t('correction.state')}
                        style={{ minWidth: '11rem' }}
                        options={ROUND_STATES.map((value) => ({ value, label: t(`reviews.state.${value}`) }))}
                        value={state}
                        onChange={(value?: string) => choose({ state: value })}
                    />
                }
                exportFrom="/performance/reviews"
                list={list}
                aria-label={t('reviews.view.rounds')}
                rowKey="id"
                empty={t('reviews.noRounds')}
                columns={[
                    {
                        title: t('reviews.round'),
                        dataIndex: 'period',
                        ...by('period'),
                        render: (_, one) => (
                            <Link to={`/reviews/${one.id}`}>
                                {t('reviews.roundOf', { org: one.orgName ?? one.org, period: period(one.period) })}
                            </Link>
                        ),
                    },
                    {
                        title: t('correction.state'),
                        dataIndex: 'state',
                        render: (one: string) => <ReviewState state={one} />,
                    },
                    {
                        title: t('reviews.persons'),
                        dataIndex: 'persons',
                        align: 'right',
                        className: 'number',
                        render: count,
                    },
                    {
                        title: t('reviews.sent'),
                        key: 'sent',
                        align: 'right',
                        className: 'number',
                        render: (_, { answered, asked }) =>
                            t('reviews.ofAsked', { answered: count(answered), asked: count(asked) }),
                    },
                    {
                        title: t('reviews.dueOn'),
                        dataIndex: 'dueOn',
                        ...by('dueOn'),
                        className: 'number',
                        render: date,
                    },
                ]}
            />
            {isProposing && <ProposeDialog close={() => setProposing(false)} />}
        </>
    );
}

function Results({ head }: { head: Head }) {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-period');
    const { by } = sorting;
    const ofAppeal = APPEALS.find((one) => one === filter('appeal'));
    const list = useList({
        name: ['reviews', 'results'],
        filters: { appeal: ofAppeal, round: filter('round') },
        sorting,
        page: results,
    });
    return (
        <ListPage<ResultRow>
            {...head}
            filters={
                <Select
                    allowClear
                    aria-label={t('reviews.appeal')}
                    placeholder={t('reviews.appeal')}
                    style={{ minWidth: '11rem' }}
                    options={APPEALS.map((value) => ({ value, label: t(`reviews.state.${value}`) }))}
                    value={ofAppeal}
                    onChange={(value?: string) => choose({ appeal: value })}
                />
            }
            isFiltered={filter('round') !== undefined}
            exportFrom="/performance/review-results"
            list={list}
            aria-label={t('reviews.view.results')}
            rowKey="id"
            empty={t('reviews.noResults')}
            columns={[
                {
                    title: t('reviews.person'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => (
                        <Link to={`/review-results/${one.id}`}>{`${one.name ?? ''} ${no}`.trim()}</Link>
                    ),
                },
                { title: t('targets.period'), dataIndex: 'period', ...by('period'), render: period },
                { title: t('managers.org'), dataIndex: 'org', ...by('org') },
                {
                    title: t('reviews.score'),
                    dataIndex: 'score',
                    align: 'right',
                    className: 'number',
                    render: (score: string | null) => score ?? '—',
                },
                {
                    title: t('reviews.appeal'),
                    dataIndex: 'appeal',
                    render: (one: string | null) => (one ? <ReviewState state={one} /> : '—'),
                },
            ]}
        />
    );
}

function Forms({ head }: { head: Head }) {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const [edited, setEdited] = useState<ReviewForm | 'new'>();
    const sorting = useSorting('code');
    const { by } = sorting;
    const list = useList({ name: ['reviews', 'forms'], filters: {}, sorting, page: forms });
    // A form is the whole bank's.
    const mayEdit = roles.includes('hr') && org === null;
    return (
        <>
            <ListPage<ReviewForm>
                {...head}
                aside={mayEdit && <Button onClick={() => setEdited('new')}>{t('reviews.newForm')}</Button>}
                exportFrom="/performance/review-forms"
                list={list}
                aria-label={t('reviews.view.forms')}
                rowKey="code"
                empty={t('reviews.noForms')}
                columns={[
                    {
                        title: t('reviews.form'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, one) =>
                            mayEdit ? (
                                <Button type="link" style={{ padding: 0 }} onClick={() => setEdited(one)}>
                                    {said(one.name)}
                                </Button>
                            ) : (
                                `${said(one.name)} ${code}`
                            ),
                    },
                    {
                        title: t('reviews.competencies'),
                        key: 'competencies',
                        className: 'sentence',
                        render: (_, one) => one.competencies.map((each) => said(each.name)).join(t('reviews.comma')),
                    },
                    {
                        title: t('reviews.weights'),
                        key: 'weights',
                        className: 'sentence',
                        render: (_, one) =>
                            one.weights
                                .map((each) => `${t(`reviews.relation.${each.relation}`)} ${each.weight}`)
                                .join(t('reviews.comma')),
                    },
                    {
                        title: t('reviews.minimum'),
                        dataIndex: 'minimum',
                        align: 'right',
                        className: 'number',
                        render: (one: number) => count(one),
                    },
                ]}
            />
            {edited && <FormEditor form={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
        </>
    );
}
