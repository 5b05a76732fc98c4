import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Alert, Button, Flex, Input, InputNumber, Skeleton, Typography } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { currentLanguage } from '../../i18n';
import { ExportButton } from '../../parts/ExportButton';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { bankToday } from '../../parts/days';
import { useFilters } from '../../parts/filters';
import { date, period } from '../../parts/format';
import { DraftNote } from '../../session/DraftNote';
import { useDraft } from '../../session/drafts';
import { usePerson } from '../../session/session';
import { type PayMonth, calendarOf, saveCalendar } from './calls';
import { PayrollTabs } from './PayrollTabs';
import { type CalendarFault, emptyYear, faultsOf } from './payCalendar';

/** The payroll calendar of a year, for everybody to read and for payroll and analysts to set. */
export default function CalendarPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const id = useId();
    const year = Number(filter('year') ?? bankToday().slice(0, 4));
    const { data, error, refetch } = useQuery({
        queryKey: ['pay-calendar', year],
        queryFn: () => calendarOf(year),
        enabled: Number.isSafeInteger(year),
    });
    const maySet = roles.includes('payroll') || roles.includes('incentive-analyst');
    return (
        <Flex vertical gap="middle">
            <PageHead title={t('room.payCalendar')} lead={t('payCalendar.lead')} />
            <PayrollTabs />
            <Flex gap="small" align="center" wrap>
                <label htmlFor={id}>{t('payCalendar.year')}</label>
                <InputNumber
                    id={id}
                    min={1990}
                    max={2100}
                    precision={0}
                    value={year}
                    changeOnWheel={false}
                    onChange={(value) => value && choose({ year: String(value) })}
                />
                <ExportButton path="/incentive/payroll/calendar" query={{}} />
            </Flex>
            {error && <ProblemNote problem={error} retry={() => void refetch()} />}
            {!data && !error && <Skeleton active paragraph={{ rows: 12 }} title={false} />}
            {data && !maySet && <Months months={data.months} />}
            {data && maySet && <Editor key={year} year={year} saved={data.months} />}
        </Flex>
    );
}

/** The months as they are. */
function Months({ months }: { months: PayMonth[] }) {
    const { t } = useTranslation();
    if (months.length === 0) return <Alert type="info" showIcon title={t('payCalendar.none')} />;
    return (
        <WideTable<PayMonth>
            aria-label={t('room.payCalendar')}
            rowKey="period"
            dataSource={months}
            columns={[
                { title: t('months.month'), dataIndex: 'period', render: period },
                { title: t('payCalendar.cutOff'), dataIndex: 'cutOff', render: date },
                { title: t('payCalendar.payDay'), dataIndex: 'payDay', render: date },
            ]}
        />
    );
}

/** The twelve months with their days to be typed, saved together. */
function Editor({ year, saved }: { year: number; saved: PayMonth[] }) {
    const { t } = useTranslation();
    const { message } = App.useApp();
    const queries = useQueryClient();
    const draft = useDraft(`pay-calendar.${year}`, saved.length > 0 ? saved : emptyYear(year));
    const saving = useMutation({
        mutationFn: () => saveCalendar(year, draft.value),
        onSuccess: () => {
            void message.success(t('payCalendar.saved'));
            draft.clear();
            return queries.invalidateQueries({ queryKey: ['pay-calendar'] });
        },
    });
    const set = (month: string, field: 'cutOff' | 'payDay', day: string) =>
        draft.set((now) => now.map((one) => (one.period === month ? { ...one, [field]: day } : one)));
    const faults: CalendarFault[] = faultsOf(saving.error instanceof Problem ? saving.error.details : undefined);
    const isWhole = draft.value.every(({ cutOff, payDay }) => cutOff && payDay);
    const input = (field: 'cutOff' | 'payDay') => (day: string, row: PayMonth) => {
        const own = faults.filter((fault) => fault.period === row.period && fault.field === field);
        return (
            <div>
                <Input
                    type="date"
                    aria-label={`${period(row.period)} ${t(`payCalendar.${field}`)}`}
                    status={own.length > 0 ? 'error' : undefined}
                    style={{ maxWidth: '11rem' }}
                    value={day}
                    onChange={(event) => set(row.period, field, event.target.value)}
                />
                {own.map(({ text }) => (
                    <div key={text.en} role="alert">
                        {currentLanguage() === 'en' ? text.en : text.zh}
                    </div>
                ))}
            </div>
        );
    };
    return (
        <>
            <DraftNote draft={draft} />
            {saved.length === 0 && <Typography.Text type="secondary">{t('payCalendar.suggested')}</Typography.Text>}
            <WideTable<PayMonth>
                aria-label={t('room.payCalendar')}
                rowKey="period"
                dataSource={draft.value}
                columns={[
                    { title: t('months.month'), dataIndex: 'period', render: period },
                    { title: t('payCalendar.cutOff'), dataIndex: 'cutOff', render: input('cutOff') },
                    { title: t('payCalendar.payDay'), dataIndex: 'payDay', render: input('payDay') },
                ]}
            />
            {saving.error && <ProblemNote problem={saving.error} />}
            <Flex>
                <Button type="primary" disabled={!isWhole} loading={saving.isPending} onClick={() => saving.mutate()}>
                    {t('payCalendar.save')}
                </Button>
            </Flex>
        </>
    );
}
