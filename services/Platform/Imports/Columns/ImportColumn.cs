using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Imports.Columns;

/// <summary>A column of a file: its names, its permitted values, and the way its cells are read.</summary>
/// <param name="Name">Name in the contract: <c>manager_no</c>.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Required">True when every file must have the column and none of its cells may be empty.</param>
public abstract record ImportColumn(string Name, Text Title, bool Required)
{
    /// <summary>The kind of its cells, for templates and pages: <c>code</c>, <c>date</c>, <c>choice</c> …</summary>
    public abstract string Form { get; }

    /// <summary>Further headings it is known by, such as those of the list's export.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Explanation for the person who fills it in; null where the title is enough.</summary>
    public Text? Meaning { get; init; }

    /// <summary>True for a column that only exports have: templates, pages and messages leave it out.</summary>
    public bool IsExportedOnly { get; init; }

    /// <summary>An example of a cell.</summary>
    public virtual string Example => "";

    /// <summary>The words it may hold; empty where it may hold any value of its form.</summary>
    public virtual IReadOnlyList<ImportWord> Words => [];

    /// <summary>All its headings.</summary>
    internal IEnumerable<string> Headings => [Name, Title.Zh, Title.En, .. AlsoKnownAs];
}

/// <summary>A word that a column may hold, in the contract's and people's words.</summary>
/// <param name="Word">Value as stored: <c>contract</c>.</param>
/// <param name="Title">Word for people: 聘用, contract.</param>
/// <param name="Others">Further accepted words.</param>
public sealed record ImportWord(string Word, Text Title, params string[] Others);

/// <summary>A column of free text, such as names and categories.</summary>
public sealed record TextColumn(string Name, Text Title, int Longest, bool Required = false)
    : ImportColumn(Name, Title, Required)
{
    public override string Form => "text";
}

/// <summary>
/// A column of codes or references, by which things are found again. A cell that a spreadsheet program has changed is
/// refused.
/// </summary>
public record CodeColumn(string Name, Text Title, int Longest, bool Required = false)
    : ImportColumn(Name, Title, Required)
{
    public override string Form => "code";

    /// <summary>Checks the bounds beyond those of every code; null where the code fits.</summary>
    internal virtual Refusal? Check(string code) => null;
}

/// <summary>A column of managers' numbers.</summary>
public sealed record ManagerNoColumn(string Name, Text Title, bool Required = false)
    : CodeColumn(Name, Title, Lengths.ManagerNo, Required)
{
    /// <summary>The column with the manager a row is about.</summary>
    public static readonly ManagerNoColumn Whose = new("manager_no", new("客户经理编号", "Manager number"), true)
    {
        AlsoKnownAs = ["客户经理", "经理编号", "工号", "员工号", "Manager", "Manager no"],
    };

    public override string Example => "A1001";

    internal override Refusal? Check(string code) =>
        Codes.TryReadManagerNo(code, out _, out var refusal) ? null : refusal;
}

/// <summary>A column of days.</summary>
/// <param name="IsPlanned">
/// True when the day may be in the future, as for validity; otherwise it must have happened.
/// </param>
public sealed record DateColumn(string Name, Text Title, bool IsPlanned = false, bool Required = false)
    : ImportColumn(Name, Title, Required)
{
    public override string Form => "date";

    public override string Example => "2026-06-01";
}

/// <summary>A column of periods.</summary>
public sealed record PeriodColumn(string Name, Text Title, bool Required = false) : ImportColumn(Name, Title, Required)
{
    public override string Form => "period";

    public override string Example => "2026-06";
}

/// <summary>A column of amounts of money with at most two decimals.</summary>
public sealed record AmountColumn(string Name, Text Title, bool Required = false) : ImportColumn(Name, Title, Required)
{
    public override string Form => "amount";

    public override string Example => "1234.50";
}

/// <summary>A column of scores, values or targets; more than six decimals are rounded half up.</summary>
public sealed record FigureColumn(string Name, Text Title, bool Required = false) : ImportColumn(Name, Title, Required)
{
    public override string Form => "number";

    public override string Example => "80";
}

/// <summary>A column of whole numbers within bounds.</summary>
public sealed record WholeColumn(string Name, Text Title, int Min, int Max, bool Required = false)
    : ImportColumn(Name, Title, Required)
{
    public override string Form => "whole";
}

/// <summary>A column of yes and no.</summary>
public sealed record FlagColumn(string Name, Text Title, bool Required = false) : ImportColumn(Name, Title, Required)
{
    public override string Form => "flag";

    public override IReadOnlyList<ImportWord> Words { get; } =
    [new("true", new("是", "Yes"), "y", "1", "√"), new("false", new("否", "No"), "n", "0", "×")];
}

/// <summary>A column of a few words, each in Chinese or English.</summary>
public sealed record ChoiceColumn(string Name, Text Title, IReadOnlyList<ImportWord> Choices, bool Required = false)
    : ImportColumn(Name, Title, Required)
{
    private readonly Dictionary<string, string> _byWord = Choices
        .SelectMany(c =>
            new[] { c.Word, c.Title.Zh, c.Title.En }.Concat(c.Others).Select(w => (Word: Columns.Headings.Plain(w), c))
        )
        .DistinctBy(w => w.Word, StringComparer.Ordinal)
        .ToDictionary(w => w.Word, w => w.c.Word, StringComparer.Ordinal);

    public override string Form => "choice";

    /// <summary>The code of the mistake where a cell holds none of the words.</summary>
    public string WrongCode { get; init; } = "import.not-one-of";

    public override IReadOnlyList<ImportWord> Words => Choices;

    /// <summary>The value as stored; null where the word is not one of the column's.</summary>
    internal string? Find(string word) => _byWord.GetValueOrDefault(Columns.Headings.Plain(word));
}
