import { Button, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { date, instant, money, signedMoney } from '../../parts/format';
import '../statements/Statement.css';
import type { LedgerEntry } from './calls';
import { type Booking, bookingsOf } from './due';

/** The number of bookings at a time: two years of months. */
const STEP = 24;

/** The sentences on accounts that nothing is paid from. */
const bookedIn: Record<string, string> = { draw: 'deferred.bookedAdvance', recovery: 'deferred.bookedRecovery' };

/** What was booked and why, the newest first. */
export function Bookings({ entries }: { entries: readonly LedgerEntry[] }) {
    const { t } = useTranslation();
    const [shown, setShown] = useState(STEP);
    const bookings = bookingsOf(entries);
    return (
        <>
            <ul className="statement-lines" aria-label={t('deferred.entries')}>
                {bookings.slice(0, shown).map((booking) => (
                    <OneBooking key={booking.key} booking={booking} />
                ))}
            </ul>
            {bookings.length > shown && <Button onClick={() => setShown(shown + STEP)}>{t('action.more')}</Button>}
        </>
    );
}

function OneBooking({ booking: { entries, amount } }: { booking: Booking }) {
    const { t } = useTranslation();
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) return null;
    return (
        <li className="statement-line">
            <div className="statement-line-head">
                <span>
                    <Tag>{t(`deferred.kind.${first.kind}`, { defaultValue: first.kind })}</Tag>{' '}
                    {currentLanguage() === 'en' ? first.because.en : first.because.zh}
                </span>
                <strong className="number">{signedMoney(amount)}</strong>
            </div>
            <ul className="statement-steps">
                {entries
                    .filter((entry) => entry.dueOn !== null)
                    .map((entry) => (
                        <li key={entry.id}>
                            {t('statement.due', { date: date(entry.dueOn ?? ''), amount: money(entry.amount) })}
                        </li>
                    ))}
            </ul>
            <Typography.Text type="secondary" className="statement-how">
                {t(bookedIn[first.account] ?? 'deferred.booked', {
                    at: instant(first.bookedAt),
                    balance: money(last.balance),
                })}
            </Typography.Text>
        </li>
    );
}
