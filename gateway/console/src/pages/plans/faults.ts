import type { TFunction } from 'i18next';
import { currentLanguage } from '../../i18n';
import type { Fault } from './calls';
import { type PlanDocument, valueAt } from './document';

/** A fault in the reader's language. Where the service names the unreadable field, the field needs no more words. */
export function faultText(t: TFunction, fault: Fault) {
    if (fault.code === 'plan.unreadable' && fault.path) return t('plans.unreadable');
    return currentLanguage() === 'en' ? fault.en : fault.zh;
}

/** True while nothing is written where the fault is. */
export function isOfEmptyField(document: PlanDocument, { path }: Fault) {
    const value = valueAt(document, path);
    return value === undefined || (Array.isArray(value) && value.length === 0);
}
