import { Card, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { useFilters } from '../../parts/filters';
import { count, date, instant, money } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { ProposeForm } from './ProposeForm';
import { ReleaseTag } from './ReleaseTag';
import { type Release, releases } from './calls';
import { STATUSES, addressOfRelease, mayPropose } from './state';

/** Payments of what has fallen due, the newest first; an analyst proposes another one. */
export default function ReleasesPage() {
    const { t } = useTranslation();
    const person = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const status = STATUSES.find((one) => one === filter('status'));
    const list = useList({ name: ['releases'], filters: { status }, sorting, page: releases });
    return (
        <ListPage<Release>
            title={t('room.releases')}
            lead={t('release.lead')}
            views={
                mayPropose(person) && (
                    <Card size="small">
                        <ProposeForm />
                    </Card>
                )
            }
            filters={
                <Select
                    allowClear
                    aria-label={t('release.state')}
                    placeholder={t('release.state')}
                    style={{ minWidth: '10rem' }}
                    options={STATUSES.map((value) => ({ value, label: t(`release.status.${value}`) }))}
                    value={status}
                    onChange={(value?: string) => choose({ status: value })}
                />
            }
            isFiltered={status !== undefined}
            exportFrom="/incentive/releases"
            list={list}
            aria-label={t('room.releases')}
            rowKey="id"
            empty={t(status ? 'release.noneFound' : 'release.none')}
            columns={[
                {
                    title: t('release.dueUntil'),
                    dataIndex: 'dueUntil',
                    ...by('dueUntil'),
                    render: (day: string, { id }) => <Link to={addressOfRelease(id)}>{date(day)}</Link>,
                },
                {
                    title: t('release.state'),
                    dataIndex: 'status',
                    render: (one: string) => <ReleaseTag status={one} />,
                },
                {
                    title: t('release.managers'),
                    dataIndex: 'managers',
                    align: 'right',
                    className: 'number',
                    render: count,
                },
                {
                    title: t('release.total'),
                    dataIndex: 'total',
                    ...by('total'),
                    align: 'right',
                    className: 'number',
                    render: money,
                },
                {
                    title: t('release.forfeited'),
                    dataIndex: 'forfeited',
                    align: 'right',
                    className: 'number',
                    render: money,
                },
                {
                    title: t('release.maker'),
                    dataIndex: 'createdAt',
                    ...by('number'),
                    render: (at: string, { createdBy }) => t('list.byAt', { who: createdBy, at: instant(at) }),
                },
                {
                    title: t('release.checker'),
                    dataIndex: 'decidedAt',
                    render: (at: string | null, { decidedBy }) =>
                        at && decidedBy ? t('list.byAt', { who: decidedBy, at: instant(at) }) : '–',
                },
            ]}
        />
    );
}
