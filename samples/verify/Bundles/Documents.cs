using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Bundles;

/// <summary>Reads the JSON files of a bundle: every member is known, and none comes twice.</summary>
internal static class Documents
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="Refusal">The file is not such a document.</exception>
    public static T Read<T>(string name, byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content, Strict) ?? throw new JsonException("It is null.");
        }
        catch (JsonException wrong)
        {
            throw new Refusal(
                $"{name} 的内容无法读取（{wrong.Path}）。",
                $"{name} cannot be read at {wrong.Path}: {wrong.Message}"
            );
        }
    }
}

internal sealed record Manifest(
    string Format,
    string Kind,
    Guid RunId,
    Month Period,
    DateTimeOffset MadeAt,
    IReadOnlyList<ListedFile> Files
)
{
    public string? ManagerNo { get; init; }
}

internal sealed record ListedFile(string Name, long Bytes, string Sha256);

internal sealed record Run(
    Guid Id,
    Month Period,
    Month FirstMonth,
    int CloseNumber,
    IReadOnlyList<string> Without,
    string Status,
    string ResultHash,
    IReadOnlyList<PlanOfMonths> Plans
)
{
    public DateTimeOffset? CalculatedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public RunFigures? Figures { get; init; }
}

internal sealed record RunFigures(int Managers, Fen Payable, Fen Deferred, Fen Reserved)
{
    public int? Signed { get; init; }
}

internal sealed record PlanOfMonths(
    string Folder,
    string Code,
    int Version,
    string RuleHash,
    string TextHash,
    IReadOnlyList<Month> Months
)
{
    public DateTimeOffset? ApprovedAt { get; init; }
}

internal sealed record Inputs(
    string ManagerNo,
    IReadOnlyList<Employment> Employments,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<Certificate> Certificates,
    IReadOnlyList<Complaint> Complaints,
    IReadOnlyList<Scorecard> Scorecards,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Other> Others,
    IReadOnlyList<Approved> Approved,
    IReadOnlyList<SharedMonth> Shared,
    IReadOnlyList<Correction> Corrections,
    IReadOnlyList<Signature> Signatures
)
{
    public DateOnly? InPostSince { get; init; }
    public IReadOnlyList<UnitsOfMonths>? Units { get; init; }
    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];

    /// <summary>The lines of rules over several managers in a month.</summary>
    public IReadOnlyList<Line> SharedIn(Month month) =>
        [.. Shared.Where(s => s.Period == month).SelectMany(s => s.Lines)];
}

/// <summary>A unit of the manager and those above it, upwards, in some months.</summary>
internal sealed record UnitsOfMonths(IReadOnlyList<Month> Months, IReadOnlyList<Unit> Units);

internal sealed record Unit([property: JsonPropertyName("unit")] string Code)
{
    public string? Parent { get; init; }
}

internal sealed record Employment(DateOnly HiredOn)
{
    public DateOnly? LeftOn { get; init; }
}

internal sealed record Posting(DateOnly From, string Org)
{
    public string? Employment { get; init; }
    public string? Level { get; init; }
    public string? Step { get; init; }
    public string? Area { get; init; }
    public string? Supervisor { get; init; }
    public string? Mentor { get; init; }
}

internal sealed record Certificate([property: JsonPropertyName("certificate")] string Name, DateOnly ValidFrom)
{
    public DateOnly? ValidTo { get; init; }
}

internal sealed record Complaint(string Ref, string Severity, DateOnly ResolvedOn);

internal sealed record Scorecard(ScoredPeriod Period, IReadOnlyList<Kpi> Kpis)
{
    public Exact? Total { get; init; }
}

internal sealed record Kpi([property: JsonPropertyName("kpi")] string Name, Exact Numerator, Exact Denominator);

internal sealed record Fact(string Ref, string Kind, string Card, DateOnly Day)
{
    public string? Product { get; init; }
    public Fen? Amount { get; init; }
}

internal sealed record Other(
    string Who,
    IReadOnlyList<Employment> Employments,
    IReadOnlyList<Certificate> Certificates,
    IReadOnlyList<Fact> Facts
);

internal sealed record Approved(Month RunOf, Month Period, bool IsStatement, Amounts Paid, Amounts Own)
{
    public IReadOnlyList<Recovered> Recovered { get; init; } = [];
    public IReadOnlyList<Fen> Advances { get; init; } = [];
}

internal sealed record Recovered(string Reference, Fen Amount);

internal sealed record SharedMonth(Month Period, IReadOnlyList<Line> Lines);

internal sealed record Correction(string Kind, string Reference)
{
    public Fen? Amount { get; init; }
    public string? Rule { get; init; }
    public Month? Period { get; init; }
}

internal sealed record Recovery(string Reference, Month From, Fen Amount);

internal sealed record Signature(string Code, int Version, string TextHash, DateTimeOffset SignedAt);

internal sealed record Statement(
    string ManagerNo,
    Month Period,
    string Org,
    Amounts Amounts,
    Amounts Own,
    Fen Held,
    Fen Carried,
    string LineHash,
    IReadOnlyList<Line> Lines,
    IReadOnlyList<Earlier> Earlier
);

internal sealed record Earlier(Month Period, Amounts Amounts, Fen Carried, IReadOnlyList<Line> Lines);

/// <summary>A line as the statement has it.</summary>
internal sealed record Line(string Rule, string Kind, string Reason, Fen Amount)
{
    public IReadOnlyList<string>? Arguments { get; init; }
    public Exact? Quantity { get; init; }
    public Exact? Rate { get; init; }
    public Exact? Factor { get; init; }
    public Exact? Exact { get; init; }
    public IReadOnlyList<string>? Basis { get; init; }
    public IReadOnlyList<Step>? Steps { get; init; }
}

internal sealed record Step(string Subject)
{
    public Exact? Quantity { get; init; }
    public Exact? Rate { get; init; }
    public Exact? Amount { get; init; }
}
