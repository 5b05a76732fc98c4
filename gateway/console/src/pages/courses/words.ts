import type { TFunction } from 'i18next';
import { currentLanguage } from '../../i18n';

export const KINDS = [
    'product',
    'sales',
    'service',
    'complaints',
    'compliance',
    'aml',
    'ethics',
    'privacy',
    'risk',
    'system',
    'career',
    'mental-health',
    'team',
] as const;
export const CHANNELS = ['classroom', 'online', 'video', 'on-the-job', 'lecture'] as const;
export const LEVELS = ['trainee', 'junior', 'intermediate', 'senior'] as const;
export const AREAS = ['urban', 'rural'] as const;
export const EMPLOYMENTS = ['regular', 'contract'] as const;

/** A title in the language of the page. */
export const titled = (zh = '', en = '') => (currentLanguage() === 'en' ? en : zh);

export const optionsOf = (t: TFunction, words: readonly string[], key: string) =>
    words.map((value) => ({ value, label: t(`${key}.${value}`) }));
