using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.WhatIfs;

internal enum WhatIfStatus
{
    Queued,
    Running,
    Calculated,
    Cancelled,
    Failed,
}

/// <summary>
/// A question what closed months would have come to by another plan. Only its result is kept, for a number of days; no
/// statement rests on it.
/// </summary>
internal sealed class WhatIf
{
    /// <summary>The greatest number of months of one question.</summary>
    public const int MostMonths = 24;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private WhatIf() { }

    /// <summary>The number in the order of creation.</summary>
    public long Number { get; private set; }

    public Guid Id { get; private set; }
    public WhatIfStatus Status { get; private set; }
    public string PlanCode { get; private set; } = "";

    /// <summary>The saved version it asks about; null for a document that was given with the question.</summary>
    public int? PlanVersion { get; private set; }

    public string RuleHash { get; private set; } = "";

    /// <summary>Canonical JSON of the <see cref="PlanDocument"/>.</summary>
    public string Document { get; private set; } = "";

    public Period From { get; private set; }
    public Period To { get; private set; }

    /// <summary>The unit whose managers count, with those below it; null for the whole bank.</summary>
    public string? Org { get; private set; }

    /// <summary>The close whose knowledge it uses, and no later one.</summary>
    public int CloseNumber { get; private set; }

    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The managers calculated so far.</summary>
    public int Done { get; private set; }

    /// <summary>The managers there are to calculate; 0 until it has begun.</summary>
    public int OutOf { get; private set; }

    /// <summary>The <see cref="WhatIfResult"/> as JSON; null until it is calculated.</summary>
    public string? Result { get; private set; }

    public string? Error { get; private set; }
    public int Version { get; private set; }

    /// <summary>The first of the twelve months that end with one.</summary>
    public static Period YearUntil(Period last) => Period.MonthOf(last.FirstDay.AddMonths(-11));

    /// <summary>
    /// True for a what-if of the whole bank that has the bank's last twelve closed months, or all where fewer are closed.
    /// </summary>
    /// <param name="first">The bank's first closed month.</param>
    /// <param name="last">The month of the close whose knowledge is used.</param>
    public bool IsOfLastYear(Period first, Period last) =>
        Org is null && To == last && (From <= YearUntil(last) || From == first);

    public bool IsOpen => Status is WhatIfStatus.Queued or WhatIfStatus.Running;

    /// <param name="plan">A plan that has passed every check, saved or not.</param>
    /// <param name="version">Its version; null where it is not saved.</param>
    public static WhatIf Queue(
        Plan plan,
        int? version,
        (Period From, Period To) months,
        string? org,
        int closeNumber,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Status = WhatIfStatus.Queued,
            PlanCode = plan.Code,
            PlanVersion = version,
            RuleHash = plan.RuleHash,
            Document = plan.Document,
            From = months.From,
            To = months.To,
            Org = org,
            CloseNumber = closeNumber,
            CreatedBy = by,
            CreatedAt = now,
        };

    /// <summary>Begins the calculation, also one that a crash has interrupted: it starts again.</summary>
    public void Start(int managers)
    {
        (Status, Done, OutOf) = (WhatIfStatus.Running, 0, managers);
        Version++;
    }

    public void Progress(int done)
    {
        Done = done;
        Version++;
    }

    public void Calculated(WhatIfResult result, DateTimeOffset now)
    {
        (Result, Done) = (JsonSerializer.Serialize(result, Json), OutOf);
        End(WhatIfStatus.Calculated, now);
    }

    public void Fail(string error, DateTimeOffset now)
    {
        Error = Lengths.Cut(error, 2000);
        End(WhatIfStatus.Failed, now);
    }

    /// <exception cref="RuleBrokenException">409: it has ended already.</exception>
    public void Cancel(DateTimeOffset now)
    {
        if (!IsOpen)
            throw new RuleBrokenException(
                "what-if.wrong-state",
                new("该测算已经结束，不能取消。", "The what-if has ended; it cannot be cancelled.")
            );
        End(WhatIfStatus.Cancelled, now);
    }

    public PlanDocument ReadDocument() => JsonSerializer.Deserialize<PlanDocument>(Document, PlanDocument.Json)!;

    public WhatIfResult? ReadResult() => Result is null ? null : JsonSerializer.Deserialize<WhatIfResult>(Result, Json);

    /// <summary>The plan asked about, ready to calculate with.</summary>
    public PlanInForce Plan() => new(PlanCode, PlanVersion ?? 0, RuleHash, PlanCheck.Of(ReadDocument()).Rules);

    private void End(WhatIfStatus status, DateTimeOffset now)
    {
        (Status, FinishedAt) = (status, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WhatIf>
    {
        public void Configure(EntityTypeBuilder<WhatIf> builder)
        {
            builder.HasKey(w => w.Number);
            builder.HasIndex(w => w.Id).IsUnique();
            builder.HasIndex(w => w.CreatedAt);
            builder.Property(w => w.Version).IsConcurrencyToken();
            builder.Property(w => w.Document).HasMaxLength(200_000);
            builder.Property(w => w.Result).HasMaxLength(int.MaxValue);
            builder.Property(w => w.Error).HasMaxLength(2000);
        }
    }
}
