import { useTranslation } from 'react-i18next';
import { date } from '../../parts/format';
import { PersonLink } from '../home/PersonLink';
import type { Holder } from './calls';
import { ListTable } from '../../parts/ListTable';
import type { List } from '../../parts/list';
import type { Sorting } from '../../parts/sorting';

interface Props {
    list: List<Holder>;
    by: Sorting['by'];
    isFiltered: boolean;
}

/** Managers in post without a certificate valid today: those whom the home page counts. */
export function Uncertified({ list, by, isFiltered }: Props) {
    const { t } = useTranslation();
    return (
        <ListTable<Holder>
            list={list}
            aria-label={t('certificates.standing.none')}
            rowKey="managerNo"
            empty={t(isFiltered ? 'certificates.nobodyFound' : 'home.allCertified')}
            columns={[
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    className: 'number',
                    render: (no: string, { name }) => <PersonLink no={no} name={name} />,
                },
                {
                    title: t('managers.org'),
                    dataIndex: 'org',
                    ...by('org'),
                    render: (org: string | null, { orgName }) => orgName ?? org ?? '—',
                },
                {
                    title: t('certificates.expiredOn'),
                    dataIndex: 'expiredOn',
                    className: 'number',
                    render: (day: string | null) => (day === null ? t('certificates.neverHeld') : date(day)),
                },
            ]}
        />
    );
}
