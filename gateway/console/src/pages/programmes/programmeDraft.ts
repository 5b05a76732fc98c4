import { bankToday } from '../../parts/days';
import type { Kind, Programme, ProgrammeBody } from './calls';
import { KINDS } from './calls';

/** A programme as it is typed. */
export const draftOf = (one?: Programme) => ({
    code: one?.code ?? '',
    zh: one?.title.zh ?? '',
    en: one?.title.en ?? '',
    kind: KINDS.find((kind) => kind === one?.kind) ?? ('plan' as Kind),
    from: one?.from ?? bankToday(),
    dueOn: one?.dueOn ?? '',
    dueDays: one?.dueDays ? String(one.dueDays) : '',
    courses: [...(one?.courses ?? [])],
    certificates: [...(one?.certificates ?? [])],
    atLeast: String(one?.atLeast || 2),
    channels: [...(one?.channels ?? [])],
    units: [...(one?.units ?? [])],
    levels: [...(one?.audience.levels ?? [])],
    areas: [...(one?.audience.areas ?? [])],
});

export type ProgrammeDraft = ReturnType<typeof draftOf>;

/** What a programme of a kind is asked for. */
export const USES: Record<Kind, readonly (keyof ProgrammeDraft)[]> = {
    plan: ['courses', 'dueOn', 'dueDays', 'levels', 'areas'],
    yearly: ['courses', 'levels', 'areas'],
    branches: ['courses', 'units'],
    'new-hires': ['certificates', 'atLeast', 'dueDays', 'levels', 'areas'],
    talents: ['channels', 'courses', 'dueOn', 'levels', 'areas'],
};

const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));
const some = (chosen: string[]) => (chosen.length > 0 ? chosen : null);

export function bodyOf(draft: ProgrammeDraft): ProgrammeBody {
    const uses = (name: keyof ProgrammeDraft) => USES[draft.kind].includes(name);
    return {
        title: { zh: draft.zh.trim(), en: draft.en.trim() },
        kind: draft.kind,
        from: draft.from,
        dueOn: uses('dueOn') && draft.dueOn !== '' ? draft.dueOn : null,
        dueDays: uses('dueDays') ? number(draft.dueDays) : null,
        courses: uses('courses') ? draft.courses : null,
        certificates: uses('certificates') ? draft.certificates : null,
        atLeast: uses('atLeast') ? number(draft.atLeast) : null,
        channels: uses('channels') ? draft.channels : null,
        units: uses('units') ? draft.units : null,
        audience: uses('levels')
            ? { levels: some(draft.levels), areas: some(draft.areas), employment: null, hiredWithinDays: null }
            : null,
    };
}

/** True once everything that a programme must have is typed; the service says what its kind needs besides. */
export const isWhole = (draft: ProgrammeDraft) =>
    [draft.code, draft.zh, draft.en, draft.from].every((text) => text.trim() !== '') &&
    [draft.dueDays, draft.atLeast].every((text) => /^\d{0,4}$/.test(text.trim()));
