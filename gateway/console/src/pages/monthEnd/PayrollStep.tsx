import { useQuery } from '@tanstack/react-query';
import { Descriptions, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, money } from '../../parts/format';
import { ProblemNote } from '../../parts/ProblemNote';
import { usePerson } from '../../session/session';
import { reconciliation, type Run } from '../month/calls';

/** Payroll's acknowledgements of an approved month, for those who may see them. */
export function PayrollStep({ month, run }: { month: string; run?: Run }) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const isApproved = run?.status === 'approved';
    const seesPayroll = roles.includes('auditor') || roles.includes('payroll');
    const { data, error, refetch } = useQuery({
        queryKey: ['reconciliation', month],
        queryFn: () => reconciliation(month),
        enabled: isApproved && seesPayroll,
    });
    if (!isApproved) return <Typography.Text type="secondary">{t('monthEnd.payrollAfterApproval')}</Typography.Text>;
    return (
        <Flex vertical gap="small">
            <Typography.Text>
                {t('monthEnd.handedOver', { paid: count(run.counts.paid), amount: money(run.total) })}
            </Typography.Text>
            <Link to={`/statements?period=${month}`}>{t('monthEnd.statements')}</Link>
            {seesPayroll && error && <ProblemNote problem={error} retry={() => void refetch()} />}
            {seesPayroll && !data && !error && <Skeleton active paragraph={{ rows: 1 }} title={false} />}
            {data && (
                <>
                    <Descriptions
                        size="small"
                        column={{ xs: 1, sm: 2, lg: 4 }}
                        items={[
                            { key: 'paid', label: t('payroll.paid'), children: count(data.acknowledged) },
                            { key: 'rejected', label: t('payroll.rejected'), children: count(data.rejected) },
                            { key: 'outstanding', label: t('payroll.outstanding'), children: count(data.outstanding) },
                            { key: 'difference', label: t('payroll.difference'), children: money(data.difference) },
                        ]}
                    />
                    <Link to={`/payroll?period=${month}`}>{t('room.payroll')}</Link>
                </>
            )}
        </Flex>
    );
}
