export interface LocalRow {
    /** As a spreadsheet counts: the line of column names is 1. */
    number: number;
    cells: string[];
}

/** Why a file cannot be looked into; a key under `imports.unreadable`. */
export class UnreadableFile extends Error {
    readonly why: 'empty' | 'encoding' | 'workbook' | 'large';

    constructor(why: UnreadableFile['why']) {
        super(why);
        this.why = why;
    }
}
