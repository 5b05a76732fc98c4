import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Flex, Modal, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListTable } from '../../parts/ListTable';
import { ProblemNote } from '../../parts/ProblemNote';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { useUnitName } from '../managers/roster';
import { GradeChoice, GradeReasons, NO_REASONS, areGiven, isOverCap } from './DecideGrade';
import { type Appeal, appeals, decideAppeal } from './calls';

const MARKS = { open: 'warning', upheld: 'success', rejected: 'default' } as const;

/** Appeals against grades; somebody who had no part in the grade decides each. */
export function Appeals() {
    const { t } = useTranslation();
    const { roles, org } = usePerson();
    const unitName = useUnitName(roles);
    const [decided, setDecided] = useState<Appeal>();
    const sorting = useSorting('-appealedAt');
    const list = useList({ name: ['grade-appeals'], filters: {}, sorting, page: appeals });
    const isHr = roles.includes('hr') && org === null;
    return (
        <section aria-labelledby="grade-appeals">
            <Typography.Title level={2} id="grade-appeals" style={{ fontSize: '1.25rem' }}>
                {t('grades.appeals')}
            </Typography.Title>
            <ListTable<Appeal>
                list={list}
                aria-labelledby="grade-appeals"
                rowKey="id"
                empty={t('grades.noAppeals')}
                lines={3}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, row) => `${row.name ?? ''} ${no}`,
                    },
                    { title: t('months.org'), dataIndex: 'org', render: unitName },
                    {
                        title: t('grades.appealText'),
                        dataIndex: 'text',
                        className: 'sentence',
                        render: (text: string) => <div style={{ maxWidth: '24rem', whiteSpace: 'normal' }}>{text}</div>,
                    },
                    { title: t('grades.appealedAt'), dataIndex: 'appealedAt', render: instant },
                    {
                        title: t('grades.state'),
                        dataIndex: 'state',
                        render: (state: keyof typeof MARKS, row) => (
                            <>
                                <Badge status={MARKS[state]} text={t(`grades.appealStates.${state}`)} />
                                {row.reason && (
                                    <div style={{ maxWidth: '16rem', whiteSpace: 'normal' }}>{row.reason}</div>
                                )}
                            </>
                        ),
                    },
                    ...(isHr
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'do',
                                  render: (_: unknown, row: Appeal) =>
                                      row.state === 'open' && (
                                          <Button size="small" onClick={() => setDecided(row)}>
                                              {t('grades.decide')}
                                          </Button>
                                      ),
                              },
                          ]
                        : []),
                ]}
            />
            {decided && <Decide key={decided.id} appeal={decided} close={() => setDecided(undefined)} />}
        </section>
    );
}

function Decide({ appeal, close }: { appeal: Appeal; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const [outcome, setOutcome] = useState<'upheld' | 'rejected'>('rejected');
    const [grade, setGrade] = useState<{ level: string; step: string | null }>({ level: 'junior', step: 'C' });
    const draft = useDraft(`grade-appeal-decision.${appeal.id}`, NO_REASONS);
    const { reason, over } = draft.value;
    const deciding = useMutation({
        mutationFn: () =>
            decideAppeal(appeal.id, {
                outcome,
                reason: reason.trim(),
                level: outcome === 'upheld' ? grade.level : null,
                step: outcome === 'upheld' ? grade.step : null,
                acceptOverCap: over.trim() || null,
            }),
        onSuccess: async () => {
            void message.success(t('grades.done'));
            draft.clear();
            close();
            await queries.invalidateQueries({ queryKey: ['grade-appeals'] });
        },
    });
    const isOver = isOverCap(deciding.error);
    return (
        <Modal
            open
            title={t('grades.appealOf', { manager: appeal.name ?? appeal.managerNo })}
            okText={t('grades.save')}
            okButtonProps={{ disabled: !areGiven(draft.value, isOver), loading: deciding.isPending }}
            onOk={() => deciding.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <Typography.Paragraph>{appeal.text}</Typography.Paragraph>
                <Segmented
                    aria-label={t('grades.outcome')}
                    value={outcome}
                    options={(['rejected', 'upheld'] as const).map((value) => ({
                        value,
                        label: t(`grades.appealStates.${value}`),
                    }))}
                    onChange={setOutcome}
                />
                {outcome === 'upheld' && (
                    <GradeChoice {...grade} onChange={(level, step) => setGrade({ level, step })} />
                )}
                <GradeReasons draft={draft} isOver={isOver} />
                {deciding.error && <ProblemNote problem={deciding.error} />}
            </Flex>
        </Modal>
    );
}
