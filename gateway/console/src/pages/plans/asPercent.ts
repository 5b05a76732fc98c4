import { isDecimal } from '../../parts/decimal';
import { rate } from '../../parts/format';

/** A ratio that is being written, in percent: 0.0015 as "= 0.15%". */
export const asPercent = (value = '') => (isDecimal(value.trim()) ? `= ${rate(value.trim())}` : '');
