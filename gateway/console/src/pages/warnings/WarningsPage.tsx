import { Flex, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { useFilters } from '../../parts/filters';
import { date, period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { STATES, type Warning, warnings } from './calls';
import { WarningState, evidenceText, ruleName } from './words';

/** The warnings about managers of the reader's part of the bank, the newest first. */
export default function WarningsPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const sorting = useSorting('-number');
    const { by } = sorting;
    const state = STATES.find((one) => one === filter('state'));
    const manager = filter('manager');
    const list = useList({ name: ['warnings', 'list'], filters: { state, manager }, sorting, page: warnings });
    return (
        <ListPage<Warning>
            title={t('room.warnings')}
            lead={t('warnings.lead')}
            aside={<Link to="/warning-rules">{t('room.warningRules')}</Link>}
            filters={
                <Select
                    allowClear
                    aria-label={t('correction.state')}
                    placeholder={t('correction.state')}
                    style={{ minWidth: '11rem' }}
                    options={STATES.map((value) => ({ value, label: t(`warnings.state.${value}`) }))}
                    value={state}
                    onChange={(value?: string) => choose({ state: value })}
                />
            }
            isFiltered={Boolean(state ?? manager)}
            exportFrom="/performance/warnings"
            list={list}
            aria-label={t('room.warnings')}
            rowKey="id"
            empty={t('warnings.none')}
            columns={[
                {
                    title: t('warnings.warning'),
                    dataIndex: 'number',
                    ...by('number'),
                    render: (_: unknown, one) => (
                        <Flex gap="small" wrap align="center">
                            <Link to={`/warnings/${one.id}`}>{ruleName(one.ruleName)}</Link>
                            {one.severity === 'severe' && <Tag color="red">{t('warnings.severity.severe')}</Tag>}
                            {one.conduct && <Tag>{t('warnings.conduct')}</Tag>}
                        </Flex>
                    ),
                },
                {
                    title: t('months.manager'),
                    dataIndex: 'managerNo',
                    ...by('managerNo'),
                    render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                },
                {
                    title: t('managers.org'),
                    dataIndex: 'org',
                    ...by('org'),
                    render: (org: string, one) => one.orgName ?? org,
                },
                {
                    title: t('warnings.months'),
                    dataIndex: 'last',
                    ...by('last'),
                    render: (_: unknown, one) =>
                        one.began === one.last
                            ? period(one.last)
                            : t('warnings.fromTo', { from: period(one.began), to: period(one.last) }),
                },
                {
                    title: t('warnings.evidence'),
                    key: 'evidence',
                    className: 'sentence',
                    render: (_: unknown, one) => evidenceText(t, one),
                },
                {
                    title: t('correction.state'),
                    dataIndex: 'state',
                    render: (one: string) => <WarningState state={one} />,
                },
                {
                    title: t('warnings.respondBy'),
                    dataIndex: 'respondBy',
                    ...by('respondBy'),
                    render: (day: string | null) => (day === null ? '—' : date(day)),
                },
            ]}
        />
    );
}
