export interface DiffLine {
    what: 'same' | 'added' | 'removed';
    text: string;
}

/** Two texts line by line: the longest common run of lines stays, what is only in one of them is added or removed. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
    const [rows, columns] = [before.length, after.length];
    const width = columns + 1;
    const length = new Uint32Array((rows + 1) * width);
    const at = (row: number, column: number) => length[row * width + column] ?? 0;
    for (let row = rows - 1; row >= 0; row--)
        for (let column = columns - 1; column >= 0; column--)
            length[row * width + column] =
                before[row] === after[column]
                    ? at(row + 1, column + 1) + 1
                    : Math.max(at(row + 1, column), at(row, column + 1));
    const lines: DiffLine[] = [];
    let [row, column] = [0, 0];
    while (row < rows || column < columns) {
        const [left, right] = [before[row], after[column]];
        if (left !== undefined && left === right) {
            lines.push({ what: 'same', text: left });
            row++;
            column++;
        } else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
            lines.push({ what: 'removed', text: left });
            row++;
        } else {
            lines.push({ what: 'added', text: right ?? '' });
            column++;
        }
    }
    return lines;
}
