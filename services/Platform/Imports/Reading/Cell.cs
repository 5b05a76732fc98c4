using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>The kind of value a spreadsheet stores in a cell; csv files have text only.</summary>
public enum CellKind : byte
{
    Text,
    Number,

    /// <summary>
    /// A number that lost digits, or may have: more than fifteen of them, or written with an exponent.
    /// </summary>
    LongNumber,

    /// <summary>A number that is shown with other characters than its digits, such as <c>K-1234</c>.</summary>
    DressedNumber,

    /// <summary>A number formatted as a date; its text is the day.</summary>
    Date,

    /// <summary>A number formatted as a date that exists in no calendar; its text is the number.</summary>
    NoDate,

    /// <summary>A formula that ended in an error; its text is the error, such as <c>#N/A</c>.</summary>
    Error,

    /// <summary>A formula whose result is not stored in the file.</summary>
    NoResult,

    /// <summary>A cell merged with the one above or beside it, and therefore without content of its own.</summary>
    Merged,
}

/// <summary>A cell of the file, trimmed.</summary>
/// <param name="Text">The text; empty where the cell is empty.</param>
public readonly record struct Cell(string Text, CellKind Kind = CellKind.Text)
{
    public static readonly Cell Empty = new("");

    /// <summary>True where the cell has no content at all.</summary>
    public bool IsEmpty => Text is null or "" && Kind is not (CellKind.Error or CellKind.NoResult or CellKind.Merged);
}

/// <summary>A row as it is read. The list of cells is reused for the next row.</summary>
/// <param name="Number">Row number as in a spreadsheet.</param>
/// <param name="Fault">The reason why the row is refused regardless of its cells; null where there is none.</param>
internal readonly record struct TableRow(long Number, IReadOnlyList<Cell> Cells, Refusal? Fault = null);

/// <summary>The file as a whole cannot be read as this kind. None of its rows is kept.</summary>
internal sealed class BadFileException(string code, Text text, long row = 1, string column = "") : Exception(code)
{
    public RowError Error { get; } = new(row, column, code, text);

    internal static BadFileException Damaged(Exception? cause = null) =>
        new(
            "import.not-a-workbook",
            cause is TooMuchException large
                ? large.Text
                : new(
                    "文件已损坏，或不是 xlsx 工作簿。请用电子表格软件打开，另存为 xlsx 或 csv。",
                    "The file is damaged or no xlsx workbook. "
                        + "Open it in a spreadsheet program and save it as xlsx or csv."
                )
        );
}

/// <summary>
/// A part of a workbook holds more than any spreadsheet does: more bytes, deeper elements, longer cells.
/// </summary>
internal sealed class TooMuchException(Text text) : Exception(text.En)
{
    public Text Text { get; } = text;
}
