import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../parts/filters';
import { count } from '../../parts/format';
import { type Role, usePerson } from '../../session/session';
import { placeOf } from '../../session/access';
import { KEEPERS, type Keeper, type Waiting, rowsOf, waiting } from '../home/waiting';
import { ListPage } from '../../parts/ListPage';
import { useList } from '../../parts/list';

/** The roles that may read the waiting rows of a service, as the services say it. */
const READERS: Record<Keeper, readonly Role[]> = {
    training: ['trainer', 'hr', 'administrator', 'auditor'],
    feedback: ['complaint-desk', 'hr', 'administrator', 'auditor'],
};

/** Numbers that are in no roster, each with its rows: they count as soon as the roster has the number. */
export default function WaitingPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const mine = KEEPERS.filter((keeper) => READERS[keeper].some((role) => roles.includes(role)));
    const service = mine.find((keeper) => keeper === filter('service')) ?? mine[0] ?? 'training';
    const list = useList({
        name: ['waiting', service],
        filters: {},
        page: ({ after, limit }) => waiting(service, after, limit),
    });
    const imports = placeOf(roles, 'imports');
    return (
        <ListPage<Waiting>
            title={t('room.waiting')}
            lead={t('waiting.lead')}
            aside={imports && <Link to={`${imports}?kind=managers`}>{t('waiting.toRoster')}</Link>}
            views={
                mine.length > 1 && (
                    <Segmented<Keeper>
                        aria-label={t('waiting.service')}
                        options={mine.map((value) => ({ value, label: t(`service.${value}`) }))}
                        value={service}
                        onChange={(value) => choose({ service: value })}
                    />
                )
            }
            list={list}
            aria-label={t('room.waiting')}
            rowKey="managerNo"
            empty={t('home.noneWaiting')}
            lines={8}
            columns={[
                { title: t('managers.number'), dataIndex: 'managerNo', className: 'number' },
                {
                    title: t('waiting.rows'),
                    key: 'rows',
                    align: 'right',
                    className: 'number',
                    render: (_, one) => count(rowsOf([one])),
                },
                {
                    title: t('waiting.kinds'),
                    key: 'kinds',
                    render: (_, one) =>
                        Object.entries(one.rows)
                            .map(([kind, rows]) =>
                                t('waiting.ofKind', {
                                    kind: t(`imports.kind.${kind}`, { defaultValue: kind }),
                                    rows: count(rows),
                                }),
                            )
                            .join(t('scorecards.comma')),
                },
            ]}
        />
    );
}
