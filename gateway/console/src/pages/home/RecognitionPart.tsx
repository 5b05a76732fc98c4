import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLanguage } from '../../i18n';
import { period } from '../../parts/format';
import { monthNow } from '../month/months';
import { awards, contests } from '../recognitions/calls';
import { Lines, Part } from './Part';
import { usePlaces } from './places';

const SHOWN = 5;

/** What a manager was recognised for, the newest first, and the contests that are running. */
export function RecognitionPart() {
    const { t } = useTranslation();
    const place = usePlaces();
    const query = useQuery({
        queryKey: ['home', 'recognitions'],
        queryFn: async () => ({
            given: (await awards({ limit: SHOWN, sort: '-period' })).items,
            running: (await contests({ limit: SHOWN, sort: '-to' })).items.filter(
                (one) => one.from <= monthNow() && monthNow() <= one.to,
            ),
        }),
    });
    const say = (text: { zh?: string; en?: string }) => (currentLanguage() === 'en' ? text.en : text.zh) ?? '';
    return (
        <Part
            title={t('home.myRecognitions')}
            query={query}
            more={place('recognitions') && <Link to={place('recognitions') ?? ''}>{t('home.all')}</Link>}
        >
            {({ given, running }) => (
                <Lines none={t('home.noRecognitions')}>
                    {[
                        ...given.map((one) => (
                            <li key={`${one.code} ${one.period}`}>
                                {t('home.awardOf', { period: period(one.period), title: say(one.title) })}
                            </li>
                        )),
                        ...running.map((one) => (
                            <li key={one.code}>
                                <Link to={`/contests/${encodeURIComponent(one.code)}`}>
                                    {t('home.contestNow', { title: say(one.title) })}
                                </Link>
                            </li>
                        )),
                    ]}
                </Lines>
            )}
        </Part>
    );
}
