import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Form, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ProblemNote } from '../../parts/ProblemNote';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { type Act, Acts } from '../corrections/Acts';
import { Talk } from './Talk';
import {
    STATES,
    type SuggestionRow,
    answerSuggestion,
    askAuthor,
    oneSuggestion,
    publishSuggestion,
    suggestions,
} from './calls';

/** The suggestions of everybody, which personnel talk about, answer and show. */
export default function DeskPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const state = STATES.find((one) => one === filter('state'));
    const sorting = useSorting('-number');
    const list = useList({ name: ['suggestions'], filters: { state }, sorting, page: suggestions });
    const [opened, open] = useState<number>();
    return (
        <Flex vertical gap="middle">
            <Link to="/suggestions">
                <ArrowLeftOutlined /> {t('room.suggestions')}
            </Link>
            <ListPage<SuggestionRow>
                title={t('room.suggestionDesk')}
                lead={t('suggestions.leadOfDesk')}
                filters={
                    <Form.Item
                        layout="vertical"
                        label={t('suggestions.stateName')}
                        htmlFor="suggestion-state"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="suggestion-state"
                            allowClear
                            placeholder={t('suggestions.anyState')}
                            style={{ width: '10rem' }}
                            options={STATES.map((value) => ({ value, label: t(`suggestions.state.${value}`) }))}
                            value={state}
                            onChange={(value?: string) => choose({ state: value })}
                        />
                    </Form.Item>
                }
                isFiltered={state !== undefined}
                exportFrom="/feedback/suggestions"
                list={list}
                aria-label={t('room.suggestionDesk')}
                rowKey="number"
                empty={t('suggestions.none')}
                columns={[
                    {
                        title: t('suggestions.number'),
                        dataIndex: 'number',
                        className: 'number',
                        render: (number: number) => (
                            <Button
                                type="link"
                                size="small"
                                aria-label={t('suggestions.openOf', { number })}
                                onClick={() => open(number)}
                            >
                                {number}
                            </Button>
                        ),
                    },
                    {
                        title: t('suggestions.kindName'),
                        dataIndex: 'kind',
                        render: (kind: string) => t(`suggestions.kind.${kind}`),
                    },
                    { title: t('suggestions.text'), dataIndex: 'text', ellipsis: true, width: '24rem' },
                    {
                        title: t('suggestions.author'),
                        dataIndex: 'author',
                        render: (author: string | null) => author ?? t('suggestions.noName'),
                    },
                    {
                        title: t('suggestions.stateName'),
                        dataIndex: 'state',
                        render: (one: string) => t(`suggestions.state.${one}`),
                    },
                    { title: t('suggestions.sentOn'), dataIndex: 'sentOn', className: 'number', render: date },
                ]}
            />
            {opened !== undefined && <Opened key={opened} number={opened} />}
        </Flex>
    );
}

function Opened({ number }: { number: number }) {
    const { t } = useTranslation();
    const query = useQuery({ queryKey: ['suggestions', 'one', number], queryFn: () => oneSuggestion(number) });
    if (query.error) return <ProblemNote problem={query.error} retry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton active paragraph={{ rows: 4 }} />;
    const one = query.data;
    const act = (name: string, run: Act['run'], more: Partial<Act> = {}): Act => ({
        name,
        label: t(`suggestions.act.${name}`),
        ask: t(`suggestions.ask.${name}`),
        done: t('suggestions.done'),
        run,
        ...more,
    });
    const reasoned = { needsReason: true };
    const acts =
        one.answeredOn === null
            ? [
                  act('take-up', (key, text) => answerSuggestion(number, true, text, key), {
                      ...reasoned,
                      isMain: true,
                  }),
                  act('not-take-up', (key, text) => answerSuggestion(number, false, text, key), reasoned),
                  act('ask-author', (key, text) => askAuthor(number, text, key), reasoned),
              ]
            : one.mayPublish
              ? [act(one.isPublished ? 'hide' : 'show', (key) => publishSuggestion(number, !one.isPublished, key))]
              : [];
    return (
        <Card
            size="small"
            title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('suggestions.titleOf', { number: one.number })}</h2>}
        >
            <Typography.Text type="secondary">
                {t(`suggestions.state.${one.state}`)} · {one.author ?? t('suggestions.noName')} ·{' '}
                {t(one.mayPublish ? 'suggestions.agrees' : 'suggestions.agreesNot')}
            </Typography.Text>
            <Talk text={one.text} lines={one.lines} />
            {acts.length > 0 && (
                <Acts of={String(one.number)} form={`suggestion.${one.number}`} refresh={['suggestions']} acts={acts} />
            )}
        </Card>
    );
}
