import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST } from '../../api/client';
import { WideTable } from '../../parts/WideTable';
import { useDraft } from '../../session/drafts';
import { Acts } from '../corrections/Acts';
import { managers } from '../managers/roster';
import { type Person, type Round, confirmRound } from './calls';

/** A peer or partner of a person. */
interface Chosen {
    managerNo: string;
    rater: string;
    relation: string;
}

const isNamed = (relation: string) => relation === 'self' || relation === 'superior';

/** The raters as they were drawn; who confirms them may take peers out and put peers and partners in. */
export function RaterTable({ detail: { round, people }, name }: { detail: Round; name: string }) {
    const { t } = useTranslation();
    const [isEditing, setEditing] = useState(false);
    const roster = useQuery({
        queryKey: ['home', 'managers'],
        queryFn: () => managers({ limit: MOST }),
        enabled: isEditing,
    });
    const drawn = people.flatMap((person) =>
        person.raters.flatMap(({ relation, rater }): Chosen[] =>
            isNamed(relation) || rater === null ? [] : [{ managerNo: person.managerNo, rater, relation }],
        ),
    );
    const draft = useDraft<Chosen[]>(`review-raters.${round.id}`, drawn);
    const known = new Map(
        people.flatMap((person) => person.raters.map(({ rater, name: its }) => [rater ?? '', its] as const)),
    );
    for (const one of roster.data?.items ?? []) known.set(one.managerNo, one.name);
    const units = new Map(roster.data?.items.map((one) => [one.managerNo, one.org]));
    const called = (no: string) => `${known.get(no) ?? ''} ${no}`.trim();
    const add = (managerNo: string, rater: string) =>
        draft.set((now) => [
            ...now,
            { managerNo, rater, relation: units.get(rater) === units.get(managerNo) ? 'peer' : 'partner' },
        ]);
    const remove = (gone: Chosen) => draft.set((now) => now.filter((one) => one !== gone));
    return (
        <Flex vertical gap="middle">
            {round.mayConfirm && (
                <Flex gap="small" wrap align="center">
                    <Acts
                        of={name}
                        form={`review-confirm.${round.id}`}
                        refresh={['reviews']}
                        acts={[
                            {
                                name: 'confirm',
                                label: t('reviews.confirm'),
                                ask: t('reviews.confirmAsk'),
                                means: t('reviews.confirmMeans'),
                                isMain: true,
                                done: t('reviews.state.open'),
                                run: async (key) => {
                                    await confirmRound(round.id, draft.isChanged ? draft.value : null, key);
                                    draft.clear();
                                },
                            },
                        ]}
                    />
                    {!isEditing && (
                        <Button size="small" onClick={() => setEditing(true)}>
                            {t('reviews.changeRaters')}
                        </Button>
                    )}
                    {draft.isChanged && (
                        <Button size="small" onClick={draft.clear}>
                            {t('draft.discard')}
                        </Button>
                    )}
                </Flex>
            )}
            <WideTable<Person>
                aria-label={t('reviews.raters')}
                rowKey="managerNo"
                dataSource={people}
                columns={[
                    {
                        title: t('reviews.person'),
                        key: 'person',
                        render: (_, one) => `${one.name ?? ''} ${one.managerNo}`.trim(),
                    },
                    {
                        title: t('reviews.relation.superior'),
                        key: 'superior',
                        render: (_, one) => {
                            const superior = one.raters.find(({ relation }) => relation === 'superior');
                            return superior?.rater
                                ? called(superior.rater)
                                : t('reviews.headOf', { org: superior?.headOf ?? '' });
                        },
                    },
                    {
                        title: t('reviews.others'),
                        key: 'others',
                        className: 'sentence',
                        render: (_, one) => {
                            const raters = draft.value.filter(({ managerNo }) => managerNo === one.managerNo);
                            return (
                                <Flex gap={4} wrap align="center">
                                    {raters.length === 0 && <Typography.Text>—</Typography.Text>}
                                    {raters.map((each) => (
                                        <Tag
                                            key={each.rater}
                                            closable={
                                                isEditing && {
                                                    'aria-label': t('reviews.remove', { name: called(each.rater) }),
                                                }
                                            }
                                            onClose={(event) => {
                                                event.preventDefault();
                                                remove(each);
                                            }}
                                        >
                                            {called(each.rater)}
                                            {each.relation === 'partner' && ` · ${t('reviews.relation.partner')}`}
                                        </Tag>
                                    ))}
                                    {isEditing && (
                                        <Select<string>
                                            aria-label={t('reviews.addRater', { name: called(one.managerNo) })}
                                            placeholder={t('reviews.add')}
                                            size="small"
                                            style={{ minWidth: '9rem' }}
                                            value={null}
                                            loading={roster.isPending}
                                            showSearch={{ optionFilterProp: 'label' }}
                                            options={(roster.data?.items ?? [])
                                                .filter(
                                                    ({ managerNo }) =>
                                                        managerNo !== one.managerNo &&
                                                        !raters.some(({ rater }) => rater === managerNo),
                                                )
                                                .map(({ managerNo }) => ({
                                                    value: managerNo,
                                                    label: called(managerNo),
                                                }))}
                                            onChange={(rater) => add(one.managerNo, rater)}
                                        />
                                    )}
                                </Flex>
                            );
                        },
                    },
                ]}
            />
        </Flex>
    );
}
