import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Checkbox, Flex, Form, Input, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type CaseTopic, saveTopic } from './calls';
import { useTopics } from './topics';

/** The trees of categories and of causes, which the desk and personnel change here. */
export default function TopicsPage() {
    const { t } = useTranslation();
    return (
        <Flex vertical gap="middle">
            <Link to="/cases">
                <ArrowLeftOutlined /> {t('room.cases')}
            </Link>
            <PageHead title={t('room.caseTopics')} lead={t('cases.leadOfTopics')} />
            <Tree tree="category" />
            <Tree tree="cause" />
        </Flex>
    );
}

function Tree({ tree }: { tree: 'category' | 'cause' }) {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const { query, topics } = useTopics(tree);
    const [edited, edit] = useState<CaseTopic | 'new'>();
    const mayEdit = (roles.includes('complaint-desk') || roles.includes('hr')) && !org;
    return (
        <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t(`cases.tree.${tree}`)}</h2>}>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <Flex vertical gap="middle">
                    <WideTable<CaseTopic>
                        aria-label={t(`cases.tree.${tree}`)}
                        rowKey="code"
                        dataSource={topics}
                        empty={t('cases.noTopics')}
                        columns={[
                            { title: t('cases.topicCode'), dataIndex: 'code', className: 'number' },
                            { title: t('cases.topicZh'), dataIndex: 'nameZh' },
                            { title: t('cases.topicEn'), dataIndex: 'nameEn' },
                            {
                                title: t('cases.topicUse'),
                                dataIndex: 'isActive',
                                render: (isActive: boolean) => t(isActive ? 'cases.inUse' : 'cases.outOfUse'),
                            },
                            ...(mayEdit
                                ? [
                                      {
                                          title: '',
                                          key: 'edit',
                                          render: (_: unknown, one: CaseTopic) => (
                                              <Button
                                                  size="small"
                                                  aria-label={`${t('cases.editTopic')} ${one.code}`}
                                                  onClick={() => edit(one)}
                                              >
                                                  {t('cases.editTopic')}
                                              </Button>
                                          ),
                                      },
                                  ]
                                : []),
                        ]}
                    />
                    {mayEdit && edited === undefined && (
                        <Button style={{ alignSelf: 'start' }} onClick={() => edit('new')}>
                            {t('cases.addTopic')}
                        </Button>
                    )}
                    {edited !== undefined && (
                        <Editor
                            key={edited === 'new' ? 'new' : edited.code}
                            tree={tree}
                            topic={edited === 'new' ? undefined : edited}
                            onDone={() => edit(undefined)}
                        />
                    )}
                </Flex>
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 6 }} />
            )}
        </Card>
    );
}

function Editor({ tree, topic, onDone }: { tree: 'category' | 'cause'; topic?: CaseTopic; onDone: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`case-topic.${tree}.${topic?.code ?? 'new'}`, {
        code: topic?.code ?? '',
        nameZh: topic?.nameZh ?? '',
        nameEn: topic?.nameEn ?? '',
        isActive: topic?.isActive ?? true,
    });
    const { code, nameZh, nameEn, isActive } = draft.value;
    const saving = useMutation({
        mutationFn: () => saveTopic(tree, code.trim(), { nameZh: nameZh.trim(), nameEn: nameEn.trim(), isActive }),
        onSuccess: () => {
            draft.clear();
            void message.success(t('cases.topicSaved'));
            onDone();
        },
        onSettled: () => queries.invalidateQueries({ queryKey: ['case-topics'] }),
    });
    const field = (name: 'code' | 'nameZh' | 'nameEn', label: string, extra?: string) => (
        <Form.Item label={label} htmlFor={`${id}-${name}`} extra={extra}>
            <Input
                id={`${id}-${name}`}
                maxLength={60}
                disabled={name === 'code' && topic !== undefined}
                value={draft.value[name]}
                onChange={({ target }) => draft.set((now) => ({ ...now, [name]: target.value }))}
            />
        </Form.Item>
    );
    return (
        <Form layout="vertical" noValidate style={{ maxWidth: '28rem' }} onFinish={() => saving.mutate()}>
            <DraftNote draft={draft} />
            {field('code', t('cases.topicCode'), t('cases.topicCodeRule'))}
            {field('nameZh', t('cases.topicZh'))}
            {field('nameEn', t('cases.topicEn'))}
            <Form.Item>
                <Checkbox
                    checked={isActive}
                    onChange={({ target }) => draft.set((now) => ({ ...now, isActive: target.checked }))}
                >
                    {t('cases.topicInUse')}
                </Checkbox>
            </Form.Item>
            <Flex gap="small">
                <Button
                    type="primary"
                    htmlType="submit"
                    loading={saving.isPending}
                    disabled={[code, nameZh, nameEn].some((one) => one.trim() === '')}
                >
                    {t('cases.saveTopic')}
                </Button>
                <Button
                    onClick={() => {
                        draft.clear();
                        onDone();
                    }}
                >
                    {t('cases.cancelTopic')}
                </Button>
            </Flex>
            {saving.error && <ProblemNote problem={saving.error} />}
        </Form>
    );
}
