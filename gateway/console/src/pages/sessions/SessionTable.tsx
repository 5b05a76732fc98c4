import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListTable } from '../../parts/ListTable';
import { count } from '../../parts/format';
import { type List, useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { type Session, addressOfSession, sessions } from './calls';
import { whenOf } from './times';

/** The columns of a list of sessions. */
export function useSessionColumns(by: (field: string) => object) {
    const { t } = useTranslation();
    return [
        {
            title: t('sessions.session'),
            dataIndex: 'code',
            ...by('code'),
            render: (code: string, one: Session) => (
                <>
                    <Link to={addressOfSession(code)}>{one.course}</Link>
                    <br />
                    <Typography.Text type="secondary">{code}</Typography.Text>
                </>
            ),
        },
        {
            title: t('sessions.when'),
            dataIndex: 'startsOn',
            ...by('startsOn'),
            render: (_: string, one: Session) => whenOf(t, one),
        },
        {
            title: t('sessions.place'),
            dataIndex: 'place',
            render: (place: string | null, one: Session) => [place, one.branch].filter(Boolean).join(' · ') || '—',
        },
        { title: t('sessions.teacher'), dataIndex: 'teacher', render: (one: string | null) => one ?? '—' },
        {
            title: t('sessions.seats'),
            dataIndex: 'enrolled',
            ...by('enrolled'),
            className: 'number',
            render: (enrolled: number, one: Session) => (
                <>
                    {one.seats === null
                        ? count(enrolled)
                        : t('sessions.ofSeats', { taken: count(enrolled), all: count(one.seats) })}
                    {one.withoutSeat > 0 && (
                        <>
                            <br />
                            <Typography.Text type="secondary">
                                {t('sessions.waitForSeat', { count: one.withoutSeat })}
                            </Typography.Text>
                        </>
                    )}
                </>
            ),
        },
    ];
}

/** Sessions narrowed down by what the page is about. */
export function SessionTable({
    filters,
    name,
    sort = '-startsOn',
}: {
    filters: { course?: string; on?: string; toConfirm?: boolean };
    name: string;
    sort?: string;
}) {
    const { t } = useTranslation();
    const sorting = useSorting(sort);
    const columns = useSessionColumns(sorting.by);
    const list = useList({ name: ['sessions', 'table', filters], filters, sorting, page: sessions });
    return (
        <ListTable<Session>
            list={list as List<Session>}
            aria-label={name}
            rowKey="code"
            empty={t('sessions.none')}
            columns={columns}
            lines={4}
        />
    );
}
