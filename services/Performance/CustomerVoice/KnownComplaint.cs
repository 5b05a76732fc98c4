using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.CustomerVoice;

/// <summary>Performance's own copy of a complaint, for the KPI <c>complaints-upheld</c>.</summary>
internal sealed class KnownComplaint
{
    private KnownComplaint() { }

    public KnownComplaint(string complaintRef) => ComplaintRef = complaintRef;

    public string ComplaintRef { get; private set; } = "";
    public int Version { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The day it was decided as upheld; null while undecided, or rejected.</summary>
    public DateOnly? UpheldOn { get; private set; }

    /// <summary>Replaces the copy; false when a newer version is already known: arrival order proves nothing.</summary>
    public bool Replace(ComplaintState state)
    {
        if (state.Version <= Version)
            return false;
        (Version, ManagerNo, UpheldOn) = (
            state.Version,
            state.ManagerNo,
            state.Outcome == "upheld" ? state.ResolvedOn : null
        );
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownComplaint>
    {
        public void Configure(EntityTypeBuilder<KnownComplaint> builder)
        {
            builder.HasKey(c => c.ComplaintRef);
            builder.HasIndex(c => new { c.ManagerNo, c.UpheldOn });
        }
    }
}

/// <summary>Keeps the copy up to date, and marks the closed months affected.</summary>
internal sealed class KeepComplaintsOnChanged(PerformanceDbContext db) : OnceConsumer<ComplaintsChanged>
{
    protected override async Task Handle(ComplaintsChanged message, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var refs = message.Complaints.Select(c => c.ComplaintRef).ToList();
        var known = await db
            .Complaints.Where(c => refs.Contains(c.ComplaintRef))
            .ToDictionaryAsync(c => c.ComplaintRef, StringComparer.Ordinal, ct);
        var late = await LateBook.OpenAsync(
            db,
            message.Complaints.Select(c => c.ManagerNo).Concat(known.Values.Select(c => c.ManagerNo)),
            ledger,
            ct
        );
        foreach (var state in message.Complaints)
        {
            if (!known.TryGetValue(state.ComplaintRef, out var own))
                db.Complaints.Add(own = known[state.ComplaintRef] = new(state.ComplaintRef));
            var (manager, day) = (own.ManagerNo, own.UpheldOn);
            if (!own.Replace(state) || (manager, day) == (own.ManagerNo, own.UpheldOn))
                continue;
            if (day is { } before)
                Change(state, manager, Period.MonthOf(before));
            if (own.UpheldOn is { } after)
                Change(state, own.ManagerNo, Period.MonthOf(after));
        }

        void Change(ComplaintState state, string managerNo, Period month) =>
            late.Change(
                managerNo,
                month,
                state.ChangedBy is not { } by || IsNamed(state, managerNo, month, ledger)
                    ? null
                    : new(LateChange.Complaint, null, by)
            );
    }

    /// <summary>
    /// True when the complaint itself names its author with this month for the close to come: Feedback had heard of
    /// every close. Otherwise the scorecard does.
    /// </summary>
    private static bool IsNamed(ComplaintState state, string managerNo, Period month, PeriodLedger ledger) =>
        state.KnownFrom == ledger.NextClose && state.ChangedMonths?.Contains(new(managerNo, month)) == true;
}
