import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Modal, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { ProblemNote } from '../../parts/ProblemNote';
import { count, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type PayrollGroup, payrollGroups, saveGroup } from './calls';
import { PayrollTabs } from './PayrollTabs';

const PREFIX = 'payroll.bonuses.';

/** Units whose bonuses a payroll system of their own pays, each group with a queue and numbers of its own. */
export default function GroupsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [changed, setChanged] = useState<PayrollGroup | 'new'>();
    const list = useList({ name: ['payroll-groups'], filters: {}, sorting, page: payrollGroups });
    const maySet = roles.includes('payroll');
    return (
        <>
            <ListPage<PayrollGroup>
                title={t('room.payrollGroups')}
                lead={t('payrollGroup.lead')}
                views={<PayrollTabs />}
                filters={
                    maySet && (
                        <Button type="primary" onClick={() => setChanged('new')}>
                            {t('payrollGroup.add')}
                        </Button>
                    )
                }
                exportFrom="/incentive/payroll/groups"
                list={list}
                aria-label={t('room.payrollGroups')}
                rowKey="code"
                empty={t('payrollGroup.none')}
                columns={[
                    { title: t('payrollGroup.code'), dataIndex: 'code', ...by('code') },
                    {
                        title: t('payrollGroup.orgs'),
                        dataIndex: 'orgs',
                        render: (orgs: string[]) => (orgs.length > 0 ? orgs.join(' ') : t('payrollGroup.ended')),
                    },
                    {
                        title: t('payrollGroup.queue'),
                        dataIndex: 'queue',
                        ...by('queue'),
                        render: (queue: string) => <Typography.Text code>{queue}</Typography.Text>,
                    },
                    {
                        title: t('payrollGroup.entries'),
                        dataIndex: 'entries',
                        align: 'right',
                        render: (entries: number | string) => count(Number(entries)),
                    },
                    {
                        title: t('payrollGroup.changed'),
                        dataIndex: 'changedAt',
                        ...by('changedAt'),
                        render: (at: string, { changedBy }) => t('list.byAt', { who: changedBy, at: instant(at) }),
                    },
                    ...(maySet
                        ? [
                              {
                                  title: t('rejection.toDo'),
                                  key: 'change',
                                  render: (_: unknown, group: PayrollGroup) => (
                                      <Button
                                          size="small"
                                          aria-label={t('payrollGroup.changeOf', { code: group.code })}
                                          onClick={() => setChanged(group)}
                                      >
                                          {t('payrollGroup.change')}
                                      </Button>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {changed && (
                <Editor
                    key={changed === 'new' ? '' : changed.code}
                    group={changed === 'new' ? undefined : changed}
                    close={() => setChanged(undefined)}
                />
            )}
        </>
    );
}

/** A group's code, units and queue. */
function Editor({ group, close }: { group?: PayrollGroup; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const draft = useDraft(`payroll-group.${group?.code ?? ''}`, {
        code: group?.code ?? '',
        orgs: group?.orgs.join(' ') ?? '',
        queue: group?.queue ?? PREFIX,
    });
    const { code, orgs, queue } = draft.value;
    const saving = useMutation({
        mutationFn: () => saveGroup(code.trim(), orgs.split(/[\s,\u3001\uFF0C]+/).filter(Boolean), queue.trim()),
        onSuccess: () => {
            void message.success(t('payrollGroup.saved'));
            draft.clear();
            close();
            return queries.invalidateQueries({ queryKey: ['payroll-groups'] });
        },
    });
    const field = (name: 'code' | 'orgs' | 'queue', isFixed = false) => (
        <div>
            <label htmlFor={`${id}-${name}`}>{t(`payrollGroup.${name}`)}</label>
            <Input
                id={`${id}-${name}`}
                value={draft.value[name]}
                disabled={isFixed}
                onChange={(event) => draft.set((now) => ({ ...now, [name]: event.target.value }))}
            />
        </div>
    );
    return (
        <Modal
            open
            title={group ? t('payrollGroup.changeOf', { code: group.code }) : t('payrollGroup.add')}
            okText={t('payrollGroup.save')}
            okButtonProps={{ disabled: code.trim() === '' || queue.trim() === '', loading: saving.isPending }}
            onOk={() => saving.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                {field('code', group !== undefined)}
                {field('orgs')}
                <Typography.Text type="secondary">{t('payrollGroup.orgsMean')}</Typography.Text>
                {field('queue', Number(group?.entries ?? 0) > 0)}
                <Typography.Text type="secondary">{t('payrollGroup.queueMeans')}</Typography.Text>
                {saving.error && <ProblemNote problem={saving.error} />}
            </Flex>
        </Modal>
    );
}
