import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Badge, Button, Empty, Flex, Form, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportButton } from '../../parts/ExportButton';
import { ListTotal } from '../../parts/ListTotal';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { TextFilter } from '../../parts/TextFilter';
import { daysTo } from '../../parts/days';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { type Role, usePerson } from '../../session/session';
import { PersonLink } from '../home/PersonLink';
import { UnitFilter } from '../managers/UnitFilter';
import { useUnits } from '../managers/roster';
import {
    type Certificate,
    type Holder,
    SOON,
    STANDINGS,
    type Standing,
    certificates,
    holders,
    standingOf,
    standingQuery,
} from './calls';
import { Uncertified } from './Uncertified';
import { WideTable } from '../../parts/WideTable';

const colours: Record<Standing, 'success' | 'warning' | 'error' | 'default'> = {
    valid: 'success',
    expiring: 'warning',
    expired: 'error',
    future: 'default',
};

const choosesPeople = (roles: readonly Role[]) => roles.some((role) => role !== 'account-manager');

/** Who holds which certificate, and until when. */
export default function CertificatesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const { sort, by, onChange } = useSorting<Certificate>('managerNo');
    const [manager, certificate] = [filter('manager'), filter('certificate')];
    const search = filter('search');
    const standing = STANDINGS.find((one) => one === filter('standing'));
    const isWithout = choosesPeople(roles) && filter('standing') === 'none';
    // An account manager sees their own; there is nobody to choose.
    const choosesManager = choosesPeople(roles);
    const brings = roles.includes('trainer');
    const asked = { manager, search, certificate, ...(standing && standingQuery[standing]()), sort };
    const units = useUnits(roles);
    const org = filter('org');
    const people = useSorting<Holder>('managerNo');
    const askedPeople = { certified: 'false', org, search: search ?? manager, sort: people.sort } as const;
    const without = useInfiniteQuery({
        queryKey: ['certificates', 'without', askedPeople],
        enabled: isWithout,
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            holders({ limit: 50, ...askedPeople, after: pageParam, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });

    const query = useInfiniteQuery({
        queryKey: ['certificates', asked],
        enabled: !isWithout,
        initialPageParam: '',
        queryFn: ({ pageParam }) =>
            certificates({ limit: 50, ...asked, after: pageParam, total: pageParam ? undefined : 'true' }),
        getNextPageParam: (page) => page.next,
        placeholderData: keepPreviousData,
    });
    const items = query.data?.pages.flatMap((page) => page.items);

    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.certificates')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('certificates.lead')}</Typography.Text>{' '}
                {brings && <Link to="/imports">{t('certificates.bring')}</Link>}
            </div>
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
                    <ExportButton path="/training/managers" query={askedPeople} />
                ) : (
                    <ExportButton path="/training/certificates" query={asked} />
                )}
            </Flex>
            {!isWithout && <ListTotal pages={query.data?.pages} />}
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {isWithout ? (
                <Uncertified query={without} sorting={people} isFiltered={Boolean(askedPeople.search ?? org)} />
            ) : !items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Certificate>
                    aria-label={t('room.certificates')}
                    rowKey={(one) => `${one.managerNo} ${one.certificate} ${one.validFrom}`}
                    dataSource={items}
                    loading={query.isPlaceholderData}
                    onChange={onChange}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(
                                    manager || search || certificate || standing
                                        ? 'certificates.noneFound'
                                        : brings
                                          ? 'certificates.noneEverBring'
                                          : 'certificates.noneEver',
                                )}
                            />
                        ),
                    }}
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
                    ]}
                />
            )}
            {!isWithout && <MoreButton query={query} />}
        </Flex>
    );
}
