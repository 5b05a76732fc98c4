import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Flex, Form, Input, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { date } from '../../parts/format';
import { useUnsavedWhile } from '../../session/drafts';
import { CaseOfPerson } from './CaseOfPerson';
import { type CounsellingRow, counsellingCases, makeKey, ownKey, unlock } from './calls';

/** A counsellor's room. Cases open with the passphrase only, for half an hour, and this page alone has the key. */
export default function RoomPage() {
    const { t } = useTranslation();
    const key = useQuery({ queryKey: ['counselling', 'key'], queryFn: ownKey });
    const [unlocked, keep] = useState<string>();
    const [isNew, renew] = useState(false);
    return (
        <Flex vertical gap="middle">
            <Link to="/counselling">
                <ArrowLeftOutlined /> {t('room.counselling')}
            </Link>
            <PageHead title={t('room.counsellorRoom')} lead={t('counselling.leadOfRoom')} />
            {key.error && <ProblemNote problem={key.error} retry={() => void key.refetch()} />}
            {key.data ? (
                !key.data.hasKey || isNew ? (
                    <MakeKeyForm isNew={isNew} name={key.data.name} onDone={() => renew(false)} />
                ) : unlocked === undefined ? (
                    <UnlockForm onUnlocked={keep} onLost={() => renew(true)} />
                ) : (
                    <Cases unlocked={unlocked} onLock={() => keep(undefined)} />
                )
            ) : (
                !key.error && <Skeleton active paragraph={{ rows: 4 }} />
            )}
        </Flex>
    );
}

function MakeKeyForm({ isNew, name, onDone }: { isNew: boolean; name: string; onDone: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const [called, setCalled] = useState(name);
    const [passphrase, setPassphrase] = useState('');
    const [again, setAgain] = useState('');
    const [isUnderstood, understand] = useState(false);
    useUnsavedWhile('counselling-key', passphrase !== '');
    const making = useMutation({
        mutationFn: () => makeKey({ name: called.trim(), passphrase, isNew }),
        onSuccess: () => {
            setPassphrase('');
            void message.success(t('counselling.keyMade'));
            onDone();
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['counselling'] }),
    });
    return (
        <Card
            size="small"
            style={{ maxWidth: '32rem' }}
            title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.makeKey')}</h2>}
        >
            <Alert
                type="warning"
                showIcon
                style={{ marginBottom: '1rem' }}
                title={t(isNew ? 'counselling.newKeyMeans' : 'counselling.keyMeans')}
            />
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => making.mutate()}>
                <Form.Item label={t('counselling.name')} htmlFor={`${id}-name`} extra={t('counselling.nameRule')}>
                    <Input
                        id={`${id}-name`}
                        maxLength={60}
                        value={called}
                        onChange={({ target }) => setCalled(target.value)}
                    />
                </Form.Item>
                <Form.Item
                    label={t('counselling.passphrase')}
                    htmlFor={`${id}-pass`}
                    extra={t('counselling.passphraseRule')}
                >
                    <Input.Password
                        id={`${id}-pass`}
                        autoComplete="new-password"
                        maxLength={200}
                        value={passphrase}
                        onChange={({ target }) => setPassphrase(target.value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.passphraseAgain')} htmlFor={`${id}-again`}>
                    <Input.Password
                        id={`${id}-again`}
                        autoComplete="new-password"
                        maxLength={200}
                        value={again}
                        onChange={({ target }) => setAgain(target.value)}
                    />
                </Form.Item>
                <Form.Item>
                    <Checkbox checked={isUnderstood} onChange={({ target }) => understand(target.checked)}>
                        {t('counselling.understood')}
                    </Checkbox>
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={making.isPending}
                    disabled={called.trim() === '' || passphrase.length < 12 || passphrase !== again || !isUnderstood}
                >
                    {t('counselling.makeKeyNow')}
                </Button>
            </Form>
            {making.error && <ProblemNote problem={making.error} />}
        </Card>
    );
}

function UnlockForm({ onUnlocked, onLost }: { onUnlocked: (key: string) => void; onLost: () => void }) {
    const { t } = useTranslation();
    const id = useId();
    const [passphrase, setPassphrase] = useState('');
    useUnsavedWhile('counselling-unlock', false);
    const unlocking = useMutation({
        mutationFn: () => unlock(passphrase),
        onSuccess: ({ key }) => onUnlocked(key),
    });
    return (
        <Card size="small" style={{ maxWidth: '32rem' }}>
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => unlocking.mutate()}>
                <Form.Item label={t('counselling.passphrase')} htmlFor={`${id}-pass`}>
                    <Input.Password
                        id={`${id}-pass`}
                        autoComplete="off"
                        maxLength={200}
                        value={passphrase}
                        onChange={({ target }) => setPassphrase(target.value)}
                    />
                </Form.Item>
                <Flex gap="small" wrap>
                    <Button type="primary" htmlType="submit" loading={unlocking.isPending} disabled={passphrase === ''}>
                        {t('counselling.unlock')}
                    </Button>
                    <Button type="link" onClick={onLost}>
                        {t('counselling.lost')}
                    </Button>
                </Flex>
            </Form>
            {unlocking.error && <ProblemNote problem={unlocking.error} />}
        </Card>
    );
}

function Cases({ unlocked, onLock }: { unlocked: string; onLock: () => void }) {
    const { t } = useTranslation();
    const list = useQuery({ queryKey: ['counselling', 'cases'], queryFn: counsellingCases });
    const [opened, open] = useState<string>();
    return (
        <>
            <Button style={{ alignSelf: 'start' }} onClick={onLock}>
                {t('counselling.lock')}
            </Button>
            {list.error && <ProblemNote problem={list.error} retry={() => void list.refetch()} />}
            {list.data ? (
                <WideTable<CounsellingRow>
                    aria-label={t('counselling.cases')}
                    rowKey="id"
                    dataSource={list.data}
                    empty={t('counselling.noCases')}
                    columns={[
                        {
                            title: t('counselling.caseNo'),
                            dataIndex: 'id',
                            className: 'number',
                            render: (id: string) => id.slice(0, 8),
                        },
                        {
                            title: t('counselling.stateName'),
                            dataIndex: 'state',
                            render: (state: string) => t(`counselling.state.${state}`),
                        },
                        {
                            title: t('counselling.askedOn'),
                            dataIndex: 'askedOn',
                            className: 'number',
                            render: date,
                        },
                        {
                            title: '',
                            key: 'open',
                            render: (_, { id }) => (
                                <Button
                                    size="small"
                                    aria-label={t('counselling.openOf', { id: id.slice(0, 8) })}
                                    onClick={() => open(id)}
                                >
                                    {t('counselling.open')}
                                </Button>
                            ),
                        },
                    ]}
                />
            ) : (
                !list.error && <Skeleton active paragraph={{ rows: 4 }} />
            )}
            {opened !== undefined && <CaseOfPerson key={opened} id={opened} unlocked={unlocked} onLocked={onLock} />}
        </>
    );
}
