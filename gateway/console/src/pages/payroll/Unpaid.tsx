import { Alert, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListTotal } from '../../parts/ListTotal';
import { useFilters } from '../../parts/filters';
import { money } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import type { Unpaid as Item } from '../month/calls';
import { EntryTag } from './EntryTag';
import { WideTable } from '../../parts/WideTable';

/** The states of an entry that is not paid. */
const STATUSES = ['outstanding', 'rejected', 'resent', 'written-off'] as const;

/** What the bank has settled otherwise is not paid any more. */
export const isSettled = (status: string | undefined) => status === 'resent' || status === 'written-off';

interface Props {
    items: Item[];
    selected: readonly string[];
    /** Absent for those who only read. */
    select?: (ids: readonly string[]) => void;
}

/** The month's entries that are not paid: all there is to a difference. */
export function Unpaid({ items: all, selected, select }: Props) {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const status = STATUSES.find((one) => one === filter('status'));
    const items = all.filter((item) => !status || item.status === status);
    return (
        <section aria-labelledby="unpaid">
            <Typography.Title level={2} id="unpaid" style={{ fontSize: '1.25rem', marginTop: 0 }}>
                {t('payroll.differing')}
            </Typography.Title>
            {all.length > 0 && (
                <Flex gap="middle" align="center" wrap style={{ marginBottom: '0.5rem' }}>
                    <Select
                        allowClear
                        aria-label={t('payroll.status')}
                        placeholder={t('payroll.anyStatus')}
                        style={{ minWidth: '10rem' }}
                        options={STATUSES.map((value) => ({ value, label: t(`payroll.${value}`) }))}
                        value={status}
                        onChange={(value?: string) => choose({ status: value })}
                    />
                    <ListTotal pages={[{ items, next: null, total: items.length }]} />
                </Flex>
            )}
            {all.length === 0 ? (
                <Alert type="success" showIcon title={t('payroll.allPaid')} />
            ) : (
                <WideTable<Item>
                    aria-labelledby="unpaid"
                    rowKey="eventId"
                    dataSource={items}
                    pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
                    rowSelection={
                        select && {
                            selectedRowKeys: [...selected],
                            preserveSelectedRowKeys: true,
                            onChange: (keys) => select(keys.map(String)),
                            getTitleCheckboxProps: () => ({ 'aria-label': t('payroll.pickAll') }),
                            getCheckboxProps: (item) => ({
                                disabled: isSettled(item.status),
                                'aria-label': t('payroll.pick', { manager: item.managerNo }),
                            }),
                        }
                    }
                    columns={[
                        { title: t('payroll.sequence'), dataIndex: 'sequence', align: 'right' },
                        {
                            title: t('months.manager'),
                            dataIndex: 'managerNo',
                            render: (no: string, { name }) => <ManagerName no={no} name={name} />,
                        },
                        {
                            title: t('payroll.amount'),
                            dataIndex: 'amount',
                            align: 'right',
                            className: 'number',
                            render: money,
                        },
                        {
                            title: t('payroll.status'),
                            dataIndex: 'status',
                            render: (status: Item['status']) => <EntryTag status={status} />,
                        },
                        {
                            title: t('payroll.reason'),
                            dataIndex: 'reason',
                            render: (reason: string | null) => reason ?? '–',
                        },
                        {
                            title: t('payroll.eventId'),
                            dataIndex: 'eventId',
                            render: (id: string) => (
                                <Typography.Text code copyable={{ text: id }}>
                                    {id}
                                </Typography.Text>
                            ),
                        },
                    ]}
                />
            )}
        </section>
    );
}
