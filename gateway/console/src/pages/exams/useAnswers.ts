import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { useDraft } from '../../session/drafts';
import { type Asked, saveAnswer } from './calls';

/** The pause after the last touch before an answer is sent. */
const PAUSE = 400;
/** The pause before it is sent again after nobody answered. */
const AGAIN = 3000;

interface Waiting {
    given: string[];
    change: number;
}

/**
 * Answers of a sitting. What is touched is kept in this browser until the service has confirmed it, is sent one after
 * another, and is sent again when the connection was lost; of several changes of an answer the last one counts.
 */
export function useAnswers(id: string, asked: readonly Asked[], secondsLeft: number, reload: () => void) {
    const waiting = useDraft<Record<string, Waiting>>(`sitting.${id}`, {});
    const { value: pending, set: setPending } = waiting;
    const [saved, setSaved] = useState<Record<string, Waiting>>({});
    const [savedAt, setSavedAt] = useState<string>();
    const [fault, setFault] = useState<unknown>();
    const [round, setRound] = useState(0);
    const isSending = useRef(false);
    const last = useRef(
        Math.max(0, ...asked.map((one) => one.change), ...Object.values(pending).map((one) => one.change)),
    );
    const [endsAt, setEndsAt] = useState(() => performance.now() + secondsLeft * 1000);

    const givenOf = (one: Asked) => pending[one.place]?.given ?? saved[one.place]?.given ?? one.given;

    const answer = useCallback(
        (place: number, given: string[]) => {
            last.current += 1;
            const change = last.current;
            setPending((now) => ({ ...now, [place]: { given, change } }));
        },
        [setPending],
    );

    useEffect(() => {
        const [place, next] = Object.entries(pending)[0] ?? [];
        if (place === undefined || next === undefined || isSending.current) return;
        const timer = setTimeout(
            () => {
                isSending.current = true;
                saveAnswer(id, Number(place), next.given, next.change)
                    .then((kept) => {
                        setFault(undefined);
                        setSavedAt(kept.savedAt);
                        setEndsAt(performance.now() + kept.secondsLeft * 1000);
                        if (kept.change > next.change) {
                            // Another page of this sitting was later: what it saved counts, and is shown.
                            last.current = Math.max(last.current, kept.change);
                            setSaved((now) =>
                                Object.fromEntries(Object.entries(now).filter(([other]) => other !== place)),
                            );
                            reload();
                        } else setSaved((now) => ({ ...now, [place]: next }));
                        drop();
                    })
                    .catch((problem: unknown) => {
                        setFault(problem);
                        if (!(problem instanceof Problem) || problem.isPassing || problem.status >= 500) return;
                        // What is refused is not sent again; where the sitting is over, the page shows how it ended.
                        if (problem.status !== 401) drop();
                        if (problem.code === 'sitting.over') reload();
                    })
                    .finally(() => {
                        isSending.current = false;
                        setRound((now) => now + 1);
                    });
            },
            fault === undefined ? PAUSE : AGAIN,
        );
        return () => clearTimeout(timer);

        function drop() {
            setPending((now) => {
                const rest = { ...now };
                if (place !== undefined && rest[place]?.change === next?.change) delete rest[place];
                return rest;
            });
        }
    }, [pending, round, fault, id, setPending, reload]);

    return {
        givenOf,
        answer,
        savedAt,
        fault,
        endsAt,
        isWaiting: Object.keys(pending).length > 0,
        clear: waiting.clear,
    };
}
