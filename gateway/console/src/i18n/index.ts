import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Chinese is the bank's language; the other is a click away and remembered. */
export type Language = 'zh-CN' | 'en';

const KEY = 'cardteam.language';
const files = {
    'zh-CN': () => import('./zh-CN.json'),
    en: () => import('./en.json'),
};

const remembered = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN');

export const currentLanguage = () => (i18next.language as Language | undefined) ?? 'zh-CN';

export async function loadLanguage(language: Language) {
    if (!i18next.hasResourceBundle(language, 'translation'))
        i18next.addResourceBundle(language, 'translation', (await files[language]()).default);
}

export async function startLanguage() {
    const language = remembered();
    await i18next.use(initReactI18next).init({
        lng: language,
        fallbackLng: false,
        resources: {},
        interpolation: { escapeValue: false },
        returnNull: false,
    });
    await changeLanguage(language);
}

export async function changeLanguage(language: Language) {
    await loadLanguage(language);
    await i18next.changeLanguage(language);
    localStorage.setItem(KEY, language);
    document.documentElement.lang = language;
}
