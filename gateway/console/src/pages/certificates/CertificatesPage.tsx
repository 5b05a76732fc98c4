import { Badge, Button, Flex, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { useFilters } from '../../parts/filters';
import { TextFilter } from '../../parts/TextFilter';
import { daysTo } from '../../parts/days';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { type Role, usePerson } from '../../session/session';
import { TakeDocument } from '../holders/TakeDocument';
import { PersonLink } from '../home/PersonLink';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import {
    type Certificate,
    SOON,
    STANDINGS,
    type Standing,
    certificates,
    holders,
    standingOf,
    standingQuery,
} from './calls';
import { Uncertified } from './Uncertified';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';
import { PageHead } from '../../parts/PageHead';

const colours: Record<Standing, 'success' | 'warning' | 'error' | 'default'> = {
    valid: 'success',
    expiring: 'warning',
    expired: 'error',
    future: 'default',
};

const choosesPeople = (roles: readonly Role[]) => roles.some((role) => role !== 'account-manager');

/** Certificates, their holders, and until when they hold. */
export default function CertificatesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const [manager, certificate] = [filter('manager'), filter('certificate')];
    const search = filter('search');
    const standing = STANDINGS.find((one) => one === filter('standing'));
    const isWithout = choosesPeople(roles) && filter('standing') === 'none';
    // An account manager sees their own; there is nobody to choose.
    const choosesManager = choosesPeople(roles);
    const brings = roles.includes('trainer');
    const units = useUnits(roles);
    const org = filter('org');
    const without = useList({
        name: ['certificates', 'without'],
        filters: { certified: false, org, search: search ?? manager },
        sorting,
        isAsked: isWithout,
        page: holders,
    });
    const list = useList({
        name: ['certificates'],
        filters: { manager, search, certificate, ...(standing && standingQuery[standing]()) },
        sorting,
        isAsked: !isWithout,
        page: certificates,
    });

    return (
        <Flex vertical gap="middle">
            <PageHead
                title={t('room.certificates')}
                lead={t('certificates.lead')}
                aside={
                    <Flex gap="middle" wrap>
                        <Link to="/certificate-reminders">{t('room.reminders')}</Link>
                        <Link to="/certificate-sanctions">{t('room.sanctions')}</Link>
                        {brings && <Link to="/imports">{t('certificates.bring')}</Link>}
                    </Flex>
                }
            />
            <Flex gap="middle" wrap align="end">
                <Form.Item
                    layout="vertical"
                    label={t('certificates.standingName')}
                    htmlFor="certificate-standing"
                    style={{ marginBottom: 0 }}
                >
                    <Select
                        id="certificate-standing"
                        allowClear
                        placeholder={t('certificates.anyStanding')}
                        style={{ width: '13rem' }}
                        options={[...STANDINGS, ...(choosesManager ? (['none'] as const) : [])].map((value) => ({
                            value,
                            label: t(`certificates.standing.${value}`, { days: SOON }),
                        }))}
                        value={isWithout ? 'none' : standing}
                        onChange={(value?: string) => choose({ standing: value, sort: undefined, org: undefined })}
                    />
                </Form.Item>
                {choosesManager && (
                    <TextFilter
                        id="certificate-manager"
                        label={t('certificates.byManager')}
                        value={search ?? manager}
                        onChoose={(value) => choose({ manager: undefined, search: value })}
                    />
                )}
                {isWithout ? (
                    <Form.Item
                        layout="vertical"
                        label={t('managers.byOrg')}
                        htmlFor="certificate-org"
                        style={{ marginBottom: 0 }}
                    >
                        <UnitFilter
                            key={org}
                            id="certificate-org"
                            units={units.data}
                            value={org}
                            onChoose={(code) => choose({ org: code })}
                        />
                    </Form.Item>
                ) : (
                    <TextFilter
                        id="certificate-code"
                        label={t('certificates.certificate')}
                        value={certificate}
                        onChoose={(value) => choose({ certificate: value })}
                    />
                )}
                {(manager ?? search ?? certificate ?? org ?? filter('standing')) && (
                    <Button onClick={clear}>{t('action.clearFilters')}</Button>
                )}
                {isWithout ? (
                    <ExportButton path="/training/managers" query={without.asked} />
                ) : (
                    <ExportButton path="/training/certificates" query={list.asked} />
                )}
            </Flex>
            {isWithout ? (
                <Uncertified list={without} by={by} isFiltered={Boolean(search ?? manager ?? org)} />
            ) : (
                <ListTable<Certificate>
                    list={list}
                    aria-label={t('room.certificates')}
                    rowKey={(one) => `${one.managerNo} ${one.certificate} ${one.validFrom}`}
                    empty={t(
                        manager || search || certificate || standing
                            ? 'certificates.noneFound'
                            : brings
                              ? 'certificates.noneEverBring'
                              : 'certificates.noneEver',
                    )}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            ...by('managerNo'),
                            className: 'number',
                            render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                        },
                        { title: t('certificates.certificate'), dataIndex: 'certificate', ...by('certificate') },
                        {
                            title: t('certificates.standingName'),
                            key: 'standing',
                            render: (_, one) => {
                                const is = standingOf(one);
                                return <Badge status={colours[is]} text={t(`certificates.is.${is}`)} />;
                            },
                        },
                        {
                            title: t('certificates.validFrom'),
                            dataIndex: 'validFrom',
                            ...by('validFrom'),
                            className: 'number',
                            render: date,
                        },
                        {
                            title: t('certificates.validTo'),
                            dataIndex: 'validTo',
                            ...by('validTo'),
                            className: 'number',
                            render: (day: string | null, one) =>
                                day === null ? (
                                    t('certificates.openEnd')
                                ) : (
                                    <>
                                        {date(day)}{' '}
                                        {standingOf(one) === 'expiring' &&
                                            t('certificates.daysLeft', { count: daysTo(day) })}
                                    </>
                                ),
                        },
                        {
                            title: t('certificates.number'),
                            dataIndex: 'number',
                            render: (number: string | null) => number ?? '—',
                        },
                        ...(roles.includes('trainer') || roles.includes('account-manager')
                            ? [
                                  {
                                      title: t('kpis.toDo'),
                                      key: 'do',
                                      render: (_: unknown, one: Certificate) => <TakeDocument of={one} />,
                                  },
                              ]
                            : []),
                    ]}
                />
            )}
        </Flex>
    );
}
