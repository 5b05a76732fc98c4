import { useInfiniteQuery } from '@tanstack/react-query';
import { Badge, Button, Empty, Flex, Form, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MOST } from '../../api/read';
import { MoreButton } from '../../parts/MoreButton';
import { useFilters } from '../../parts/filters';
import { ProblemNote } from '../../parts/ProblemNote';
import { daysTo } from '../../parts/days';
import { count, date } from '../../parts/format';
import { usePerson } from '../../session/session';
import { type Certificate, SOON, STANDINGS, type Standing, certificates, standingOf } from './calls';
import { ManagerFilter } from '../managers/ManagerFilter';
import { WideTable } from '../../parts/WideTable';

const colours: Record<Standing, 'success' | 'warning' | 'error' | 'default'> = { valid: 'success', expiring: 'warning', expired: 'error', future: 'default' };

/** Who holds which certificate, and until when. */
export default function CertificatesPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose, clear } = useFilters();
    const manager = filter('manager');
    const standing = STANDINGS.find((one) => one === filter('standing'));
    // An account manager sees their own; there is nobody to choose.
    const choosesManager = roles.some((role) => role !== 'account-manager');
    const brings = roles.includes('trainer');
    // The service does not sort out by how long they hold: what is looked through here is taken in greater pieces.
    const limit = standing ? MOST : 50;

    const query = useInfiniteQuery({
        queryKey: ['certificates', manager, limit],
        initialPageParam: '',
        queryFn: ({ pageParam }) => certificates({ limit, manager, after: pageParam }),
        getNextPageParam: (page) => page.next,
    });
    const known = query.data?.pages.flatMap((page) => page.items);
    const items = known?.filter((one) => standing === undefined || standingOf(one) === standing);

    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={1} style={{ marginTop: 0 }}>
                    {t('room.certificates')}
                </Typography.Title>
                <Typography.Text type="secondary">{t('certificates.lead')}</Typography.Text> {brings && <Link to="/imports">{t('certificates.bring')}</Link>}
            </div>
            <Flex gap="middle" wrap align="end">
                <Form.Item layout="vertical" label={t('certificates.standingName')} htmlFor="certificate-standing" style={{ marginBottom: 0 }}>
                    <Select
                        id="certificate-standing"
                        allowClear
                        placeholder={t('certificates.anyStanding')}
                        style={{ width: '13rem' }}
                        options={STANDINGS.map((value) => ({ value, label: t(`certificates.standing.${value}`, { days: SOON }) }))}
                        value={standing}
                        onChange={(value?: string) => choose({ standing: value })}
                    />
                </Form.Item>
                {choosesManager && (
                    <ManagerFilter
                        id="certificate-manager"
                        label={t('certificates.byManager')}
                        value={manager}
                        onChoose={(value) => choose({ manager: value })}
                    />
                )}
                {(manager ?? standing) && <Button onClick={clear}>{t('action.clearFilters')}</Button>}
            </Flex>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {standing && known && (
                <Typography.Text type="secondary" aria-live="polite">
                    {t('certificates.lookedThrough', { found: count(items?.length ?? 0), all: count(known.length) })}{' '}
                    {query.hasNextPage && t('certificates.thereAreMore')}
                </Typography.Text>
            )}
            {!items ? (
                !query.error && <Skeleton active title={false} paragraph={{ rows: 10 }} />
            ) : (
                <WideTable<Certificate>
                    aria-label={t('room.certificates')}
                    rowKey={(one) => `${one.managerNo} ${one.certificate} ${one.validFrom}`}
                    dataSource={items}
                    locale={{
                        emptyText: (
                            <Empty
                                image={Empty.PRESENTED_IMAGE_SIMPLE}
                                description={t(
                                    manager || standing ? 'certificates.noneFound' : brings ? 'certificates.noneEverBring' : 'certificates.noneEver',
                                )}
                            />
                        ),
                    }}
                    columns={[
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            className: 'number',
                            render: (no: string) => <Link to={`/managers/${encodeURIComponent(no)}`}>{no}</Link>,
                        },
                        { title: t('certificates.certificate'), dataIndex: 'certificate' },
                        {
                            title: t('certificates.standingName'),
                            key: 'standing',
                            render: (_, one) => {
                                const is = standingOf(one);
                                return <Badge status={colours[is]} text={t(`certificates.is.${is}`)} />;
                            },
                        },
                        { title: t('certificates.validFrom'), dataIndex: 'validFrom', className: 'number', render: date },
                        {
                            title: t('certificates.validTo'),
                            dataIndex: 'validTo',
                            className: 'number',
                            render: (day: string | null, one) =>
                                day === null ? (
                                    t('certificates.openEnd')
                                ) : (
                                    <>
                                        {date(day)} {standingOf(one) === 'expiring' && t('certificates.daysLeft', { count: daysTo(day) })}
                                    </>
                                ),
                        },
                        { title: t('certificates.number'), dataIndex: 'number', render: (number: string | null) => number ?? '—' },
                    ]}
                />
            )}
            <MoreButton query={query} />
        </Flex>
    );
}
