import { Badge, Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { date } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { PersonLink } from '../home/PersonLink';
import { type Reminder, reminders } from './reminderCalls';

const STEPS = ['90', '30', '7'] as const;

/** Reminders of certificates that end soon. */
export default function RemindersPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('validTo');
    const { by } = sorting;
    const days = STEPS.find((one) => one === filter('days'));
    const isWhole = filter('all') === 'true';
    const chosen = { certificate: filter('certificate'), search: filter('search') };
    const list = useList({
        name: ['certificates', 'reminders'],
        filters: {
            ...chosen,
            days: days && Number(days),
            ...(!isWhole && { renewed: false, ended: false }),
        },
        sorting,
        page: reminders,
    });
    return (
        <ListPage<Reminder>
            title={t('room.reminders')}
            lead={t('holders.remindersLead')}
            aside={<Link to="/certificates">{t('room.certificates')}</Link>}
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('holders.step')}
                        htmlFor="reminder-days"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="reminder-days"
                            allowClear
                            placeholder={t('exams.any')}
                            style={{ width: '11rem' }}
                            value={days}
                            options={STEPS.map((value) => ({
                                value,
                                label: t('holders.daysBefore', { count: Number(value) }),
                            }))}
                            onChange={(value?: string) => choose({ days: value })}
                        />
                    </Form.Item>
                    <AddressFilter name="certificate" id="reminder-certificate" label={t('certificates.certificate')} />
                    <AddressFilter name="search" id="reminder-search" label={t('certificates.byManager')} />
                    <Checkbox
                        checked={isWhole}
                        onChange={({ target }) => choose({ all: target.checked ? 'true' : undefined })}
                    >
                        {t('holders.withRenewed')}
                    </Checkbox>
                </>
            }
            isFiltered={Boolean(days ?? chosen.certificate ?? chosen.search) || isWhole}
            exportFrom="/training/certificate-reminders"
            list={list}
            aria-label={t('room.reminders')}
            rowKey={(one) => `${one.managerNo} ${one.certificate} ${one.validTo} ${one.days}`}
            empty={t('holders.noReminders')}
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
                    title: t('certificates.validTo'),
                    dataIndex: 'validTo',
                    ...by('validTo'),
                    className: 'number',
                    render: date,
                },
                {
                    title: t('holders.step'),
                    dataIndex: 'days',
                    className: 'number',
                    render: (count: number) => t('holders.daysBefore', { count }),
                },
                {
                    title: t('holders.raisedOn'),
                    dataIndex: 'raisedOn',
                    ...by('raisedOn'),
                    className: 'number',
                    render: date,
                },
                {
                    title: t('certificates.standingName'),
                    dataIndex: 'isRenewed',
                    render: (isRenewed: boolean) => (
                        <Badge
                            status={isRenewed ? 'success' : 'warning'}
                            text={t(isRenewed ? 'holders.renewed' : 'holders.notRenewed')}
                        />
                    ),
                },
            ]}
        />
    );
}
