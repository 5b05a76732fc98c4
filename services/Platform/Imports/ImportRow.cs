using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports;

public enum RowVerdict
{
    None,
    Accepted,
    Unchanged,
    Rejected,
}

/// <summary>One row of a file. Its readers record what is wrong with a cell and go on, so that one pass finds every mistake.</summary>
/// <param name="cells">In the order of the kind's columns; null where the file leaves the cell empty.</param>
/// <param name="present">Which of the kind's columns the file has at all.</param>
public sealed class ImportRow(long number, IReadOnlyList<ImportColumn> columns, string?[] cells, bool[] present)
{
    private const string DateFormat = "yyyy-MM-dd";
    private string?[] _cells = cells;

    /// <summary>As a spreadsheet counts: the line of column names is 1.</summary>
    public long Number => number;

    public RowVerdict Verdict { get; private set; }
    public List<RowError>? Errors { get; private set; }

    /// <summary>The file has this column: an empty cell then means "none", not "as before".</summary>
    public bool Has(int column) => present[column];

    /// <summary>No mistake found so far.</summary>
    public bool IsGood => Errors is null;

    /// <summary>Lets go of the cells once they are read: a large chunk then holds what was made of its rows, not the rows.</summary>
    public void Release() => _cells = [];

    public void Accept() => Verdict = RowVerdict.Accepted;

    public void Unchanged() => Verdict = RowVerdict.Unchanged;

    public void Reject(string column, string code, Text text)
    {
        Verdict = RowVerdict.Rejected;
        Errors ??= [];
        // A cell read twice is wrong once.
        if (!Errors.Exists(e => e.Column == column && e.Code == code))
            Errors.Add(new(number, column, code, text));
    }

    /// <summary>The cell as it stands, trimmed; null when empty. A required one that is empty is a mistake.</summary>
    public string? Text(int column, int maxLength = 200)
    {
        var cell = _cells[column];
        if (cell is null)
        {
            if (columns[column].Required)
                Reject(columns[column].Name, "import.required", new("必填。", "Required."));
            return null;
        }

        if (cell.Length > maxLength)
        {
            Reject(
                columns[column].Name,
                "import.too-long",
                new($"最长 {maxLength} 个字符。", $"At most {maxLength} characters.")
            );
            return null;
        }

        foreach (var c in cell)
        {
            if (!char.IsControl(c))
                continue;
            Reject(
                columns[column].Name,
                "import.control-character",
                new("含有控制字符。", "Contains a control character.")
            );
            return null;
        }

        return cell;
    }

    /// <summary>A date <c>2026-06-30</c>.</summary>
    public DateOnly? Date(int column)
    {
        if (Text(column) is not { } cell)
            return null;
        if (DateOnly.TryParseExact(cell, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Reject(
            columns[column].Name,
            "import.not-a-date",
            new($"不是日期(应为 2026-06-30):{Quoted(cell)}", $"Not a date (2026-06-30): {Quoted(cell)}")
        );
        return null;
    }

    /// <summary>An amount with at most two decimals.</summary>
    public Money? Money(int column)
    {
        if (Text(column) is not { } cell)
            return null;
        if (Contracts.Money.TryParse(cell, out var money))
            return money;
        Reject(
            columns[column].Name,
            "import.not-an-amount",
            new($"不是金额(最多两位小数):{Quoted(cell)}", $"Not an amount with at most two decimals: {Quoted(cell)}")
        );
        return null;
    }

    /// <summary>A number in plain decimal, at most 18 digits before and 6 after the point.</summary>
    public decimal? Decimal(int column)
    {
        if (Text(column) is not { } cell)
            return null;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (
            cell.Length <= 26
            && decimal.TryParse(cell, styles, CultureInfo.InvariantCulture, out var value)
            && value.Scale <= 6
            && Math.Abs(value) < 1e18m
        )
            return value;
        Reject(
            columns[column].Name,
            "import.not-a-number",
            new($"不是数字(最多六位小数):{Quoted(cell)}", $"Not a number with at most six decimals: {Quoted(cell)}")
        );
        return null;
    }

    public int? Whole(int column, int from, int to)
    {
        if (Text(column) is not { } cell)
            return null;
        if (
            int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= from
            && value <= to
        )
            return value;
        Reject(
            columns[column].Name,
            "import.not-in-range",
            new(
                $"应为 {from} 到 {to} 的整数:{Quoted(cell)}",
                $"A whole number from {from} to {to} is wanted: {Quoted(cell)}"
            )
        );
        return null;
    }

    public Period? Period(int column)
    {
        if (Text(column) is not { } cell)
            return null;
        if (Contracts.Period.TryParse(cell, out var period))
            return period;
        Reject(
            columns[column].Name,
            "import.not-a-period",
            new(
                $"不是期间(2026-06、2026-Q2、2026-H1、2026):{Quoted(cell)}",
                $"Not a period (2026-06, 2026-Q2, 2026-H1, 2026): {Quoted(cell)}"
            )
        );
        return null;
    }

    public bool? Flag(int column)
    {
        if (Text(column) is not { } cell)
            return null;
        if (cell.Equals("true", StringComparison.OrdinalIgnoreCase))
            return true;
        if (cell.Equals("false", StringComparison.OrdinalIgnoreCase))
            return false;
        Reject(
            columns[column].Name,
            "import.not-true-or-false",
            new($"应为 true 或 false:{Quoted(cell)}", $"true or false is wanted: {Quoted(cell)}")
        );
        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(int column, params ReadOnlySpan<string> words)
    {
        if (Text(column) is not { } cell)
            return null;
        foreach (var word in words)
            if (cell == word)
                return word;
        var list = string.Join(", ", words.ToArray());
        Reject(
            columns[column].Name,
            "import.not-one-of",
            new($"应为 {list} 之一:{Quoted(cell)}", $"One of {list} is wanted: {Quoted(cell)}")
        );
        return null;
    }

    private static string Quoted(string cell) => cell.Length > 40 ? $"“{cell[..40]}…”" : $"“{cell}”";
}
