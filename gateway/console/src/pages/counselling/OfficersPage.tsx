import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Form, Input, Skeleton, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { DraftNote } from '../../session/DraftNote';
import { useDraft, useUnsavedWhile } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { makeOfficersKey, nameOfficers, officers, recover } from './calls';

/** The two officers who together give a counsellor their cases back when a passphrase is lost. */
export default function OfficersPage() {
    const { t } = useTranslation();
    const { id, roles } = usePerson();
    const query = useQuery({ queryKey: ['counselling', 'officers'], queryFn: officers });
    const own = query.data?.find(({ userId }) => userId === id);
    const isNamed = (query.data ?? []).some(({ hasKey }) => hasKey);
    return (
        <Flex vertical gap="middle" style={{ maxWidth: '46rem' }}>
            <Link to="/counselling">
                <ArrowLeftOutlined /> {t('room.counselling')}
            </Link>
            <PageHead title={t('room.counsellingOfficers')} lead={t('counselling.leadOfOfficers')} />
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <>
                    <Card size="small">
                        {query.data.length === 0 && (
                            <Typography.Text type="secondary">{t('counselling.noOfficers')}</Typography.Text>
                        )}
                        {query.data.map((one) => (
                            <div key={one.userId}>
                                {t(one.hasKey ? 'counselling.officerWithKey' : 'counselling.officerWithout', {
                                    who: one.userId,
                                })}
                            </div>
                        ))}
                    </Card>
                    {roles.includes('administrator') && !isNamed && <NameForm />}
                    {own && !own.hasKey && <PassphraseForm />}
                    {own?.hasKey && <RecoverForm />}
                </>
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 4 }} />
            )}
        </Flex>
    );
}

function useSaving(run: () => Promise<unknown>, onDone: () => void) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    return useMutation({
        mutationFn: run,
        onSuccess: () => {
            onDone();
            void message.success(t('counselling.kept'));
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['counselling', 'officers'] }),
    });
}

function NameForm() {
    const { t } = useTranslation();
    const id = useId();
    const draft = useDraft('counselling-officers', { first: '', second: '' });
    const { first, second } = draft.value;
    const saving = useSaving(() => nameOfficers(first.trim(), second.trim()), draft.clear);
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.nameOfficers')}</h2>}>
            <DraftNote draft={draft} />
            <Form layout="vertical" noValidate onFinish={() => saving.mutate()}>
                {(['first', 'second'] as const).map((name) => (
                    <Form.Item key={name} label={t(`counselling.officer.${name}`)} htmlFor={`${id}-${name}`}>
                        <Input
                            id={`${id}-${name}`}
                            maxLength={200}
                            value={draft.value[name]}
                            onChange={({ target }) => draft.set((now) => ({ ...now, [name]: target.value }))}
                        />
                    </Form.Item>
                ))}
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={saving.isPending}
                    disabled={first.trim() === '' || second.trim() === '' || first.trim() === second.trim()}
                >
                    {t('counselling.save')}
                </Button>
            </Form>
            {saving.error && <ProblemNote problem={saving.error} />}
        </Card>
    );
}

function PassphraseForm() {
    const { t } = useTranslation();
    const id = useId();
    const [passphrase, setPassphrase] = useState('');
    const [again, setAgain] = useState('');
    useUnsavedWhile('counselling-officer', passphrase !== '');
    const saving = useSaving(
        () => makeOfficersKey(passphrase),
        () => setPassphrase(''),
    );
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.officersKey')}</h2>}>
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => saving.mutate()}>
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
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={saving.isPending}
                    disabled={passphrase.length < 12 || passphrase !== again}
                >
                    {t('counselling.makeKeyNow')}
                </Button>
            </Form>
            {saving.error && <ProblemNote problem={saving.error} />}
        </Card>
    );
}

function RecoverForm() {
    const { t } = useTranslation();
    const id = useId();
    const [counsellor, setCounsellor] = useState('');
    const [passphrase, setPassphrase] = useState('');
    useUnsavedWhile('counselling-recovery', passphrase !== '');
    const saving = useSaving(
        () => recover(counsellor.trim(), passphrase),
        () => setPassphrase(''),
    );
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('counselling.recover')}</h2>}>
            <Typography.Paragraph type="secondary">{t('counselling.recoverMeans')}</Typography.Paragraph>
            <Form layout="vertical" noValidate autoComplete="off" onFinish={() => saving.mutate()}>
                <Form.Item label={t('counselling.recoverFor')} htmlFor={`${id}-who`}>
                    <Input
                        id={`${id}-who`}
                        maxLength={200}
                        value={counsellor}
                        onChange={({ target }) => setCounsellor(target.value)}
                    />
                </Form.Item>
                <Form.Item label={t('counselling.passphrase')} htmlFor={`${id}-pass`}>
                    <Input.Password
                        id={`${id}-pass`}
                        autoComplete="off"
                        maxLength={200}
                        value={passphrase}
                        onChange={({ target }) => setPassphrase(target.value)}
                    />
                </Form.Item>
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={saving.isPending}
                    disabled={counsellor.trim() === '' || passphrase === ''}
                >
                    {t('counselling.recoverNow')}
                </Button>
            </Form>
            {saving.error && <ProblemNote problem={saving.error} />}
        </Card>
    );
}
