import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(() => {
    cleanup();
    sessionStorage.clear();
});
// What jsdom lacks and the components ask for.
window.matchMedia ??= (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
});
globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
};
// Without styles an element looks as its own attributes say; to ask jsdom for more costs as much as all else.
window.getComputedStyle = (element) => (element as HTMLElement).style;
