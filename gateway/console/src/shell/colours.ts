import { useSyncExternalStore } from 'react';

/** Light, dark, or as the system has it: chosen once, remembered in this browser. Paper is always light. */
export type Colours = 'light' | 'dark' | 'system';

const KEY = 'cardteam.colours';
const system = matchMedia('(prefers-color-scheme: dark)');
const paper = matchMedia('print');
let isPrinting = false;
const listeners = new Set<() => void>();

const chosen = (): Colours => {
    const colours = localStorage.getItem(KEY);
    return colours === 'light' || colours === 'dark' ? colours : 'system';
};

const subscribe = (listener: () => void) => {
    listeners.add(listener);
    system.addEventListener('change', listener);
    paper.addEventListener('change', listener);
    return () => {
        listeners.delete(listener);
        system.removeEventListener('change', listener);
        paper.removeEventListener('change', listener);
    };
};

export function useColours() {
    const colours = useSyncExternalStore(subscribe, chosen);
    const isDark = useSyncExternalStore(
        subscribe,
        () => !isPrinting && !paper.matches && (chosen() === 'system' ? system.matches : chosen() === 'dark'),
    );
    return { colours, isDark };
}

// Before the browser lays out the paper, not after.
const print = (is: boolean) => () => {
    isPrinting = is;
    for (const listener of listeners) listener();
};
addEventListener('beforeprint', print(true));
addEventListener('afterprint', print(false));

export function chooseColours(colours: Colours) {
    localStorage.setItem(KEY, colours);
    for (const listener of listeners) listener();
}
