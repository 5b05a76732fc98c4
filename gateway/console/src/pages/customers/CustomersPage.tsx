import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { CareDue } from './CareDue';
import { type CustomerRow, DUE, SEGMENTS, STAGES, addressOfCustomer, customers } from './calls';

/** Customers by reference, with their manager and the care that falls due. */
export default function CustomersPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const isOwn = roles.every((role) => role === 'account-manager');
    const sorting = useSorting('customerRef');
    const { by } = sorting;
    const segment = SEGMENTS.find((one) => one === filter('segment'));
    const stage = STAGES.find((one) => one === filter('stage'));
    const due = DUE.find((one) => one === filter('due'));
    const without = filter('without') === 'true' || undefined;
    const [manager, search] = [filter('manager'), filter('search')];
    const list = useList({
        name: ['customers', 'list'],
        filters: { segment, stage, due, without, manager, search },
        sorting,
        page: customers,
    });
    const choice = (name: 'segment' | 'stage' | 'due', values: readonly string[], value: string | undefined) => (
        <Select
            allowClear
            aria-label={t(`customers.${name}`)}
            placeholder={t(`customers.${name}`)}
            style={{ minWidth: '10rem' }}
            options={values.map((one) => ({ value: one, label: t(`customers.${name}s.${one}`) }))}
            value={value}
            onChange={(one?: string) => choose({ [name]: one })}
        />
    );
    return (
        <ListPage<CustomerRow>
            title={t('room.customers')}
            lead={t(isOwn ? 'customers.leadOfManager' : 'customers.lead')}
            aside={
                <>
                    <Link to="/customers/concentration">{t('room.concentration')}</Link>{' '}
                    {roles.some((role) => role === 'hr' || role === 'branch-head') && (
                        <>
                            <Link to="/imports?kind=customers">{t('customers.bring')}</Link>{' '}
                            <Link to="/imports?kind=customer-handovers">{t('customers.bringHandOvers')}</Link>{' '}
                            <Link to="/customers/care-plans">{t('room.carePlans')}</Link>
                        </>
                    )}
                </>
            }
            filters={
                <>
                    {choice('segment', SEGMENTS, segment)}
                    {choice('stage', STAGES, stage)}
                    {choice('due', DUE, due)}
                    <AddressFilter name="search" id="customers-search" label={t('customers.search')} />
                    {!isOwn && (
                        <>
                            <AddressFilter name="manager" id="customers-manager" label={t('customers.managerNo')} />
                            <label>
                                <Switch
                                    size="small"
                                    checked={without ?? false}
                                    onChange={(on) => choose({ without: on ? 'true' : undefined })}
                                />{' '}
                                {t('customers.without')}
                            </label>
                        </>
                    )}
                </>
            }
            isFiltered={Boolean(segment ?? stage ?? due ?? without ?? manager ?? search)}
            exportFrom="/performance/customers"
            list={list}
            aria-label={t('room.customers')}
            rowKey="customerRef"
            empty={t('customers.none')}
            columns={[
                {
                    title: t('customers.ref'),
                    dataIndex: 'customerRef',
                    ...by('customerRef'),
                    render: (ref: string) => <Link to={addressOfCustomer(ref)}>{ref}</Link>,
                },
                ...(isOwn
                    ? []
                    : [
                          {
                              title: t('customers.manager'),
                              dataIndex: 'managerNo' as const,
                              ...by('managerNo'),
                              render: (no: string, one: CustomerRow) => <ManagerName no={no} name={one.name} />,
                          },
                      ]),
                {
                    title: t('customers.segment'),
                    dataIndex: 'segment',
                    render: (one: string) => t(`customers.segments.${one}`),
                },
                {
                    title: t('customers.stage'),
                    dataIndex: 'stage',
                    render: (one: string) => t(`customers.stages.${one}`),
                },
                {
                    title: t('customers.since'),
                    dataIndex: 'since',
                    ...by('since'),
                    render: (one: string) => date(one),
                },
                {
                    title: t('customers.due'),
                    dataIndex: 'careDueOn',
                    ...by('careDueOn'),
                    render: (_: string | null, one: CustomerRow) => <CareDue of={one} />,
                },
            ]}
        />
    );
}
