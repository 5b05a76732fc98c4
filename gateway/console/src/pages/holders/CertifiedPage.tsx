import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Checkbox, Flex, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DayFilter } from '../../parts/DayFilter';
import { ListPage } from '../../parts/ListPage';
import { ProblemNote } from '../../parts/ProblemNote';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { PersonLink } from '../home/PersonLink';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import { AssignCoach } from './AssignCoach';
import { ShareOfDay } from './ShareOfDay';
import { type Holder, STATES, STATE_POINTS, certifiedOn, share, stateOf } from './calls';

/** Who was certified on a day, of whom in which unit, and the share of them. */
export default function CertifiedPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const [isAssigning, setAssigning] = useState(false);
    const units = useUnits(roles);
    const asked = { date: filter('date'), certificate: filter('certificate'), org: filter('org') };
    const state = STATES.find((one) => one === filter('state'));
    const withoutNew = filter('newHires') === 'false';
    const search = filter('search');
    const shown = useQuery({ queryKey: ['certificates', 'share', asked], queryFn: () => share(asked) });
    const list = useList({
        name: ['certificates', 'on'],
        filters: { ...asked, state, newHires: withoutNew ? false : undefined, search },
        sorting,
        page: certifiedOn,
    });
    const assigns = roles.includes('trainer') || roles.includes('branch-head');
    const uncertified = (list.items ?? []).filter((one) => stateOf(one.state) === 'uncertified');
    return (
        <>
            <ListPage<Holder>
                title={t('room.certified')}
                lead={t('holders.lead')}
                aside={
                    <Flex gap="middle" wrap>
                        <Link to="/coachings">{t('room.coachings')}</Link>
                        <Link to="/certificate-sanctions">{t('room.sanctions')}</Link>
                    </Flex>
                }
                views={
                    <>
                        {shown.error && <ProblemNote problem={shown.error} retry={() => void shown.refetch()} />}
                        {shown.data && <ShareOfDay share={shown.data} />}
                    </>
                }
                filters={
                    <>
                        <DayFilter name="date" id="certified-date" label={t('holders.day')} />
                        <Form.Item
                            layout="vertical"
                            label={t('certificates.certificate')}
                            htmlFor="certified-certificate"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="certified-certificate"
                                allowClear
                                placeholder={t('holders.anyCertificate')}
                                style={{ width: '13rem' }}
                                value={asked.certificate}
                                options={shown.data?.certificates.map((value) => ({ value, label: value }))}
                                onChange={(value?: string) => choose({ certificate: value })}
                            />
                        </Form.Item>
                        <Form.Item
                            layout="vertical"
                            label={t('managers.byOrg')}
                            htmlFor="certified-org"
                            style={{ marginBottom: 0 }}
                        >
                            <UnitFilter
                                key={asked.org}
                                id="certified-org"
                                units={units.data}
                                value={asked.org}
                                onChoose={(code) => choose({ org: code })}
                            />
                        </Form.Item>
                        <Form.Item
                            layout="vertical"
                            label={t('certificates.standingName')}
                            htmlFor="certified-state"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="certified-state"
                                allowClear
                                placeholder={t('certificates.anyStanding')}
                                style={{ width: '11rem' }}
                                value={state}
                                options={STATES.map((value) => ({ value, label: t(`holders.state.${value}`) }))}
                                onChange={(value?: string) => choose({ state: value })}
                            />
                        </Form.Item>
                        <AddressFilter name="search" id="certified-search" label={t('certificates.byManager')} />
                        <Checkbox
                            checked={withoutNew}
                            onChange={({ target }) => choose({ newHires: target.checked ? 'false' : undefined })}
                        >
                            {t('holders.withoutNew')}
                        </Checkbox>
                        {assigns && (
                            <Button type="primary" onClick={() => setAssigning(true)}>
                                {t('holders.assign')}
                            </Button>
                        )}
                    </>
                }
                isFiltered={Boolean(asked.date ?? asked.certificate ?? asked.org ?? state ?? search) || withoutNew}
                exportFrom="/training/certificates/on"
                list={list}
                aria-label={t('room.certified')}
                rowKey="managerNo"
                empty={t('certificates.nobodyFound')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        className: 'number',
                        render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                    },
                    {
                        title: t('managers.org'),
                        dataIndex: 'org',
                        ...by('org'),
                        render: (org: string | null, { orgName }) => orgName ?? org ?? '—',
                    },
                    {
                        title: t('holders.hiredOn'),
                        dataIndex: 'hiredOn',
                        ...by('hiredOn'),
                        className: 'number',
                        render: (day: string | null, { isNew }) => (
                            <>
                                {day === null ? '—' : date(day)} {isNew && t('holders.isNew')}
                            </>
                        ),
                    },
                    {
                        title: t('certificates.standingName'),
                        dataIndex: 'state',
                        render: (word: string) => (
                            <Badge status={STATE_POINTS[stateOf(word)]} text={t(`holders.state.${stateOf(word)}`)} />
                        ),
                    },
                    {
                        title: t('certificates.validTo'),
                        dataIndex: 'validTo',
                        className: 'number',
                        render: (day: string | null, one) =>
                            day !== null ? date(day) : one.state === 'uncertified' ? '—' : t('certificates.openEnd'),
                    },
                ]}
            />
            {isAssigning && (
                <AssignCoach
                    certificate={asked.certificate ?? ''}
                    managers={uncertified.map((one) => one.managerNo)}
                    close={() => setAssigning(false)}
                />
            )}
        </>
    );
}
