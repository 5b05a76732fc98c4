import { Button, Card, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { date } from '../../parts/format';
import { usePerson } from '../../session/session';
import { addressOfCustomer } from '../customers/calls';
import type { DueCustomer } from './calls';
import { keep } from './outbox';

/** The customers whose care is due by the day; one tap says how it went, a note is written on the customer's page. */
export function CareDueToday({ care, mayWrite }: { care: readonly DueCustomer[]; mayWrite: boolean }) {
    const { t } = useTranslation();
    const { id } = usePerson();
    return (
        <section aria-labelledby="day-care">
            <Typography.Title level={2} id="day-care" style={{ fontSize: '1.25rem', marginTop: 0 }}>
                {t('day.care')}
            </Typography.Title>
            {care.length === 0 && <Typography.Text type="secondary">{t('day.noCare')}</Typography.Text>}
            <Flex component="ul" vertical gap="small" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                {care.map((one) => (
                    <li key={one.customerRef}>
                        <Card size="small">
                            <Flex gap="small" align="center" wrap justify="space-between">
                                <span>
                                    <Tag>{t(`customers.segments.${one.segment}`)}</Tag>
                                    <Link to={addressOfCustomer(one.customerRef)}>{one.customerRef}</Link>{' '}
                                    {t('customers.careOn', {
                                        care: t(`customers.care.${one.careKind}`),
                                        date: date(one.careDueOn),
                                    })}
                                </span>
                                {mayWrite && (
                                    <Flex gap="small">
                                        {(['reached', 'not-reached'] as const).map((outcome) => (
                                            <Button
                                                key={outcome}
                                                size="large"
                                                aria-label={t('day.careIs', {
                                                    customer: one.customerRef,
                                                    outcome: t(`customers.outcomes.${outcome}`),
                                                })}
                                                onClick={() =>
                                                    void keep(id, {
                                                        what: 'care',
                                                        customerRef: one.customerRef,
                                                        body: { kind: one.careKind, doneOn: null, outcome, note: null },
                                                    })
                                                }
                                            >
                                                {t(`customers.outcomes.${outcome}`)}
                                            </Button>
                                        ))}
                                    </Flex>
                                )}
                            </Flex>
                        </Card>
                    </li>
                ))}
            </Flex>
        </section>
    );
}
