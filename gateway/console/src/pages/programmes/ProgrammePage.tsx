import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Descriptions, Flex, Form, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DayFilter } from '../../parts/DayFilter';
import { ExportButton } from '../../parts/ExportButton';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { count, date } from '../../parts/format';
import { usePerson } from '../../session/session';
import { titled } from '../courses/words';
import { PersonLink } from '../home/PersonLink';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import { Batches } from './Batches';
import { ProgrammeEditor } from './ProgrammeEditor';
import { type Person, STATES, STATE_POINTS, type UnitRow, coverage, people, programme, stateOf } from './calls';

/** The rows that a page shows; the file has all. */
const SHOWN = 200;

/** A programme: how far units and people have come on a day. */
export default function ProgrammePage() {
    const { t } = useTranslation();
    const { code = '' } = useParams();
    const { roles, org: ownOrg } = usePerson();
    const { filter, choose } = useFilters();
    const [isChanging, setChanging] = useState(false);
    const units = useUnits(roles);
    const state = STATES.find((one) => one === filter('state'));
    const asked = { asOf: filter('asOf'), org: filter('org') };
    const one = useQuery({ queryKey: ['programmes', 'one', code], queryFn: () => programme(code) });
    const covered = useQuery({
        queryKey: ['programmes', 'coverage', code, asked],
        queryFn: () => coverage(code, asked),
    });
    const isOfUnits = one.data?.kind === 'branches';
    const persons = useQuery({
        queryKey: ['programmes', 'people', code, asked, state],
        queryFn: () => people(code, { ...asked, state }),
        enabled: one.data !== undefined && !isOfUnits,
    });
    const number = { align: 'right', className: 'number' } as const;
    const error = one.error ?? covered.error ?? persons.error;
    return (
        <Flex vertical gap="middle">
            <Link to="/programmes">
                <ArrowLeftOutlined /> {t('room.programmes')}
            </Link>
            {error && <ProblemNote problem={error} />}
            {one.data && covered.data ? (
                <>
                    <Flex gap="middle" wrap align="center">
                        <Typography.Title level={1} style={{ margin: 0 }}>
                            {titled(one.data.title.zh, one.data.title.en)}
                        </Typography.Title>
                        {roles.includes('trainer') && ownOrg === null && (
                            <Button onClick={() => setChanging(true)}>{t('courses.change')}</Button>
                        )}
                    </Flex>
                    <Typography.Paragraph>{t(`programmes.means.${one.data.kind}`)}</Typography.Paragraph>
                    <Flex gap="middle" wrap align="end">
                        <DayFilter name="asOf" id="programme-day" label={t('programmes.asOf')} />
                        <Form.Item
                            layout="vertical"
                            label={t('managers.byOrg')}
                            htmlFor="programme-org"
                            style={{ marginBottom: 0 }}
                        >
                            <UnitFilter
                                key={asked.org}
                                id="programme-org"
                                units={units.data}
                                value={asked.org}
                                onChoose={(unit) => choose({ org: unit })}
                            />
                        </Form.Item>
                        <ExportButton path={`/training/programmes/${code}/coverage`} query={asked} />
                    </Flex>
                    <Descriptions
                        size="small"
                        bordered
                        column={{ xs: 1, sm: 2, lg: 4 }}
                        items={[
                            {
                                key: 'people',
                                label: t(isOfUnits ? 'programmes.units' : 'holders.people'),
                                children: count(covered.data.people),
                            },
                            ...STATES.map((word) => ({
                                key: word,
                                label: t(`programmes.state.${word}`),
                                children: count(covered.data[word]),
                            })),
                        ]}
                    />
                    <WideTable<UnitRow>
                        aria-label={t('programmes.byUnit')}
                        rowKey={(row) => row.org ?? ''}
                        dataSource={[...covered.data.units]}
                        empty={t('programmes.nobody')}
                        columns={[
                            {
                                title: t('managers.org'),
                                dataIndex: 'org',
                                render: (unit: string | null, { orgName }) => orgName ?? unit ?? '—',
                            },
                            {
                                title: t(isOfUnits ? 'programmes.units' : 'holders.people'),
                                dataIndex: 'people',
                                ...number,
                                render: count,
                            },
                            ...STATES.map((word) => ({
                                title: t(`programmes.state.${word}`),
                                dataIndex: word,
                                ...number,
                                render: count,
                            })),
                        ]}
                    />
                    {!isOfUnits && (
                        <section aria-labelledby="programme-people">
                            <Typography.Title level={2} id="programme-people" style={{ fontSize: '1.25rem' }}>
                                {t('programmes.people')}
                            </Typography.Title>
                            <Flex gap="middle" wrap align="end" style={{ marginBottom: '0.75rem' }}>
                                <Form.Item
                                    layout="vertical"
                                    label={t('exams.stateLabel')}
                                    htmlFor="programme-state"
                                    style={{ marginBottom: 0 }}
                                >
                                    <Select
                                        id="programme-state"
                                        allowClear
                                        placeholder={t('exams.any')}
                                        style={{ width: '11rem' }}
                                        value={state}
                                        options={STATES.map((value) => ({
                                            value,
                                            label: t(`programmes.state.${value}`),
                                        }))}
                                        onChange={(value?: string) => choose({ state: value })}
                                    />
                                </Form.Item>
                                <ExportButton
                                    path={`/training/programmes/${code}/people`}
                                    query={{ ...asked, state }}
                                />
                            </Flex>
                            {persons.data ? (
                                <>
                                    <WideTable<Person>
                                        aria-labelledby="programme-people"
                                        rowKey="managerNo"
                                        dataSource={persons.data.items.slice(0, SHOWN)}
                                        empty={t('programmes.nobody')}
                                        columns={[
                                            {
                                                title: t('months.manager'),
                                                dataIndex: 'managerNo',
                                                className: 'number',
                                                render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                                            },
                                            {
                                                title: t('managers.org'),
                                                dataIndex: 'org',
                                                render: (unit: string | null) => unit ?? '—',
                                            },
                                            {
                                                title: t('programmes.has'),
                                                key: 'has',
                                                className: 'number',
                                                render: (_, { done, needed }) =>
                                                    t('programmes.doneOf', { done, needed }),
                                            },
                                            {
                                                title: t('programmes.dueOn'),
                                                dataIndex: 'dueOn',
                                                className: 'number',
                                                render: (day: string | null) => (day === null ? '—' : date(day)),
                                            },
                                            {
                                                title: t('exams.stateLabel'),
                                                dataIndex: 'state',
                                                render: (word: string) => (
                                                    <Badge
                                                        status={STATE_POINTS[stateOf(word)]}
                                                        text={t(`programmes.state.${stateOf(word)}`)}
                                                    />
                                                ),
                                            },
                                        ]}
                                    />
                                    {persons.data.items.length > SHOWN && (
                                        <Typography.Paragraph type="secondary">
                                            {t('programmes.shown', {
                                                shown: SHOWN,
                                                people: count(persons.data.items.length),
                                            })}
                                        </Typography.Paragraph>
                                    )}
                                </>
                            ) : (
                                <Skeleton active title={false} />
                            )}
                        </section>
                    )}
                    {!isOfUnits && <Batches code={code} />}
                    {isChanging && <ProgrammeEditor programme={one.data} close={() => setChanging(false)} />}
                </>
            ) : (
                !error && <Skeleton active title paragraph={{ rows: 8 }} />
            )}
        </Flex>
    );
}
