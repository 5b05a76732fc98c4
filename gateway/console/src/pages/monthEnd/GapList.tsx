import { Alert, Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../../session/session';
import { type RoomId, placeOf } from '../../session/access';
import type { Gap } from '../month/calls';

/** The room in which missing data is supplied, and what it begins with. */
const remedies: Record<string, { room: RoomId; search?: (subject: string) => string }> = {
    'import-unfinished': { room: 'imports' },
    'level-without-score-sheet': { room: 'scoreSheets', search: (level) => `?level=${encodeURIComponent(level)}` },
    'manager-without-level': { room: 'imports', search: () => '?kind=managers' },
    'no-manager-in-post': { room: 'imports', search: () => '?kind=managers' },
    'no-target': { room: 'imports', search: () => '?kind=targets' },
    'no-value': { room: 'imports', search: () => '?kind=indicators' },
};

/** The data a close lacks, by kind: what to do, and everybody it concerns. */
export function GapList({ gaps, kind }: { gaps: readonly Gap[]; kind: (what: string) => string }) {
    const { t, i18n } = useTranslation();
    const { roles } = usePerson();
    const kinds = [...new Set(gaps.map((gap) => gap.what))];
    return (
        <>
            <Alert
                type="warning"
                showIcon
                role="alert"
                title={t('monthEnd.gaps', { count: gaps.length })}
                style={{ marginBottom: '0.5rem' }}
            />
            <Collapse
                size="small"
                items={kinds.map((what) => {
                    const own = gaps.filter((gap) => gap.what === what);
                    const remedy = remedies[what];
                    const place = remedy && placeOf(roles, remedy.room);
                    return {
                        key: what,
                        label: `${kind(what)} (${own.length})`,
                        children: (
                            <>
                                {i18n.exists(`monthEnd.remedy.${what}`) && (
                                    <p style={{ marginTop: 0 }}>{t(`monthEnd.remedy.${what}`)}</p>
                                )}
                                {place && (
                                    <Link to={`${place}${remedy.search?.(own[0]?.subject ?? '') ?? ''}`}>
                                        {t(`room.${remedy.room}`)}
                                    </Link>
                                )}
                                <ul style={{ maxHeight: '14rem', marginBottom: 0, overflow: 'auto' }}>
                                    {own.map((gap) => (
                                        <li key={gap.subject}>{gap.subject}</li>
                                    ))}
                                </ul>
                            </>
                        ),
                    };
                })}
            />
        </>
    );
}
