import { Alert, Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePerson } from '../../session/session';
import { isFor, rooms } from '../../shell/rooms';
import type { Gap } from '../month/calls';

/** Where what is missing is supplied: the room's id, in order of preference. */
const remedies: Record<string, readonly string[]> = {
    'import-unfinished': ['imports'],
    'level-without-score-sheet': ['scoreSheets', 'performance'],
    'manager-without-level': ['roster', 'managers', 'imports'],
    'no-manager-in-post': ['roster', 'managers', 'imports'],
    'no-target': ['targets', 'imports'],
    'no-value': ['imports'],
};

/** What a close lacks, by kind: what to do, and each that it concerns. */
export function GapList({ gaps, kind }: { gaps: readonly Gap[]; kind: (what: string) => string }) {
    const { t, i18n } = useTranslation();
    const { roles } = usePerson();
    const kinds = [...new Set(gaps.map((gap) => gap.what))];
    return (
        <>
            <Alert type="warning" showIcon role="alert" title={t('monthEnd.gaps', { count: gaps.length })} style={{ marginBottom: '0.5rem' }} />
            <Collapse
                size="small"
                items={kinds.map((what) => {
                    const own = gaps.filter((gap) => gap.what === what);
                    const remedy = remedies[what]?.map((id) => rooms.find((room) => room.id === id && isFor(room, roles))).find(Boolean);
                    return {
                        key: what,
                        label: `${kind(what)} (${own.length})`,
                        children: (
                            <>
                                {i18n.exists(`monthEnd.remedy.${what}`) && <p style={{ marginTop: 0 }}>{t(`monthEnd.remedy.${what}`)}</p>}
                                {remedy && <Link to={remedy.path}>{t(`room.${remedy.id}`)}</Link>}
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
