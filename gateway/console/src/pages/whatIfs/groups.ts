import { useTranslation } from 'react-i18next';

/** Names a group of a what-if: by what it is made, and which it is. */
export function useGroupName() {
    const { t } = useTranslation();
    const level = (code: string) => t(`managers.level.${code}`, { defaultValue: code });
    const keyOf = (by: string, key: string) => {
        if (by === 'level') return level(key);
        if (by === 'area') return t(`managers.area.${key}`, { defaultValue: key });
        if (by === 'employment') return t(`managers.employment.${key}`, { defaultValue: key });
        if (by !== 'pay-step') return key;
        const [grade = '', step] = key.split('-');
        return step ? `${level(grade)} ${step}` : level(grade);
    };
    return (by: string, key: string | null) =>
        t('whatIf.groupOf', { by: t(`whatIf.by.${by}`), key: key === null ? t('whatIf.notKnown') : keyOf(by, key) });
}
