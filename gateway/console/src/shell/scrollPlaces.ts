import { useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/** The time a page may take to have its rows again before its place is given up. */
const LONGEST_WAIT = 3_000;
const places = new Map<string, number>();

/**
 * Remembers how far each page of the history was scrolled, and goes back there on the way back; a new page begins at
 * its top.
 */
export function useScrollPlaces() {
    const { key, pathname } = useLocation();
    const type = useNavigationType();
    const before = useRef(pathname);
    useEffect(() => {
        const remember = () => places.set(key, window.scrollY);
        addEventListener('scroll', remember, { passive: true });
        return () => removeEventListener('scroll', remember);
    }, [key]);
    useEffect(() => {
        const isOther = before.current !== pathname;
        before.current = pathname;
        const place = places.get(key);
        if (type !== NavigationType.Pop || place === undefined) {
            if (isOther) window.scrollTo(0, 0);
            return;
        }
        // Lists come back from memory, but not in the first frame.
        const end = performance.now() + LONGEST_WAIT;
        let frame = 0;
        const go = () => {
            window.scrollTo(0, place);
            const isThere = Math.abs(window.scrollY - place) < 2;
            if (!isThere && performance.now() < end) frame = requestAnimationFrame(go);
        };
        frame = requestAnimationFrame(go);
        return () => cancelAnimationFrame(frame);
    }, [key, pathname, type]);
}
