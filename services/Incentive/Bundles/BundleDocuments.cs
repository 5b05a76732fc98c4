using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Bundles;

/// <summary>The files of a bundle. <c>docs/bundles.md</c> defines each of their fields.</summary>
internal static class BundleDocuments
{
    public const string Format = "cardteam-bundle/1";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantJson(), new RatioJson() },
    };
}

/// <summary>The list of every other file, which is signed.</summary>
/// <param name="Kind"><c>statement</c> or <c>run</c>.</param>
/// <param name="ManagerNo">The manager of a statement; left out for a run.</param>
internal sealed record BundleManifest(
    string Format,
    string Kind,
    Guid RunId,
    Period Period,
    string? ManagerNo,
    DateTimeOffset MadeAt,
    IReadOnlyList<BundledFile> Files
);

/// <param name="Sha256">The hash of the content, in lower-case hexadecimal.</param>
internal sealed record BundledFile(string Name, long Bytes, string Sha256);

/// <summary>The run that calculated the statements.</summary>
/// <param name="FirstMonth">The bank's first closed month, from which everything is recalculated.</param>
/// <param name="CloseNumber">The close whose knowledge the run used.</param>
/// <param name="Without">The services it was calculated without.</param>
/// <param name="Status"><c>approved</c>, or <c>calculated</c> while it waits for its approval.</param>
/// <param name="ResultHash">SHA-256 over the canonical lines of all its managers.</param>
/// <param name="Figures">The sums of the run; left out of the bundle of one statement.</param>
/// <param name="Plans">The plans of all months up to the run's.</param>
internal sealed record BundledRun(
    Guid Id,
    Period Period,
    Period FirstMonth,
    int CloseNumber,
    IReadOnlyList<string> Without,
    string Status,
    DateTimeOffset? CalculatedAt,
    DateTimeOffset? ApprovedAt,
    string ResultHash,
    RunFigures? Figures,
    IReadOnlyList<BundledPlan> Plans
);

/// <param name="Managers">The number of statements.</param>
/// <param name="Signed">The number of their managers who had signed the plan; left out where it was not counted.</param>
internal sealed record RunFigures(int Managers, Money Payable, Money Deferred, Money Reserved, int? Signed);

/// <summary>A plan and the months in which it is in force.</summary>
/// <param name="Folder">The folder of its document and its sentences in both languages.</param>
internal sealed record BundledPlan(
    string Folder,
    string Code,
    int Version,
    string RuleHash,
    string TextHash,
    DateTimeOffset? ApprovedAt,
    IReadOnlyList<Period> Months
);

/// <summary>All data of one manager that the run's close knew, up to the end of the month.</summary>
/// <param name="Complaints">The complaints that were upheld.</param>
/// <param name="Others">The facts of other managers on the same cards, and what decides whether they count.</param>
/// <param name="Approved">The amounts of earlier runs, in their order.</param>
/// <param name="Shared">What rules over several managers came to for this one, month by month.</param>
/// <param name="Corrections">The manual adjustments and holds that the run applied, in the order of their effect.</param>
/// <param name="Signatures">The plans of the run that the manager has signed.</param>
internal sealed record ManagerInputs(
    string ManagerNo,
    DateOnly? InPostSince,
    IReadOnlyList<BundledEmployment> Employments,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<BundledCertificate> Certificates,
    IReadOnlyList<BundledComplaint> Complaints,
    IReadOnlyList<BundledScorecard> Scorecards,
    IReadOnlyList<BundledFact> Facts,
    IReadOnlyList<OtherManager> Others,
    IReadOnlyList<ApprovedAmounts> Approved,
    IReadOnlyList<SharedMonth> Shared,
    IReadOnlyList<BundledCorrection> Corrections,
    IReadOnlyList<BundledSignature> Signatures
)
{
    /// <summary>
    /// The units in which the manager was, with those above them, in the months whose plan names units; null where no
    /// plan does.
    /// </summary>
    public IReadOnlyList<UnitsOfMonths>? Units { get; init; }

    /// <summary>The cases of recovery that are taken from pay; left out where there is none.</summary>
    public IReadOnlyList<BundledRecovery>? Recoveries { get; init; }
}

/// <summary>A unit and those above it, upwards, as they were in some months.</summary>
internal sealed record UnitsOfMonths(IReadOnlyList<Period> Months, IReadOnlyList<BundledUnit> Units);

/// <param name="Parent">The unit above; left out for one at the top, or that is not known.</param>
internal sealed record BundledUnit(string Unit, string? Parent);

/// <summary>A case of recovery, as far as it is taken from pay.</summary>
/// <param name="From">The first month whose pay it is taken from.</param>
internal sealed record BundledRecovery(string Reference, Period From, Money Amount);

internal sealed record BundledEmployment(DateOnly HiredOn, DateOnly? LeftOn);

internal sealed record BundledCertificate(string Certificate, DateOnly ValidFrom, DateOnly? ValidTo);

internal sealed record BundledComplaint(string Ref, string Severity, DateOnly ResolvedOn);

internal sealed record BundledScorecard(Period Period, decimal? Total, IReadOnlyList<BundledKpi> Kpis);

internal sealed record BundledKpi(string Kpi, decimal Numerator, decimal Denominator);

internal sealed record BundledFact(string Ref, string Kind, string Card, DateOnly Day, string? Product, Money? Amount);

/// <param name="Who">A name that holds within this file only.</param>
internal sealed record OtherManager(
    string Who,
    IReadOnlyList<BundledEmployment> Employments,
    IReadOnlyList<BundledCertificate> Certificates,
    IReadOnlyList<BundledFact> Facts
);

/// <summary>The amounts that an approved run wrote for a manager and a month.</summary>
/// <param name="RunOf">The month of that run.</param>
/// <param name="IsStatement">True for the run's own month, whose amounts were paid with the adjustment in them.</param>
/// <param name="Paid">The amounts with the adjustment of earlier months, without manual adjustments and holds.</param>
/// <param name="Own">The amounts of the month without an adjustment.</param>
internal sealed record ApprovedAmounts(
    Period RunOf,
    Period Period,
    bool IsStatement,
    BundledAmounts Paid,
    BundledAmounts Own
)
{
    /// <summary>
    /// The amounts the month took for each case of recovery, as the run wrote them; left out where it took nothing.
    /// </summary>
    public IReadOnlyList<RecoveredAmount>? Recovered { get; init; }

    /// <summary>
    /// The amounts the month advanced, or below zero paid back, as the run wrote them; left out where it did neither.
    /// </summary>
    public IReadOnlyList<Money>? Advances { get; init; }
}

/// <param name="Amount">The amount of the line, below zero.</param>
internal sealed record RecoveredAmount(string Reference, Money Amount);

internal sealed record BundledAmounts(Money Payable, Money Deferred, Money Reserved)
{
    public static BundledAmounts Of(Amounts amounts) => new(amounts.Payable, amounts.Deferred, amounts.Reserved);
}

/// <summary>The lines that rules over several managers came to for one of them in a month.</summary>
internal sealed record SharedMonth(Period Period, IReadOnlyList<BundledLine> Lines);

/// <summary>A manual adjustment, a hold, or an undecided complaint's hold, as far as it concerns the month.</summary>
/// <param name="Kind"><c>released-hold</c>, <c>decided-complaint</c>, <c>manual</c>, <c>undecided-complaint</c>, <c>held</c>.</param>
/// <param name="Amount">What is to be given, or below zero taken; left out for a hold of whatever there is.</param>
/// <param name="Rule">The rule whose line a hold keeps back.</param>
/// <param name="Period">The month it is for, or from which a hold keeps back.</param>
internal sealed record BundledCorrection(string Kind, string Reference, Money? Amount, string? Rule, Period? Period)
{
    public static BundledCorrection Of(Correction correction) =>
        new(
            JsonNamingPolicy.KebabCaseLower.ConvertName(correction.Kind.ToString()),
            correction.Reference,
            correction.Amount,
            correction.Rule,
            correction.Period
        );
}

internal sealed record BundledSignature(string Code, int Version, string TextHash, DateTimeOffset SignedAt);

/// <summary>A statement with its lines, and the earlier months that came out differently than they were approved.</summary>
/// <param name="LineHash">SHA-256 over the canonical lines of this manager.</param>
internal sealed record BundledStatement(
    string ManagerNo,
    Period Period,
    string Org,
    BundledAmounts Amounts,
    BundledAmounts Own,
    Money Held,
    Money Carried,
    string LineHash,
    IReadOnlyList<BundledLine> Lines,
    IReadOnlyList<EarlierMonth> Earlier
);

internal sealed record EarlierMonth(
    Period Period,
    BundledAmounts Amounts,
    Money Carried,
    IReadOnlyList<BundledLine> Lines
);

internal sealed record BundledLine(
    string Rule,
    string Kind,
    string Reason,
    IReadOnlyList<string>? Arguments,
    decimal? Quantity,
    decimal? Rate,
    decimal? Factor,
    decimal? Exact,
    Money Amount,
    IReadOnlyList<string>? Basis,
    IReadOnlyList<BundledStep>? Steps
)
{
    public static List<BundledLine> Of(IReadOnlyList<Line> lines) =>
        [
            .. lines.Select(l => new BundledLine(
                Rule: l.Rule,
                Kind: l.Kind.Name(),
                Reason: l.Reason,
                Arguments: l.Arguments,
                Quantity: l.Quantity,
                Rate: l.Rate,
                Factor: l.Factor,
                Exact: l.Exact,
                Amount: l.Amount,
                Basis: l.Basis,
                Steps: l.Steps?.Select(s => new BundledStep(s.Subject, s.Quantity, s.Rate, s.Amount)).ToList()
            )),
        ];
}

internal sealed record BundledStep(string Subject, decimal? Quantity, decimal? Rate, decimal? Amount);
