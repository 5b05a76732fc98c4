import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Flex, Form, Progress, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '../../parts/PageHead';
import { ProblemNote } from '../../parts/ProblemNote';
import { WideTable } from '../../parts/WideTable';
import { useFilters } from '../../parts/filters';
import { count, percent } from '../../parts/format';
import { KEYS, caseFigures } from './calls';
import { useTopics } from './topics';

type Group = Awaited<ReturnType<typeof caseFigures>>['groups'][number];

/** The complaints of the last year by channel, unit, subject or cause: how many, how soon, and how they ended. */
export default function CaseFiguresPage() {
    const { t } = useTranslation();
    const { filter, choose } = useFilters();
    const by = KEYS.find((one) => one === filter('by')) ?? 'channel';
    const query = useQuery({ queryKey: ['cases', 'figures', by], queryFn: () => caseFigures(by) });
    const categories = useTopics('category');
    const causes = useTopics('cause');
    const most = Math.max(1, ...(query.data?.groups ?? []).map((one) => one.cases));
    const nameOf = (key: string) =>
        by === 'channel'
            ? t(`complaints.channel.${key}`)
            : by === 'cause'
              ? key === ''
                  ? t('cases.noCause')
                  : causes.nameOf(key)
              : by === 'category'
                ? categories.nameOf(key)
                : key || t('cases.notIdentified');
    const share = (part: number, of: number) => (of === 0 ? '—' : percent(String(part / of)));
    return (
        <Flex vertical gap="middle">
            <Link to="/cases">
                <ArrowLeftOutlined /> {t('room.cases')}
            </Link>
            <PageHead title={t('room.caseFigures')} lead={t('cases.leadOfFigures')} />
            <Form.Item
                layout="vertical"
                label={t('cases.byName')}
                htmlFor="case-by"
                style={{ marginBottom: 0, width: '12rem' }}
            >
                <Select
                    id="case-by"
                    options={KEYS.map((value) => ({ value, label: t(`cases.by.${value}`) }))}
                    value={by}
                    onChange={(value: string) => choose({ by: value })}
                />
            </Form.Item>
            {query.error && <ProblemNote problem={query.error} retry={() => void query.refetch()} />}
            {query.data ? (
                <WideTable<Group>
                    aria-label={t('room.caseFigures')}
                    rowKey="key"
                    dataSource={query.data.groups}
                    empty={t('cases.noneYet')}
                    columns={[
                        { title: t(`cases.by.${by}`), dataIndex: 'key', render: nameOf },
                        {
                            title: t('cases.casesCount'),
                            dataIndex: 'cases',
                            render: (value: number) => (
                                <Progress
                                    aria-hidden
                                    percent={(100 * value) / most}
                                    format={() => count(value)}
                                    status="normal"
                                    size="small"
                                />
                            ),
                        },
                        { title: t('cases.decidedCount'), dataIndex: 'decided', align: 'right', render: count },
                        {
                            title: t('cases.onTimeShare'),
                            key: 'onTime',
                            align: 'right',
                            render: (_, one) => share(one.onTime, one.decided),
                        },
                        {
                            title: t('cases.upheldShare'),
                            key: 'upheld',
                            align: 'right',
                            render: (_, one) => share(one.upheld, one.decided),
                        },
                        { title: t('cases.overturnedCount'), dataIndex: 'overturned', align: 'right', render: count },
                        { title: t('cases.recurredCount'), dataIndex: 'recurred', align: 'right', render: count },
                    ]}
                />
            ) : (
                !query.error && <Skeleton active paragraph={{ rows: 6 }} />
            )}
        </Flex>
    );
}
