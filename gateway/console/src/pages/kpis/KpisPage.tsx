import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { period } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { allKpis } from '../scorecards/catalogue';
import { kpiName } from '../scorecards/kpis';
import { EndKpi } from './EndKpi';
import { KpiEditor } from './KpiEditor';
import { type Kpi, kpis } from './calls';
import { FAMILIES, basisText } from './words';

/** Every KPI a score sheet may name: what it is called, what it is made of, and who may change it. */
export default function KpisPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('code');
    const { by } = sorting;
    const [changed, setChanged] = useState<Kpi | 'new'>();
    const [ended, setEnded] = useState<Kpi>();
    const filters = { family: filter('family'), search: filter('search') };
    const list = useList({ name: ['kpis', 'list'], filters, sorting, page: kpis });
    const maySet = roles.includes('hr');
    const all = useQuery({ queryKey: ['kpis', 'all'], queryFn: allKpis, enabled: maySet });
    return (
        <>
            <ListPage<Kpi>
                title={t('room.kpis')}
                lead={t('kpis.lead')}
                filters={
                    <>
                        {maySet && (
                            <Button type="primary" disabled={!all.data} onClick={() => setChanged('new')}>
                                {t('kpis.add')}
                            </Button>
                        )}
                        <Form.Item
                            layout="vertical"
                            label={t('kpis.family')}
                            htmlFor="kpi-family"
                            style={{ marginBottom: 0 }}
                        >
                            <Select
                                id="kpi-family"
                                allowClear
                                style={{ width: '12rem' }}
                                value={filters.family}
                                options={FAMILIES.map((value) => ({ value, label: t(`kpis.families.${value}`) }))}
                                onChange={(family?: string) => choose({ family })}
                            />
                        </Form.Item>
                        <AddressFilter name="search" id="kpi-search" label={t('kpis.search')} />
                    </>
                }
                isFiltered={Object.values(filters).some(Boolean)}
                exportFrom="/performance/kpis"
                list={list}
                aria-label={t('room.kpis')}
                rowKey="code"
                empty={t('kpis.none')}
                columns={[
                    {
                        title: t('kpis.name'),
                        dataIndex: 'code',
                        ...by('code'),
                        render: (code: string, kpi) => (
                            <>
                                {kpiName(t, code)} {kpi.volume && <Tag>{t('kpis.volume')}</Tag>}
                                {kpi.endedFrom && <Tag>{t('kpis.endedFrom', { period: period(kpi.endedFrom) })}</Tag>}
                                <br />
                                <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('kpis.family'),
                        dataIndex: 'family',
                        ...by('family'),
                        render: (family: string) => t(`kpis.families.${family}`, { defaultValue: family }),
                    },
                    {
                        title: t('kpis.madeOf'),
                        key: 'of',
                        render: (_, kpi) => (
                            <div style={{ maxWidth: '24rem', whiteSpace: 'normal' }}>{basisText(t, kpi)}</div>
                        ),
                    },
                    {
                        title: t('kpis.field.unit'),
                        dataIndex: 'unit',
                        render: (unit: string) => t(`kpis.units.${unit}`),
                    },
                    {
                        title: t('kpis.field.direction'),
                        dataIndex: 'direction',
                        render: (direction: string) => t(`kpis.directions.${direction}`),
                    },
                    { title: t('kpis.field.cap'), dataIndex: 'cap', align: 'right', className: 'number' },
                    ...(maySet
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'do',
                                  render: (_: unknown, kpi: Kpi) => (
                                      <Flex gap="small" wrap>
                                          <Button
                                              size="small"
                                              disabled={!all.data}
                                              aria-label={t('kpis.changeOf', { code: kpi.code })}
                                              onClick={() => setChanged(kpi)}
                                          >
                                              {t('kpis.change')}
                                          </Button>
                                          {!kpi.endedFrom && (
                                              <Button
                                                  size="small"
                                                  aria-label={t('kpis.endOf', { kpi: kpi.code })}
                                                  onClick={() => setEnded(kpi)}
                                              >
                                                  {t('kpis.end')}
                                              </Button>
                                          )}
                                      </Flex>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {changed && all.data && (
                <KpiEditor
                    key={changed === 'new' ? '' : changed.code}
                    kpi={changed === 'new' ? undefined : changed}
                    all={all.data}
                    close={() => setChanged(undefined)}
                />
            )}
            {ended && <EndKpi key={ended.code} kpi={ended} close={() => setEnded(undefined)} />}
        </>
    );
}
