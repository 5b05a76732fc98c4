import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Flex, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListTable } from '../../parts/ListTable';
import { ManagerName } from '../../parts/ManagerName';
import { ProblemNote } from '../../parts/ProblemNote';
import { bankToday } from '../../parts/days';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { type Attended, type Session, attendanceOf, mark } from './calls';
import { daysOf } from './times';

/** Who was there on which day of a session; the training team ticks them off. */
export function Attendance({ session, mayMark }: { session: Session; mayMark: boolean }) {
    const { t } = useTranslation();
    const queries = useQueryClient();
    const today = bankToday();
    const days = daysOf(session).filter((day) => day <= today);
    const [day, setDay] = useState(days.at(-1) ?? session.startsOn);
    const list = useList({
        name: ['sessions', 'attendance', session.code],
        filters: {},
        page: (query) => attendanceOf(session.code, query),
    });
    const marking = useMutation({
        mutationFn: ({ no, isPresent }: { no: string; isPresent: boolean }) =>
            mark(session.code, day, isPresent ? [no] : [], isPresent ? [] : [no]),
        onSettled: () => queries.invalidateQueries({ queryKey: ['sessions', 'attendance', session.code] }),
    });
    const markOf = (one: Attended) => one.days.find((known) => known.day === day);
    return (
        <section aria-labelledby="session-attendance">
            <Flex gap="middle" wrap align="center" style={{ marginBottom: '0.75rem' }}>
                <Typography.Title level={2} id="session-attendance" style={{ fontSize: '1.25rem', margin: 0 }}>
                    {t('sessions.attendance')}
                </Typography.Title>
                <Select
                    aria-label={t('sessions.day')}
                    style={{ minWidth: '11rem' }}
                    value={day}
                    options={days.map((value) => ({ value, label: date(value) }))}
                    onChange={setDay}
                />
            </Flex>
            {marking.error && <ProblemNote problem={marking.error} />}
            <ListTable<Attended>
                list={list}
                aria-label={t('sessions.attendance')}
                rowKey="managerNo"
                empty={t('sessions.nobody')}
                lines={4}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                    },
                    {
                        title: t('sessions.there'),
                        key: 'there',
                        render: (_, one) => (
                            <Checkbox
                                checked={markOf(one)?.isPresent ?? false}
                                disabled={!mayMark || marking.isPending}
                                onChange={(event) =>
                                    marking.mutate({ no: one.managerNo, isPresent: event.target.checked })
                                }
                            >
                                {t(`sessions.by.${markOf(one)?.by ?? 'nothing'}`)}
                            </Checkbox>
                        ),
                    },
                    {
                        title: t('sessions.attended'),
                        dataIndex: 'percent',
                        className: 'number',
                        render: (percent: number, one) => t('sessions.daysOfAll', { days: one.present, percent }),
                    },
                ]}
            />
        </section>
    );
}
