import { Form, Select, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../parts/filters';
import { TextFilter } from '../../parts/TextFilter';
import { date } from '../../parts/format';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { mayOpen } from '../../session/access';
import { useTopics } from '../cases/topics';
import { PersonLink } from '../home/PersonLink';
import { Clock } from './Clock';
import { type Complaint, STATUSES, complaints } from './calls';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';

/** Complaints with their clocks and how they were decided. */
export default function ComplaintsPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { nameOf } = useTopics('category');
    const { filter, choose } = useFilters();
    const manager = filter('manager');
    const search = filter('search');
    const status = STATUSES.find((one) => one === filter('status'));
    // The one whose time is over longest, or is over next, comes first; those decided come last.
    const sorting = useSorting('dueOn');
    const { by } = sorting;
    const isFiltered = Boolean(manager ?? search ?? status);
    // An account manager sees their own; there is nobody to choose.
    const choosesManager = roles.some((role) => role !== 'account-manager');
    const brings = roles.includes('complaint-desk') && mayOpen('imports', roles);

    const list = useList({ name: ['complaints'], filters: { manager, search, status }, sorting, page: complaints });
    return (
        <ListPage<Complaint>
            title={t('room.complaints')}
            lead={t('complaints.lead')}
            aside={brings && <Link to="/imports">{t('complaints.bring')}</Link>}
            filters={
                <>
                    <Form.Item
                        layout="vertical"
                        label={t('complaints.statusName')}
                        htmlFor="complaint-status"
                        style={{ marginBottom: 0 }}
                    >
                        <Select
                            id="complaint-status"
                            allowClear
                            placeholder={t('complaints.anyStatus')}
                            style={{ width: '10rem' }}
                            options={STATUSES.map((value) => ({ value, label: t(`complaints.status.${value}`) }))}
                            value={status}
                            onChange={(value?: string) => choose({ status: value })}
                        />
                    </Form.Item>
                    {choosesManager && (
                        <TextFilter
                            id="complaint-manager"
                            label={t('complaints.byManager')}
                            value={search ?? manager}
                            onChoose={(value) => choose({ manager: undefined, search: value })}
                        />
                    )}
                </>
            }
            isFiltered={isFiltered}
            exportFrom="/feedback/complaints"
            list={list}
            aria-label={t('room.complaints')}
            rowKey="complaintRef"
            empty={t(isFiltered ? 'complaints.noneFound' : brings ? 'complaints.noneEverBring' : 'complaints.noneEver')}
            columns={[
                {
                    title: t('complaints.ref'),
                    dataIndex: 'complaintRef',
                    ...by('complaintRef'),
                    className: 'number',
                },
                {
                    title: t('complaints.clock'),
                    ...by('dueOn'),
                    render: (_, one) =>
                        one.dueOn ? (
                            <>
                                <Clock dueOn={one.dueOn} />{' '}
                                <Typography.Text type="secondary">
                                    {t('complaints.dueOn', { date: date(one.dueOn) })}
                                </Typography.Text>
                            </>
                        ) : (
                            one.outcome &&
                            t('complaints.decidedOn', {
                                outcome: t(`complaints.outcome.${one.outcome}`),
                                date: one.resolvedOn ? date(one.resolvedOn) : '—',
                            })
                        ),
                },
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    className: 'number',
                    render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                },
                {
                    title: t('complaints.severityName'),
                    dataIndex: 'severity',
                    ...by('severity'),
                    render: (severity: string) => (
                        <Tag>{t(`complaints.severity.${severity}`, { defaultValue: severity })}</Tag>
                    ),
                },
                { title: t('complaints.category'), dataIndex: 'category', render: nameOf },
                {
                    title: t('complaints.channelName'),
                    dataIndex: 'channel',
                    render: (channel: string) => t(`complaints.channel.${channel}`, { defaultValue: channel }),
                },
                {
                    title: t('complaints.received'),
                    dataIndex: 'receivedOn',
                    ...by('receivedOn'),
                    className: 'number',
                    render: date,
                },
                { title: t('complaints.version'), dataIndex: 'version', align: 'right' },
            ]}
        />
    );
}
