import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { period } from '../../parts/format';
import { ChainCheck } from '../audit/ChainCheck';
import { useChains } from '../audit/chains';
import { SERVICES } from '../../api/client';
import { closedMonths, runs } from '../month/calls';
import { Duties } from './Duties';
import { Figures, Part } from './Part';
import { RunLines } from './RunLines';
import { usePlaces } from './places';

/** The audit at hand, whether its chains are whole, and who made and who decided what is paid. */
export default function AuditorHome() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const chains = useChains();
    const room = usePlaces()('audit');
    const closed = useQuery({ queryKey: ['closed-months'], queryFn: closedMonths });
    const known = useQuery({ queryKey: ['home', 'runs'], queryFn: () => runs({ limit: 50 }) });

    const broken = SERVICES.filter((_, index) => chains[index]?.data?.isWhole === false);
    const alone = (known.data?.items ?? []).filter(
        (run) => run.status === 'approved' && run.decidedBy === run.createdBy,
    );
    const accepted = (closed.data ?? []).filter((month) => month.acceptedGaps !== '').slice(-3);

    return (
        <>
            <Duties
                asked={[closed, known]}
                duties={[
                    ...broken.map((service) => ({
                        key: service,
                        text: t('home.chainBroken', { service: t(`service.${service}`) }),
                        to: room,
                        isUrgent: true,
                    })),
                    ...alone.map((run) => ({
                        key: run.id,
                        text: t('home.decidedAlone', { period: period(run.period), who: run.createdBy }),
                        to: `/runs/${run.id}`,
                        isUrgent: true,
                    })),
                    ...accepted.map((month) => ({
                        key: month.period,
                        text: t('home.closedWithGaps', { period: period(month.period), by: month.closedBy }),
                        to: `/month-end?period=${month.period}`,
                    })),
                ]}
            />
            <div className="home-parts">
                {room && (
                    <Card
                        size="small"
                        title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('home.searchAudit')}</h2>}
                        extra={<Link to={room}>{t('room.audit')}</Link>}
                    >
                        <Form
                            layout="vertical"
                            onFinish={(values: { actor?: string; subject?: string }) => {
                                const given = Object.entries(values).flatMap(([name, value]) =>
                                    value?.trim() ? [[name, value.trim()]] : [],
                                );
                                void navigate(`${room}?${new URLSearchParams(given)}`);
                            }}
                        >
                            <Flex gap="small" wrap align="end">
                                <Form.Item
                                    name="actor"
                                    label={t('audit.actor')}
                                    style={{ flex: '1 1 8rem', marginBottom: 0 }}
                                >
                                    <Input allowClear maxLength={128} />
                                </Form.Item>
                                <Form.Item
                                    name="subject"
                                    label={t('audit.subject')}
                                    style={{ flex: '1 1 8rem', marginBottom: 0 }}
                                >
                                    <Input allowClear maxLength={200} />
                                </Form.Item>
                                <Button type="primary" htmlType="submit">
                                    {t('audit.search')}
                                </Button>
                            </Flex>
                        </Form>
                    </Card>
                )}
                <Card size="small" title={<h2 style={{ margin: 0, fontSize: '1rem' }}>{t('audit.chain')}</h2>}>
                    <ChainCheck />
                </Card>
                <Part title={t('home.months')} query={closed} more={<Link to="/month-end">{t('room.monthEnd')}</Link>}>
                    {(months) => (
                        <Figures
                            of={[
                                {
                                    label: t('home.lastClosed'),
                                    value: months.length > 0 ? period(months.at(-1)?.period ?? '') : '—',
                                },
                                { label: t('home.monthsClosed'), value: months.length },
                            ]}
                        />
                    )}
                </Part>
                <Part title={t('home.latestRuns')} query={known}>
                    {({ items }) => <RunLines of={items.slice(0, 5)} none={t('home.noRuns')} />}
                </Part>
            </div>
        </>
    );
}
