import { Flex, Form, Input, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { date, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { useDraft } from '../../session/drafts';
import { StepForm } from './StepForm';
import { type AskedRow, giveStatement, statements } from './calls';
import { useTopics } from './topics';
import { useStep } from './useStep';

/** The complaints about which a manager was asked for their side, each with the place to write it. */
export default function StatementsPage() {
    const { t } = useTranslation();
    const { nameOf } = useTopics('category');
    const sorting = useSorting('-number');
    const list = useList({ name: ['statements-asked'], filters: {}, sorting, page: statements });
    const open = (list.items ?? []).filter((one) => one.mayAnswer);
    return (
        <Flex vertical gap="middle">
            <ListPage<AskedRow>
                title={t('room.caseStatements')}
                lead={t('cases.leadOfStatements')}
                list={list}
                exportFrom="/feedback/complaint-statements"
                aria-label={t('room.caseStatements')}
                rowKey="complaintRef"
                empty={t('cases.neverAsked')}
                columns={[
                    { title: t('complaints.ref'), dataIndex: 'complaintRef', className: 'number' },
                    { title: t('complaints.category'), dataIndex: 'category', render: nameOf },
                    { title: t('complaints.received'), dataIndex: 'receivedOn', className: 'number', render: date },
                    { title: t('cases.askedAt'), dataIndex: 'askedAt', className: 'number', render: instant },
                    {
                        title: t('cases.myStatement'),
                        dataIndex: 'statement',
                        render: (text: string | null) => text ?? t('cases.statementWaits'),
                    },
                    {
                        title: t('complaints.outcomeName'),
                        dataIndex: 'outcome',
                        render: (outcome: string | null, { consequence }) =>
                            outcome === null ? (
                                t('cases.undecided')
                            ) : (
                                <>
                                    {t(`complaints.outcome.${outcome}`)}
                                    {consequence !== null && (
                                        <Typography.Text type="secondary"> {consequence}</Typography.Text>
                                    )}
                                </>
                            ),
                    },
                ]}
            />
            {open.map((one) => (
                <Answer key={one.complaintRef} of={one} />
            ))}
        </Flex>
    );
}

function Answer({ of }: { of: AskedRow }) {
    const { t } = useTranslation();
    const { nameOf } = useTopics('category');
    const id = useId();
    const draft = useDraft(`case-statement.${of.complaintRef}`, { text: '' });
    const { text } = draft.value;
    const step = useStep(
        (key) => giveStatement(of.complaintRef, text.trim(), key),
        t('cases.statementKept'),
        draft.clear,
    );
    return (
        <StepForm
            title={t('cases.answerTo', { ref: of.complaintRef, category: nameOf(of.category) })}
            send={t('cases.sendStatement')}
            draft={draft}
            step={step}
            isReady={text.trim() !== ''}
        >
            <Form.Item label={t('cases.myStatement')} htmlFor={id} extra={t('cases.statementOnce')}>
                <Input.TextArea
                    id={id}
                    rows={5}
                    maxLength={2000}
                    value={text}
                    onChange={({ target }) => draft.set({ text: target.value })}
                />
            </Form.Item>
        </StepForm>
    );
}
