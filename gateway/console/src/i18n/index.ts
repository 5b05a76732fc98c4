import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/**
 * A browser set to English begins in English, every other one in Chinese; the other language is a click away, and
 * the choice is remembered.
 */
export type Language = 'zh-CN' | 'en';

const KEY = 'cardteam.language';
const files = {
    'zh-CN': () => import('./zh-CN.json'),
    en: () => import('./en.json'),
};

const isLanguage = (text: string | null): text is Language => text === 'en' || text === 'zh-CN';

/** The language chosen in this browser, or the first of the browser's own that the console speaks. */
export function firstLanguage(chosen = localStorage.getItem(KEY), ofBrowser = navigator.languages): Language {
    if (isLanguage(chosen)) return chosen;
    const first = ofBrowser.find((one) => /^(zh|en)\b/i.test(one));
    return first && /^en\b/i.test(first) ? 'en' : 'zh-CN';
}

export const currentLanguage = () => (i18next.language as Language | undefined) ?? 'zh-CN';

export async function loadLanguage(language: Language) {
    if (!i18next.hasResourceBundle(language, 'translation'))
        i18next.addResourceBundle(language, 'translation', (await files[language]()).default);
}

export async function startLanguage() {
    const language = firstLanguage();
    await i18next.use(initReactI18next).init({
        lng: language,
        fallbackLng: false,
        resources: {},
        interpolation: { escapeValue: false },
        returnNull: false,
        // Names that the bank gives arrive after the first page is drawn.
        react: { bindI18nStore: 'added' },
    });
    await show(language);
}

/** Names that a service knows, such as those of KPIs: a namespace of its own beside the texts of the console. */
export function nameThings(language: Language, namespace: string, names: Record<string, string>) {
    i18next.addResourceBundle(language, namespace, names, false, true);
}

/** Changes the language and remembers the choice. */
export async function changeLanguage(language: Language) {
    localStorage.setItem(KEY, language);
    await show(language);
}

async function show(language: Language) {
    await loadLanguage(language);
    await i18next.changeLanguage(language);
    document.documentElement.lang = language;
}
