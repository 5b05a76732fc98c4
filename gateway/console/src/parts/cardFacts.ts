/** The kinds of card facts, in the order of a card's life. */
export const CARD_FACTS = [
    'applied',
    'approved',
    'activated',
    'first-used',
    'active-month',
    'sleeping',
    'cancelled',
    'overdue',
    'instalment',
    'referral-confirmed',
] as const;
