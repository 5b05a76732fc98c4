import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Form, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { count, instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { mayOpen, nameOf } from '../../session/access';
import { usePerson } from '../../session/session';
import { UnitFilter } from '../managers/UnitFilter';
import { mayReadUnits, useUnits } from '../managers/roster';
import { type Signature, signatures } from './calls';

const STANDINGS = ['true', 'false'] as const;

/** The managers in post, with whether they have signed a version of a plan. */
export default function SignaturesPage() {
    const { t } = useTranslation();
    const { code = '', version = '' } = useParams();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const standing = STANDINGS.find((one) => one === filter('signed'));
    const people = { org: filter('org'), search: filter('search') };
    const isFiltered = Boolean(standing ?? people.org ?? people.search);
    const units = useUnits(roles);
    const list = useList({
        name: ['plan-signatures', code, version],
        filters: { ...people, signed: standing && standing === 'true' },
        sorting,
        page: (query) => signatures(code, Number(version), query),
    });
    const counted = useQuery({
        queryKey: ['plan-signatures', code, version, 'count', people],
        queryFn: async () => {
            const [signed, all] = await Promise.all(
                [true, undefined].map((one) =>
                    signatures(code, Number(version), { ...people, signed: one, limit: 1, total: true }),
                ),
            );
            return { signed: count(signed?.total ?? 0), all: count(all?.total ?? 0) };
        },
    });
    const seesPlan = mayOpen('plan', roles);
    return (
        <Flex vertical gap="middle">
            <Link to={seesPlan ? `/plans/${encodeURIComponent(code)}/${version}` : '/plan'}>
                <ArrowLeftOutlined />{' '}
                {seesPlan ? t('months.planVersion', { code, version }) : t(`room.${nameOf('myPlan', roles)}`)}
            </Link>
            <ListPage<Signature>
                title={t('signatures.title', { code, version })}
                lead={t('signatures.lead')}
                views={
                    counted.data && (
                        <Typography.Text strong className="number">
                            {t('signatures.counted', counted.data)}
                        </Typography.Text>
                    )
                }
                filters={
                    <>
                        <Select
                            allowClear
                            aria-label={t('signatures.standing')}
                            placeholder={t('signatures.all')}
                            style={{ minWidth: '10rem' }}
                            options={STANDINGS.map((value) => ({ value, label: t(`signatures.signed.${value}`) }))}
                            value={standing}
                            onChange={(value?: string) => choose({ signed: value })}
                        />
                        {mayReadUnits(roles) && (
                            <Form.Item
                                layout="vertical"
                                label={t('managers.byOrg')}
                                htmlFor="signature-org"
                                style={{ marginBottom: 0 }}
                            >
                                <UnitFilter
                                    key={people.org}
                                    id="signature-org"
                                    units={units.data}
                                    value={people.org}
                                    onChoose={(org) => choose({ org })}
                                />
                            </Form.Item>
                        )}
                        <AddressFilter name="search" id="signature-search" label={t('managers.search')} />
                    </>
                }
                isFiltered={isFiltered}
                exportFrom={`/incentive/plans/${encodeURIComponent(code)}/versions/${version}/signatures`}
                list={list}
                aria-label={t('room.planSignatures')}
                rowKey="managerNo"
                empty={t(isFiltered ? 'managers.noneFound' : 'signatures.nobody')}
                columns={[
                    {
                        title: t('months.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                    },
                    {
                        title: t('months.org'),
                        dataIndex: 'org',
                        render: (org: string, { orgName }) => (orgName ? `${orgName} ${org}` : org),
                    },
                    {
                        title: t('signatures.signedAt'),
                        dataIndex: 'signedAt',
                        className: 'number',
                        render: (at: string | null) => (at ? instant(at) : t('signatures.signed.false')),
                    },
                ]}
            />
        </Flex>
    );
}
