import { Collapse, Descriptions, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { WideTable } from '../../parts/WideTable';
import { count, date, percent } from '../../parts/format';
import { type Counts, STATES, type Share } from './calls';

type Unit = Share['units'][number];

const shareOf = ({ share }: Counts) => (share === null ? '—' : percent(share));

/** The share of those certified on a day, with and without new hires, and unit by unit. */
export function ShareOfDay({ share }: { share: Share }) {
    const { t } = useTranslation();
    const number = { align: 'right', className: 'number' } as const;
    return (
        <Flex vertical gap="small">
            <Descriptions
                size="small"
                bordered
                column={{ xs: 1, sm: 1, md: 2 }}
                items={[
                    {
                        key: 'all',
                        label: t('holders.shareOfAll'),
                        children: t('holders.shareIs', {
                            share: shareOf(share.all),
                            held: count(share.all.certified + share.all.expiring),
                            people: count(share.all.people),
                        }),
                    },
                    {
                        key: 'without',
                        label: t('holders.shareWithoutNew'),
                        children: t('holders.shareIs', {
                            share: shareOf(share.withoutNewHires),
                            held: count(share.withoutNewHires.certified + share.withoutNewHires.expiring),
                            people: count(share.withoutNewHires.people),
                        }),
                    },
                    ...STATES.map((state) => ({
                        key: state,
                        label: t(`holders.state.${state}`),
                        children: count(share.all[state]),
                    })),
                ]}
            />
            <Typography.Text type="secondary">
                {t('holders.means', {
                    date: date(share.date),
                    days: share.newHireDays,
                    soon: share.expiringDays,
                    grace: share.graceDays,
                })}
            </Typography.Text>
            {share.units.length > 1 && (
                <Collapse
                    items={[
                        {
                            key: 'units',
                            label: t('holders.byUnit', { count: share.units.length }),
                            children: (
                                <WideTable<Unit>
                                    aria-label={t('holders.byUnit', { count: share.units.length })}
                                    rowKey={(one) => one.org ?? ''}
                                    dataSource={[...share.units]}
                                    columns={[
                                        {
                                            title: t('managers.org'),
                                            dataIndex: 'org',
                                            render: (org: string | null, { orgName }) => orgName ?? org ?? '—',
                                        },
                                        {
                                            title: t('holders.people'),
                                            key: 'people',
                                            ...number,
                                            render: (_, { all }) => count(all.people),
                                        },
                                        ...STATES.map((state) => ({
                                            title: t(`holders.state.${state}`),
                                            key: state,
                                            ...number,
                                            render: (_: unknown, { all }: Unit) => count(all[state]),
                                        })),
                                        {
                                            title: t('holders.shareOfAll'),
                                            key: 'share',
                                            ...number,
                                            render: (_, { all }) => shareOf(all),
                                        },
                                        {
                                            title: t('holders.shareWithoutNew'),
                                            key: 'without',
                                            ...number,
                                            render: (_, { withoutNewHires }) => shareOf(withoutNewHires),
                                        },
                                    ]}
                                />
                            ),
                        },
                    ]}
                />
            )}
        </Flex>
    );
}
