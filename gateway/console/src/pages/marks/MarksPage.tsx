import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage } from '../../parts/ListPage';
import { ManagerName } from '../../parts/ManagerName';
import { AddressFilter } from '../../parts/TextFilter';
import { useFilters } from '../../parts/filters';
import { instant } from '../../parts/format';
import { useList } from '../../parts/list';
import { useSorting } from '../../parts/sorting';
import { usePerson } from '../../session/session';
import { monthNow } from '../month/months';
import { kpiName } from '../scorecards/kpis';
import { PeriodSelect } from '../targets/PeriodSelect';
import { MarkForm } from './MarkForm';
import { type MarkRow, marks, usualPeriod } from './calls';

/** The KPIs of a period that superiors mark: every manager with those of their score sheet. */
export default function MarksPage() {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const sorting = useSorting('managerNo');
    const { by } = sorting;
    const [shown, show] = useState<MarkRow>();
    const usual = useQuery({
        queryKey: ['qualitative-marks', 'usual'],
        queryFn: usualPeriod,
        enabled: filter('period') === undefined,
    });
    const period = filter('period') ?? usual.data ?? monthNow();
    const unmarked = filter('unmarked') === 'true';
    const search = filter('search');
    const list = useList({
        name: ['qualitative-marks', 'list'],
        filters: { period, unmarked: unmarked || undefined, search },
        sorting,
        page: marks,
    });
    const mayMark = roles.includes('branch-head');
    return (
        <>
            <ListPage<MarkRow>
                title={t('room.marks')}
                lead={t('marks.lead')}
                filters={
                    <>
                        <PeriodSelect value={period} choose={(value) => choose({ period: value })} />
                        <Checkbox
                            checked={unmarked}
                            onChange={(event) => choose({ unmarked: event.target.checked ? 'true' : undefined })}
                        >
                            {t('marks.onlyUnmarked')}
                        </Checkbox>
                        <AddressFilter name="search" id="marks-search" label={t('goals.search')} />
                    </>
                }
                isFiltered={unmarked || Boolean(search)}
                exportFrom="/performance/qualitative-marks"
                list={list}
                aria-label={t('room.marks')}
                rowKey={(one) => `${one.managerNo} ${one.kpi}`}
                empty={t('marks.none')}
                columns={[
                    {
                        title: t('goals.manager'),
                        dataIndex: 'managerNo',
                        ...by('managerNo'),
                        render: (no: string, one) => <ManagerName no={no} name={one.name} />,
                    },
                    {
                        title: t('marks.kpi'),
                        dataIndex: 'kpi',
                        ...by('kpi'),
                        render: (kpi: string) => kpiName(t, kpi),
                    },
                    {
                        title: t('marks.mark'),
                        dataIndex: 'mark',
                        align: 'end',
                        render: (mark: number | null) => mark ?? t('marks.notYet'),
                    },
                    { title: t('marks.reason'), dataIndex: 'reason', className: 'sentence' },
                    { title: t('marks.markedBy'), dataIndex: 'markedBy' },
                    {
                        title: t('marks.markedAt'),
                        dataIndex: 'markedAt',
                        render: (at: string | null) => at && instant(at),
                    },
                    ...(mayMark
                        ? [
                              {
                                  title: t('kpis.toDo'),
                                  key: 'toDo',
                                  render: (_: unknown, one: MarkRow) => (
                                      <Button size="small" onClick={() => show(one)}>
                                          {one.mark === null ? t('marks.give') : t('marks.change')}
                                      </Button>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
            {shown && <MarkForm row={shown} close={() => show(undefined)} />}
        </>
    );
}
