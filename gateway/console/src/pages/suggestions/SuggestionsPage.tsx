import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Flex, Form, Input, Radio, Skeleton, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { date } from '../../parts/format';
import { mayOpen } from '../../session/access';
import { useUnsavedWhile } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { Talk } from './Talk';
import {
    KINDS,
    type OwnSuggestion,
    followByCode,
    ownSuggestions,
    publishedSuggestions,
    sayByCode,
    sayToOwn,
    sendSuggestion,
} from './calls';

const heading = { margin: 0, fontSize: '1rem' };

/** The suggestion box: send something, follow it, and read what others suggested and what came of it. */
export default function SuggestionsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const own = useQuery({ queryKey: ['suggestions', 'own'], queryFn: ownSuggestions });
    const published = useQuery({ queryKey: ['suggestions', 'published'], queryFn: publishedSuggestions });
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '46rem' }}>
            <PageHead
                title={t('room.suggestions')}
                lead={t('suggestions.lead')}
                aside={
                    mayOpen('suggestionDesk', roles) && <Link to="/suggestions/desk">{t('room.suggestionDesk')}</Link>
                }
            />
            <SendForm />
            <Card size="small" title={<h2 style={heading}>{t('suggestions.mine')}</h2>}>
                {own.error && <ProblemNote problem={own.error} retry={() => void own.refetch()} />}
                {own.data ? (
                    own.data.length === 0 ? (
                        <Typography.Text type="secondary">{t('suggestions.noneMine')}</Typography.Text>
                    ) : (
                        own.data.map((one) => (
                            <Followed key={one.number} one={one} say={(text) => sayToOwn(Number(one.number), text)} />
                        ))
                    )
                ) : (
                    !own.error && <Skeleton active paragraph={{ rows: 3 }} />
                )}
            </Card>
            <ByCode />
            <Card size="small" title={<h2 style={heading}>{t('suggestions.published')}</h2>}>
                {published.error && <ProblemNote problem={published.error} retry={() => void published.refetch()} />}
                {published.data ? (
                    published.data.length === 0 ? (
                        <Typography.Text type="secondary">{t('suggestions.nonePublished')}</Typography.Text>
                    ) : (
                        published.data.map((one) => (
                            <div key={`${one.answeredOn} ${one.text}`}>
                                <Typography.Text type="secondary">
                                    {t(`suggestions.kind.${one.kind}`)} · {t(`suggestions.state.${one.state}`)} ·{' '}
                                    {date(one.answeredOn)}
                                </Typography.Text>
                                <Talk
                                    text={one.text}
                                    lines={[{ number: 1, from: 'bank', text: one.answer, on: one.answeredOn }]}
                                />
                            </div>
                        ))
                    )
                ) : (
                    !published.error && <Skeleton active paragraph={{ rows: 3 }} />
                )}
            </Card>
        </Flex>
    );
}

/** Something new. What is typed stays in no browser, because it may be sent without a name. */
function SendForm() {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const id = useId();
    const [kind, setKind] = useState<string>('suggestion');
    const [text, setText] = useState('');
    const [isAnonymous, hide] = useState(false);
    const [mayPublish, allow] = useState(false);
    useUnsavedWhile('suggestion', text !== '');
    const sending = useMutation({
        mutationFn: () => sendSuggestion({ kind, text: text.trim(), isAnonymous, mayPublish }),
        onSuccess: () => setText(''),
        onSettled: () => queries.invalidateQueries({ queryKey: ['suggestions'] }),
    });
    return (
        <Card size="small" title={<h2 style={heading}>{t('suggestions.new')}</h2>}>
            {sending.data && (
                <Alert
                    type="success"
                    showIcon
                    style={{ marginBottom: '1rem' }}
                    title={t('suggestions.sent')}
                    description={
                        sending.data.code !== null && (
                            <>
                                <div>{t('suggestions.keepCode')}</div>
                                <Typography.Text strong copyable className="number">
                                    {sending.data.code}
                                </Typography.Text>
                            </>
                        )
                    }
                />
            )}
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => sending.mutate()}>
                <Form.Item label={t('suggestions.kindName')}>
                    <Radio.Group
                        aria-label={t('suggestions.kindName')}
                        options={KINDS.map((value) => ({ value, label: t(`suggestions.kind.${value}`) }))}
                        value={kind}
                        onChange={(event) => setKind(String(event.target.value))}
                    />
                </Form.Item>
                <Form.Item label={t('suggestions.text')} htmlFor={`${id}-text`}>
                    <Input.TextArea
                        id={`${id}-text`}
                        rows={4}
                        maxLength={2000}
                        value={text}
                        onChange={({ target }) => setText(target.value)}
                    />
                </Form.Item>
                <Form.Item extra={t('suggestions.anonymousMeans')}>
                    <Checkbox checked={isAnonymous} onChange={({ target }) => hide(target.checked)}>
                        {t('suggestions.anonymous')}
                    </Checkbox>
                </Form.Item>
                <Form.Item>
                    <Checkbox checked={mayPublish} onChange={({ target }) => allow(target.checked)}>
                        {t('suggestions.mayPublish')}
                    </Checkbox>
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={text.trim() === ''}>
                    {t('suggestions.send')}
                </Button>
            </Form>
            {sending.error && <ProblemNote problem={sending.error} />}
        </Card>
    );
}

/** A suggestion of one's own with the talk about it. */
function Followed({ one, say }: { one: OwnSuggestion; say: (text: string) => Promise<unknown> }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const [text, setText] = useState('');
    useUnsavedWhile(`suggestion.${one.number}`, text !== '');
    const saying = useMutation({
        mutationFn: () => say(text.trim()),
        onSuccess: () => {
            setText('');
            void message.success(t('suggestions.said'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['suggestions'] }),
    });
    return (
        <div>
            <Typography.Text type="secondary">
                {t(`suggestions.kind.${one.kind}`)} · {t(`suggestions.state.${one.state}`)} · {date(one.sentOn)}
            </Typography.Text>
            <Talk text={one.text} lines={one.lines} />
            {one.maySay && one.lines.length > 0 && (
                <Form layout="vertical" noValidate onFinish={() => saying.mutate()}>
                    <Form.Item label={t('suggestions.say')} htmlFor={`${id}-say`}>
                        <Input.TextArea
                            id={`${id}-say`}
                            rows={2}
                            maxLength={2000}
                            value={text}
                            onChange={({ target }) => setText(target.value)}
                        />
                    </Form.Item>
                    <Button htmlType="submit" disabled={text.trim() === ''} loading={saying.isPending}>
                        {t('suggestions.sayNow')}
                    </Button>
                    {saying.error && <ProblemNote problem={saying.error} />}
                </Form>
            )}
        </div>
    );
}

/** Follows what was sent without a name. */
function ByCode() {
    const { t } = useTranslation();
    const id = useId();
    const [code, setCode] = useState('');
    const [sought, seek] = useState('');
    useUnsavedWhile('suggestion-code', false);
    const found = useQuery({
        queryKey: ['suggestions', 'code', sought],
        queryFn: () => followByCode(sought),
        enabled: sought !== '',
        gcTime: 0,
        retry: false,
    });
    return (
        <Card size="small" title={<h2 style={heading}>{t('suggestions.byCode')}</h2>}>
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => seek(code.trim())}>
                <Form.Item label={t('suggestions.code')} htmlFor={`${id}-code`}>
                    <Input
                        id={`${id}-code`}
                        maxLength={60}
                        style={{ maxWidth: '24rem' }}
                        value={code}
                        onChange={({ target }) => setCode(target.value)}
                    />
                </Form.Item>
                <Button htmlType="submit" disabled={code.trim() === ''} loading={found.isFetching}>
                    {t('suggestions.show')}
                </Button>
            </Form>
            {found.error && <ProblemNote problem={found.error} />}
            {found.data && <Followed one={found.data} say={(text) => sayByCode(sought, text)} />}
        </Card>
    );
}
