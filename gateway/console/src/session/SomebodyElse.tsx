import { Alert, Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ForeignDraft, forgetDrafts } from './drafts';
import { useSessionActions } from './actions';
import { type Person } from './session';
import './SignInPage.css';

/**
 * Shown when another person has signed in in this browser while this tab held unsaved entries: they can be copied,
 * and are never sent.
 */
export function SomebodyElse({
    person,
    drafts,
    onGoOn,
}: {
    person: Person;
    drafts: readonly ForeignDraft[];
    onGoOn: () => void;
}) {
    const { t } = useTranslation();
    const { signOut } = useSessionActions();
    const [isLeaving, setLeaving] = useState(false);
    const former = [...new Set(drafts.map((draft) => draft.person))].join(t('list.comma'));
    return (
        <main className="sign-in">
            <Flex vertical gap="middle" align="start">
                <Typography.Title level={1}>{t('somebodyElse.title')}</Typography.Title>
                <Alert
                    type="warning"
                    showIcon
                    role="alert"
                    title={t('somebodyElse.means', { now: person.name, id: person.id, former })}
                />
                {drafts.map((draft, index) => (
                    <Typography.Paragraph
                        key={index}
                        copyable={{ text: draft.texts.join('\n') }}
                        style={{ whiteSpace: 'pre-wrap', width: '100%' }}
                    >
                        {draft.texts.join('\n')}
                    </Typography.Paragraph>
                ))}
                <Flex gap="small" wrap>
                    <Button
                        type="primary"
                        loading={isLeaving}
                        onClick={() => {
                            setLeaving(true);
                            void signOut({ keepDrafts: true });
                        }}
                    >
                        {t('somebodyElse.signInAs', { former })}
                    </Button>
                    <Button
                        danger
                        onClick={() => {
                            forgetDrafts(person.id);
                            onGoOn();
                        }}
                    >
                        {t('somebodyElse.goOn', { now: person.name })}
                    </Button>
                </Flex>
            </Flex>
        </main>
    );
}
