using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Imports.Reading;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports;

public enum RowVerdict
{
    None,
    Accepted,
    Unchanged,
    Rejected,
}

/// <summary>The context for reading the rows of one file: the kind's columns and the bank's bounds.</summary>
public sealed class ImportTable
{
    public ImportTable(IReadOnlyList<ImportColumn> columns, IEnumerable<string> exported, BankBounds bounds) =>
        (Columns, Bounds, Headings) = (columns, bounds, new(columns, exported));

    public IReadOnlyList<ImportColumn> Columns { get; }

    public BankBounds Bounds { get; }

    internal Headings Headings { get; }
}

/// <summary>
/// A row of a file. Its readers record an error of a cell and continue, so that one pass finds every error.
/// </summary>
public sealed class ImportRow
{
    private readonly ImportTable _table;
    private readonly bool[] _present;
    private Cell[] _cells;

    /// <param name="cells">
    /// The cells in the order of the kind's columns; empty where the file leaves the cell empty.
    /// </param>
    /// <param name="present">Tells for each of the kind's columns whether the file has it.</param>
    /// <param name="fault">The reason why the row is refused regardless of its cells; null where there is none.</param>
    public ImportRow(long number, ImportTable table, Cell[] cells, bool[] present, Refusal? fault = null)
    {
        Number = number;
        _table = table;
        _cells = cells;
        _present = present;
        if (fault is not null)
            Reject("", fault.Code, fault.Text);
    }

    /// <summary>Row number as in a spreadsheet.</summary>
    public long Number { get; }

    public RowVerdict Verdict { get; private set; }
    public List<RowError>? Errors { get; private set; }

    /// <summary>The manager not announced yet whom the row names and waits for; null for all other rows.</summary>
    public string? WaitsFor { get; private set; }

    /// <summary>True while no error was found.</summary>
    public bool IsGood => Errors is null;

    /// <summary>True when the cell holds the word that removes a known value: <c>none</c>, 无.</summary>
    public bool SaysNone(ImportColumn column) =>
        _cells[PlaceOf(column)].Text is { } text
        && (text.Equals("none", StringComparison.OrdinalIgnoreCase) || text == "无");

    /// <summary>True when the file has this column.</summary>
    public bool Has(ImportColumn column) => _present[PlaceOf(column)];

    /// <summary>True when the cell has content, valid or not.</summary>
    public bool IsFilled(ImportColumn column) => !_cells[PlaceOf(column)].IsEmpty;

    /// <summary>
    /// The content of a cell for the person who corrects it; a text that may be a card number is left out.
    /// </summary>
    internal string Shown(int place) =>
        place < _cells.Length && _cells[place].Text is { } text && !CardNumbers.IsIn(text) ? text : "";

    /// <summary>
    /// Releases the cells once they are read, so that a large chunk holds only the results of its rows.
    /// </summary>
    public void Release() => _cells = [];

    public void Accept() => Verdict = RowVerdict.Accepted;

    public void Unchanged() => Verdict = RowVerdict.Unchanged;

    /// <summary>Marks the row as waiting for a manager not announced yet.</summary>
    public void Wait(string managerNo) => WaitsFor = managerNo;

    public void Reject(string column, string code, ServiceDefaults.Text text)
    {
        Verdict = RowVerdict.Rejected;
        Errors ??= [];
        // A cell that is read twice reports its error once.
        if (!Errors.Exists(e => e.Column == column && e.Code == code))
            Errors.Add(new(Number, column, code, text));
    }

    public void Reject(ImportColumn column, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(refusal);
        Reject(column.Name, refusal.Code, refusal.Text);
    }

    /// <summary>The text, trimmed; null where the cell is empty. An empty required cell is an error.</summary>
    public string? Text(TextColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (!TypedText.TryRead(SafeCell.Read(cell.Text), column.Longest, out var text, out var refusal))
            return Refuse<string>(column, refusal);
        return CardNumbers.IsIn(text) ? Refuse<string>(column, CardNumbers.Refusal) : text;
    }

    /// <summary>The code; a number stored by a spreadsheet is accepted where it has all its digits.</summary>
    public string? Text(CodeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        var changed = cell.Kind switch
        {
            CellKind.LongNumber => LostDigits,
            CellKind.DressedNumber => ShownOtherwise,
            CellKind.Date or CellKind.NoDate => MadeADate,
            _ => null,
        };
        if (changed is not null)
            return Refuse<string>(column, changed);
        if (!Codes.TryRead(SafeCell.Read(cell.Text), column.Longest, out var code, out var refusal))
            return Refuse<string>(column, refusal);
        if (code is null)
            return null;
        refusal = column.Check(code) ?? (CardNumbers.IsIn(code) ? CardNumbers.Refusal : null);
        return refusal is null ? code : Refuse<string>(column, refusal);
    }

    public DateOnly? Date(DateColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (cell.Kind == CellKind.NoDate)
        {
            Reject(
                column,
                new(
                    "import.not-a-date",
                    new(
                        $"{Refusal.Quote(cell.Text)} 不是日历上的日期；请写作 2026-06-01。",
                        $"{Refusal.Quote(cell.Text)} is not a date. Write 2026-06-01."
                    )
                )
            );
            return null;
        }

        if (!Days.TryRead(cell.Text, out var day, out var refusal))
        {
            Reject(column, refusal);
            return null;
        }

        refusal = column.IsPlanned ? _table.Bounds.OfPlanned(day) : _table.Bounds.OfHappened(day);
        if (refusal is null)
            return day;
        Reject(column, refusal);
        return null;
    }

    public Contracts.Period? Period(PeriodColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (!Periods.TryRead(cell.Text, cell.Kind == CellKind.Date, out var period, out var refusal))
        {
            Reject(column, refusal);
            return null;
        }

        refusal = _table.Bounds.OfPeriod(period);
        if (refusal is null)
            return period;
        Reject(column, refusal);
        return null;
    }

    public Contracts.Money? Money(AmountColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (Figures.TryReadAmount(cell.Text, _table.Bounds, out var amount, out var refusal))
            return amount;
        Reject(column, refusal);
        return null;
    }

    public decimal? Decimal(FigureColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        // An export writes an apostrophe so that no spreadsheet calculates the cell.
        var text = cell.Text is ['\'', '-' or '+', ..] ? cell.Text[1..] : cell.Text;
        if (Figures.TryRead(text, out var value, out var refusal))
            return value;
        Reject(column, refusal);
        return null;
    }

    public int? Whole(WholeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (Figures.TryReadWhole(cell.Text, column.Min, column.Max, out var value, out var refusal))
            return value;
        Reject(column, refusal);
        return null;
    }

    public bool? Flag(FlagColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (cell.Text is "true" or "false")
            return cell.Text == "true";
        foreach (var word in column.Words)
            if (
                new[] { word.Word, word.Title.Zh, word.Title.En }
                    .Concat(word.Others)
                    .Contains(Codes.ToHalfWidth(cell.Text), StringComparer.OrdinalIgnoreCase)
            )
                return word.Word == "true";
        Reject(
            column,
            new(
                "import.not-true-or-false",
                new(
                    $"应为“是”或“否”（true、false）：{Refusal.Quote(cell.Text)}。",
                    $"true or false is wanted: {Refusal.Quote(cell.Text)}."
                )
            )
        );
        return null;
    }

    /// <summary>The value of one of the column's words, as stored.</summary>
    public string? Choice(ChoiceColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Take(column) is not { } cell)
            return null;
        if (column.Find(cell.Text) is { } word)
            return word;
        return Refuse<string>(
            column,
            new(
                column.WrongCode,
                new(
                    $"应为{string.Join("、", column.Words.Select(w => $"{w.Title.Zh}（{w.Word}）"))}之一：{Refusal.Quote(cell.Text)}。",
                    $"One of {string.Join(", ", column.Words.Select(w => w.Word))} is wanted: {Refusal.Quote(cell.Text)}."
                )
            )
        );
    }

    /// <summary>The cell; null where it is empty or cannot be read.</summary>
    private Cell? Take(ImportColumn column)
    {
        var cell = _cells[PlaceOf(column)];
        switch (cell.Kind)
        {
            case CellKind.Error:
                Reject(
                    column,
                    new(
                        "import.formula-error",
                        new(
                            $"公式的结果是错误 {Refusal.Quote(cell.Text)}。",
                            $"The formula ended in {Refusal.Quote(cell.Text)}."
                        )
                    )
                );
                return null;
            case CellKind.NoResult:
                Reject(column, NoResult);
                return null;
            case CellKind.Merged:
                Reject(column, Merged);
                return null;
            default:
                break;
        }

        if (!string.IsNullOrEmpty(cell.Text))
            return cell;
        if (column.Required)
            Reject(column, Required);
        return null;
    }

    private T? Refuse<T>(ImportColumn column, Refusal refusal)
        where T : class
    {
        Reject(column, refusal);
        return null;
    }

    private int PlaceOf(ImportColumn column)
    {
        for (var i = 0; i < _table.Columns.Count; i++)
            if (ReferenceEquals(_table.Columns[i], column))
                return i;
        throw new InvalidOperationException($"{column.Name} is no column of this kind.");
    }

    private static Refusal Required { get; } = new("import.required", new("必填。", "Required."));

    private static Refusal LostDigits { get; } =
        new(
            "import.lost-digits",
            new(
                "电子表格只保留数字的前十五位；请将该列设为文本格式后重新输入。",
                "A spreadsheet keeps only fifteen digits of a number. Format the column as text and enter it again."
            )
        );

    private static Refusal ShownOtherwise { get; } =
        new(
            "import.shown-otherwise",
            new(
                "单元格是数字，显示的却是别的内容；请将该列设为文本格式后重新输入。",
                "The cell is a number and shows something else; format the column as text and enter it again."
            )
        );

    private static Refusal MadeADate { get; } =
        new(
            "import.made-a-date",
            new(
                "电子表格把编号变成了日期；请将该列设为文本格式后重新输入。",
                "The spreadsheet has made a date of the code; format the column as text and enter it again."
            )
        );

    private static Refusal NoResult { get; } =
        new(
            "import.formula-without-result",
            new(
                "单元格是没有结果的公式；请用电子表格软件打开并保存文件。",
                "The cell is a formula without a stored result; open the file in a spreadsheet program and save it."
            )
        );

    private static Refusal Merged { get; } =
        new(
            "import.merged-cell",
            new(
                "单元格与别的单元格合并，没有自己的内容；请取消合并并填入内容。",
                "The cell is merged with another and has no content of its own; unmerge it and fill it in."
            )
        );
}
