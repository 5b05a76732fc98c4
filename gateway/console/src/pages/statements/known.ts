import type { Line } from '../month/calls';

/** The way a line differs from what was paid. */
export type Mark = 'new' | 'changed' | 'gone';

export interface Compared {
    line: Line;
    /** Undefined where the line is the same as paid. */
    mark?: Mark;
    /** The amount as paid, of a line that has changed. */
    was?: string;
}

/** The lines of one rule and kind belong together in their order: of a rule there is seldom more than one. */
function keyed(lines: readonly Line[]): Map<string, Line> {
    const seen = new Map<string, number>();
    return new Map(
        lines.map((line) => {
            const name = `${line.kind} ${line.rule}`;
            const nth = seen.get(name) ?? 0;
            seen.set(name, nth + 1);
            return [`${name} ${nth}`, line];
        }),
    );
}

const isSame = (a: Line, b: Line) =>
    a.amount === b.amount && a.text.en === b.text.en && a.basis.join('\n') === b.basis.join('\n');

/**
 * The lines of a recalculated statement, each marked where it differs from the paid one; lines that were paid and are no
 * longer there come last.
 */
export function compared(known: readonly Line[], paid: readonly Line[]): Compared[] {
    const [now, before] = [keyed(known), keyed(paid)];
    return [
        ...[...now].map(([key, line]): Compared => {
            const was = before.get(key);
            if (!was) return { line, mark: 'new' };
            return isSame(line, was) ? { line } : { line, mark: 'changed', was: was.amount };
        }),
        ...[...before].filter(([key]) => !now.has(key)).map(([, line]): Compared => ({ line, mark: 'gone' })),
    ];
}
