using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>What a spreadsheet keeps in a cell; a csv has text alone.</summary>
public enum CellKind : byte
{
    Text,
    Number,

    /// <summary>A number that lost digits, or may have: more than fifteen of them, or written with an exponent.</summary>
    LongNumber,

    /// <summary>A number that is shown with other characters than its digits, such as <c>K-1234</c>.</summary>
    DressedNumber,

    /// <summary>A number formatted as a date; its text is the day.</summary>
    Date,

    /// <summary>A number formatted as a date that no calendar has; its text is the number.</summary>
    NoDate,

    /// <summary>A formula that ended in an error; its text is the error, such as <c>#N/A</c>.</summary>
    Error,

    /// <summary>A formula whose result is not stored in the file.</summary>
    NoResult,

    /// <summary>A cell below or beside the one it is merged with, and so without content of its own.</summary>
    Merged,
}

/// <summary>A cell as the file has it, trimmed.</summary>
/// <param name="Text">Empty where there is nothing.</param>
public readonly record struct Cell(string Text, CellKind Kind = CellKind.Text)
{
    public static readonly Cell Empty = new("");

    /// <summary>True where nothing is said at all.</summary>
    public bool IsEmpty => Text is null or "" && Kind is not (CellKind.Error or CellKind.NoResult or CellKind.Merged);
}

/// <summary>A row as it is read. The cells are those of the next row once that is read.</summary>
/// <param name="Number">As a spreadsheet counts.</param>
/// <param name="Fault">The reason why the row cannot be taken, whatever is in its cells.</param>
internal readonly record struct TableRow(long Number, IReadOnlyList<Cell> Cells, Refusal? Fault = null);

/// <summary>The file as a whole cannot be read as this kind. Nothing of it is kept.</summary>
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
                    "The file is damaged or no xlsx workbook. Open it in a spreadsheet program and save it as xlsx or csv."
                )
        );
}

/// <summary>A part of a workbook holds more than any spreadsheet does: more bytes, deeper elements, longer cells.</summary>
internal sealed class TooMuchException(Text text) : Exception(text.En)
{
    public Text Text { get; } = text;
}
