import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Flex, Modal, Select, Typography } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../parts/ProblemNote';
import { period } from '../../parts/format';
import { latestMonths, monthFrom, monthNow } from '../month/months';
import { kpiName } from '../scorecards/kpis';
import { type Kpi, endKpi } from './calls';

/** The number of months ahead with which a KPI may be ended. */
const AHEAD = 12;

/** Ends a KPI: from a month on no sheet may name it, and no figure of it is taken. */
export function EndKpi({ kpi, close }: { kpi: Kpi; close: () => void }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const id = useId();
    const months = latestMonths(AHEAD * 2, monthFrom(monthNow(), AHEAD)).reverse();
    const [from, setFrom] = useState(monthFrom(monthNow(), 1));
    const ending = useMutation({
        mutationFn: () => endKpi(kpi.code, from),
        onSuccess: async () => {
            void message.success(t('kpis.ended'));
            close();
            await queries.invalidateQueries({ queryKey: ['kpis'] });
        },
    });
    return (
        <Modal
            open
            title={t('kpis.endOf', { kpi: kpiName(t, kpi.code) })}
            okText={t('kpis.end')}
            okButtonProps={{ danger: true, loading: ending.isPending }}
            onOk={() => ending.mutate()}
            onCancel={close}
        >
            <Flex vertical gap="small">
                <Typography.Text>{t('kpis.endMeans')}</Typography.Text>
                <label htmlFor={id}>{t('kpis.endFrom')}</label>
                <Select
                    id={id}
                    value={from}
                    options={months.map((value) => ({ value, label: period(value) }))}
                    onChange={setFrom}
                />
                {ending.error && <ProblemNote problem={ending.error} />}
            </Flex>
        </Modal>
    );
}
