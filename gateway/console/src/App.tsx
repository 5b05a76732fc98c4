import { App as Toasts, ConfigProvider, Spin, theme } from 'antd';
import type { Locale } from 'antd/es/locale';
import { useEffect, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routes } from './routes';
import { useKpiCatalogue } from './pages/scorecards/catalogue';
import { ProblemNote } from './parts/ProblemNote';
import { SignInPage } from './session/SignInPage';
import { SomebodyElse } from './session/SomebodyElse';
import { draftsOfOthers } from './session/drafts';
import { type Person, useOtherTabs, useProof, useSession } from './session/session';
import { Shell } from './shell/Shell';
import { useColours } from './shell/colours';

const movesLittle = matchMedia('(prefers-reduced-motion: reduce)').matches;
const locales = { 'zh-CN': () => import('antd/es/locale/zh_CN'), en: () => import('antd/es/locale/en_US') };

/** The language and colours of everything, and who is in front of it. */
export function App() {
    const {
        i18n: { language },
    } = useTranslation();
    const { isDark } = useColours();
    const [locale, setLocale] = useState<Locale>();

    useEffect(() => {
        void locales[language as keyof typeof locales]().then((file) => setLocale(file.default));
    }, [language]);

    return (
        <ConfigProvider
            locale={locale}
            // Two Chinese characters set apart are another word to whoever listens.
            button={{ autoInsertSpace: false }}
            theme={{
                algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
                token: {
                    // Nothing moves for whoever asked their system for that.
                    motion: !movesLittle,
                    fontSizeHeading1: 24,
                    fontSizeHeading2: 18,
                    colorPrimary: isDark ? '#5b9bff' : '#1f5fbf',
                    colorLink: isDark ? '#7db0ff' : '#1f5fbf',
                    // Descriptions, labels of figures and secondary text take these two: antd's own are too faint to
                    // read.
                    colorTextDescription: isDark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
                    colorTextTertiary: isDark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
                    colorTextSecondary: isDark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
                    // What explains and what asks is read as well: the theme's own greys are too pale for it.
                    colorTextPlaceholder: isDark ? 'rgba(255,255,255,0.6)' : 'rgba(0,0,0,0.58)',
                },
                // In the dark white on the theme's blue, and that blue on its own shade, are too faint.
                components: isDark
                    ? { Button: { primaryColor: '#06101f' }, Menu: { itemSelectedColor: '#b9d5ff' } }
                    : {},
            }}
        >
            <Toasts>
                <Inside />
            </Toasts>
        </ConfigProvider>
    );
}

/** Every page of a person, with the bank's own names of KPIs. */
function SignedIn({ person }: { person: Person }) {
    useKpiCatalogue(person.roles);
    return <Shell person={person} routes={routes} />;
}

/** The console for the person signed in, or the way in. */
function Inside() {
    const session = useSession();
    const { token } = theme.useToken();
    const [, goOn] = useReducer((times: number) => times + 1, 0);
    useOtherTabs();
    useProof(session.data);
    useEffect(() => {
        document.body.style.background = token.colorBgLayout;
        document.body.style.color = token.colorText;
        document.documentElement.style.colorScheme = token.colorBgLayout === '#000000' ? 'dark' : 'light';
    }, [token.colorBgLayout, token.colorText]);
    if (session.data?.user) {
        const person = session.data.user;
        const others = draftsOfOthers(person.id);
        if (others.length > 0) return <SomebodyElse person={person} drafts={others} onGoOn={goOn} />;
        return <SignedIn key={person.id} person={person} />;
    }
    if (session.data) return <SignInPage session={session.data} />;
    if (session.error) return <ProblemNote problem={session.error} retry={() => void session.refetch()} />;
    return <Spin fullscreen />;
}
