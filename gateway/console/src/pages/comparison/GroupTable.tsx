import { ApartmentOutlined } from '@ant-design/icons';
import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { count, percent } from '../../parts/format';
import { WideTable } from '../../parts/WideTable';
import { type ComparedGroup, type Way, below, changeOf, figureOf, groupName } from './calls';

/** The figures of every group; a group opens to its managers, and a unit to the units below it. */
export function GroupTable({
    groups,
    by,
    kpi,
    onOpen,
    onDescend,
}: {
    groups: readonly ComparedGroup[];
    by: Way;
    kpi: string | undefined;
    onOpen: (code: string) => void;
    onDescend: (way: Way, code: string) => void;
}) {
    const { t } = useTranslation();
    const lower = below[by];
    const number = (key: 'mean' | 'least' | 'lowerQuartile' | 'median' | 'upperQuartile' | 'most' | 'sum') => ({
        title: t(`compare.${key}`),
        dataIndex: key,
        align: 'right' as const,
        className: 'number',
        render: (value: string | null) => figureOf(kpi, value),
    });
    return (
        <WideTable<ComparedGroup>
            aria-label={t('compare.groups')}
            rowKey="code"
            dataSource={[...groups]}
            columns={[
                {
                    title: t('scorecards.rank'),
                    dataIndex: 'rank',
                    align: 'right',
                    className: 'number',
                },
                {
                    title: t(`compare.way.${by}`),
                    dataIndex: 'code',
                    render: (code: string, one) => (
                        <>
                            <Button
                                type="link"
                                style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                                onClick={() => onOpen(code)}
                            >
                                {groupName(t, by, one)}
                            </Button>{' '}
                            {one.name !== null && <Typography.Text type="secondary">{code}</Typography.Text>}
                        </>
                    ),
                },
                {
                    title: t('compare.managers'),
                    dataIndex: 'managers',
                    align: 'right',
                    className: 'number',
                    render: count,
                },
                number('mean'),
                {
                    title: t('compare.change'),
                    dataIndex: 'change',
                    align: 'right',
                    className: 'number',
                    render: (value: string | null) => changeOf(kpi, value),
                },
                number('least'),
                number('lowerQuartile'),
                number('median'),
                number('upperQuartile'),
                number('most'),
                ...(groups.some((one) => one.sum !== null)
                    ? [
                          number('sum'),
                          {
                              title: t('compare.contribution'),
                              dataIndex: 'contribution',
                              align: 'right' as const,
                              className: 'number',
                              render: (value: string | null) => (value === null ? '—' : percent(value)),
                          },
                      ]
                    : []),
                ...(lower
                    ? [
                          {
                              title: t('compare.units'),
                              key: 'below',
                              render: (_: unknown, one: ComparedGroup) =>
                                  one.code !== '' && (
                                      <Button
                                          size="small"
                                          icon={<ApartmentOutlined />}
                                          title={t('compare.below', { name: groupName(t, by, one) })}
                                          aria-label={t('compare.below', { name: groupName(t, by, one) })}
                                          onClick={() => onDescend(lower, one.code)}
                                      />
                                  ),
                          },
                      ]
                    : []),
            ]}
        />
    );
}
