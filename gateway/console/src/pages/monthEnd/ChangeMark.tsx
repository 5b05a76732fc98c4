import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { signedMoney } from '../../parts/format';
import type { RunSheet } from '../month/calls';

type Turn = 'new' | 'gone' | 'same' | 'down' | 'up';

const COLOURS: Record<Turn, 'processing' | 'warning' | 'default' | 'error' | 'success'> = {
    new: 'processing',
    gone: 'warning',
    same: 'default',
    down: 'error',
    up: 'success',
};

function turnOf({ before, hasStatement, change }: RunSheet, hasBefore: boolean): Turn {
    if (!hasStatement) return 'gone';
    if (hasBefore && before === null) return 'new';
    return change.startsWith('-') ? 'down' : /[1-9]/.test(change) ? 'up' : 'same';
}

/**
 * The difference from the month before: by sign and in words of full contrast; the coloured point only helps.
 */
export function ChangeMark({ sheet, hasBefore }: { sheet: RunSheet; hasBefore: boolean }) {
    const { t } = useTranslation();
    const turn = turnOf(sheet, hasBefore);
    return (
        <Badge
            status={COLOURS[turn]}
            text={
                <>
                    <span className="number">{signedMoney(sheet.change)}</span> {t(`review.turn.${turn}`)}
                </>
            }
        />
    );
}
