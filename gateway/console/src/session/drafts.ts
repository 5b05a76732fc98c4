import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { usePerson } from './session';

const PREFIX = 'cardteam.draft.';
const keyOf = (person: string, form: string) => `${PREFIX}${encodeURIComponent(person)}.${form}`;

/** Forms on the page that hold something typed and not yet saved. */
const unsaved = new Map<string, number>();
const listeners = new Set<() => void>();
const tell = () => {
    for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
};

/** True while a form on the page holds something typed and not yet saved. */
export const hasUnsaved = () => unsaved.size > 0;
export const useUnsaved = () => useSyncExternalStore(subscribe, hasUnsaved);

function read<T>(key: string): T | undefined {
    const stored = sessionStorage.getItem(key);
    if (stored === null) return undefined;
    try {
        return JSON.parse(stored) as T;
    } catch {
        return undefined;
    }
}

/** A browser without room for a draft still lets people write. */
function write(key: string, value: unknown) {
    try {
        sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
        sessionStorage.removeItem(key);
    }
}

export interface Draft<T> {
    value: T;
    set: (change: T | ((now: T) => T)) => void;
    /** True when the value differs from the one the form began with. */
    isChanged: boolean;
    /** True when the value was typed earlier, before a reload, a sign-in or a visit to another page. */
    isRestored: boolean;
    /** Forgets what was typed: after saving it, or to begin again. */
    clear: () => void;
}

/** Reads a person's draft of a form without showing the form. */
export function useHasDraft(form: string): boolean {
    const { id } = usePerson();
    return sessionStorage.getItem(keyOf(id, form)) !== null;
}

/**
 * Holds what is typed into a form. It is kept in this browser tab by person and form until it is saved, so that neither
 * a sign-in nor a reload
 * loses it, and the console asks before leaving the page while it is unsaved.
 */
export function useDraft<T>(form: string, start: T): Draft<T> {
    const { id } = usePerson();
    const key = keyOf(id, form);
    const [origin] = useState(start);
    const [value, setValue] = useState<T>(() => read<T>(key) ?? start);
    const [isRestored, setRestored] = useState(() => sessionStorage.getItem(key) !== null);
    const isChanged = value !== origin && JSON.stringify(value) !== JSON.stringify(origin);

    useEffect(() => {
        if (!isChanged) {
            sessionStorage.removeItem(key);
            return;
        }
        write(key, value);
    }, [isChanged, key, value]);

    useEffect(() => {
        if (!isChanged) return;
        unsaved.set(key, (unsaved.get(key) ?? 0) + 1);
        tell();
        return () => {
            unsaved.delete(key);
            tell();
        };
    }, [isChanged, key]);

    const clear = useCallback(() => {
        sessionStorage.removeItem(key);
        unsaved.delete(key);
        tell();
        setValue(origin);
        setRestored(false);
    }, [key, origin]);

    return { value, set: setValue, isChanged, isRestored: isRestored && isChanged, clear };
}

/** Marks the page as unsaved for what cannot be kept, a chosen file: the console asks before leaving. */
export function useUnsavedWhile(form: string, is: boolean) {
    useEffect(() => {
        if (!is) return;
        unsaved.set(form, 1);
        tell();
        return () => {
            unsaved.delete(form);
            tell();
        };
    }, [form, is]);
}

export interface ForeignDraft {
    person: string;
    texts: string[];
}

/** Every text a person typed, without the codes around it. */
function textsOf(value: unknown): string[] {
    if (typeof value === 'string') return value.trim() === '' ? [] : [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap(textsOf);
}

const draftKeys = () =>
    Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '').filter((key) =>
        key.startsWith(PREFIX),
    );

/** Drafts that other people left unsaved in this tab. */
export const draftsOfOthers = (person: string): ForeignDraft[] =>
    draftKeys()
        .filter((key) => !key.startsWith(keyOf(person, '')))
        .map((key) => ({
            person: decodeURIComponent(key.slice(PREFIX.length).split('.')[0] ?? ''),
            texts: textsOf(read(key)),
        }));

/** Forgets the drafts of everybody but this person; without a person, of everybody. */
export function forgetDrafts(except?: string) {
    for (const key of draftKeys())
        if (except === undefined || !key.startsWith(keyOf(except, ''))) sessionStorage.removeItem(key);
    unsaved.clear();
    tell();
}
