import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { loadLanguage } from '../../i18n';

/** The texts of both languages at once, for a plan is read in both; undefined until they are here. */
export function useBothLanguages() {
    const [isHere, setHere] = useState(false);
    useEffect(() => {
        let isGone = false;
        void Promise.all([loadLanguage('zh-CN'), loadLanguage('en')]).then(() => !isGone && setHere(true));
        return () => {
            isGone = true;
        };
    }, []);
    return isHere ? { zh: i18next.getFixedT('zh-CN'), en: i18next.getFixedT('en') } : undefined;
}
