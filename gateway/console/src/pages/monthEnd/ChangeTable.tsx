import { Badge, Button, Checkbox, Flex, Form, Typography } from 'antd';
import type { SortOrder } from 'antd/es/table/interface';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../parts/filters';
import { money } from '../../parts/format';
import { ManagerName } from '../../parts/ManagerName';
import { usePerson } from '../../session/session';
import { TextFilter } from '../../parts/TextFilter';
import { UnitFilter } from '../managers/UnitFilter';
import { mayReadUnits, useUnits } from '../managers/roster';
import { type Run, type RunSheet, runSheets } from '../month/calls';
import { ChangeMark } from './ChangeMark';
import { ListTable } from '../../parts/ListTable';
import { useList } from '../../parts/list';
import { sortingOf } from '../../parts/sorting';

/** Everybody of a run against the month before; without another wish the biggest change first, whether up or down. */
export function ChangeTable({
    run,
    hasBefore,
    onManager,
}: {
    run: Run;
    hasBefore: boolean;
    onManager: (managerNo: string) => void;
}) {
    const { t } = useTranslation();
    const { roles } = usePerson();
    const { filter, choose } = useFilters();
    const [sort, org, sheetOf, only] = [filter('sort'), filter('org'), filter('sheet'), filter('only')];
    // Without a wish the service has its own order.
    const sorting = sortingOf(sort, (wish) => choose({ sort: wish }));
    const isFiltered = Boolean(org ?? sheetOf ?? only);
    const units = useUnits(roles);
    const names = new Map(units.data?.map((unit) => [unit.code, unit.name]));
    const list = useList({
        name: ['run-sheets', run.id],
        filters: { org, manager: sheetOf, only },
        sorting,
        limit: 20,
        page: (query) => runSheets(run.id, query),
    });
    const by = (column: string, sortDirections: SortOrder[] = ['descend', 'ascend']) => ({
        ...sorting.by(column),
        sortDirections,
    });
    return (
        <Flex vertical gap="middle">
            <div>
                <Typography.Title level={3} style={{ margin: 0, fontSize: '1rem' }}>
                    {t('review.changes')}
                </Typography.Title>
                <Typography.Text type="secondary">
                    {t(sort ? 'review.changesSorted' : 'review.changesMean')}
                </Typography.Text>
            </div>
            <Form layout="vertical">
                <Flex gap="middle" wrap align="end">
                    {mayReadUnits(roles) ? (
                        <Form.Item label={t('managers.byOrg')} htmlFor="review-org" style={{ marginBottom: 0 }}>
                            <UnitFilter
                                key={org}
                                id="review-org"
                                units={units.data}
                                value={org}
                                onChoose={(code) => choose({ org: code })}
                            />
                        </Form.Item>
                    ) : (
                        <TextFilter
                            id="review-manager"
                            label={t('review.byManager')}
                            value={sheetOf}
                            onChoose={(no) => choose({ sheet: no })}
                        />
                    )}
                    <Checkbox
                        checked={only === 'outliers'}
                        onChange={(event) => choose({ only: event.target.checked ? 'outliers' : undefined })}
                    >
                        {t('review.onlyOutliers')}
                    </Checkbox>
                    {(isFiltered || sort) && (
                        <Button
                            onClick={() =>
                                choose({ org: undefined, sheet: undefined, only: undefined, sort: undefined })
                            }
                        >
                            {t('review.usual')}
                        </Button>
                    )}
                </Flex>
            </Form>
            <ListTable<RunSheet>
                list={list}
                aria-label={t('review.changes')}
                rowKey="managerNo"
                empty={t(isFiltered ? 'review.noneFound' : 'review.none')}
                lines={8}
                columns={[
                    {
                        ...by('managerNo', ['ascend']),
                        title: t('months.manager'),
                        render: (_, { managerNo, name }) => (
                            <Button
                                type="link"
                                size="small"
                                className="number"
                                style={{ padding: 0 }}
                                aria-label={t('review.linesOf', {
                                    manager: name ? `${name} ${managerNo}` : managerNo,
                                })}
                                onClick={() => onManager(managerNo)}
                            >
                                <ManagerName no={managerNo} name={name} />
                            </Button>
                        ),
                    },
                    {
                        ...by('change'),
                        title: t('review.change'),
                        render: (_, sheet) => <ChangeMark sheet={sheet} hasBefore={hasBefore} />,
                    },
                    {
                        ...by('payable'),
                        title: t('months.payable'),
                        align: 'right',
                        render: (_, { payable, isOutlier }) => (
                            <>
                                {isOutlier && <Badge status="warning" text={t('review.outlier')} />}{' '}
                                <span className="number">{money(payable)}</span>
                            </>
                        ),
                    },
                    {
                        title: t('review.before'),
                        dataIndex: 'before',
                        align: 'right',
                        className: 'number',
                        render: (before: string | null) => (before === null ? '–' : money(before)),
                    },
                    {
                        title: t('review.adjustment'),
                        dataIndex: 'adjustment',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('months.deferred'),
                        dataIndex: 'deferred',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('months.reserved'),
                        dataIndex: 'reserved',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('months.carried'),
                        dataIndex: 'carried',
                        align: 'right',
                        className: 'number',
                        render: money,
                    },
                    {
                        title: t('months.org'),
                        dataIndex: 'org',
                        render: (code: string) => (
                            <>
                                {names.get(code)} <Typography.Text type="secondary">{code}</Typography.Text>
                            </>
                        ),
                    },
                    {
                        title: t('review.statement'),
                        key: 'statement',
                        render: (_, { managerNo, hasStatement }) =>
                            hasStatement ? (
                                <Link
                                    to={`/statements/${encodeURIComponent(managerNo)}/${run.period}`}
                                    aria-label={t('review.statementOf', { manager: managerNo })}
                                >
                                    {t('review.open')}
                                </Link>
                            ) : (
                                t('review.noStatement')
                            ),
                    },
                ]}
            />
        </Flex>
    );
}
