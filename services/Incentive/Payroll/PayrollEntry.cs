using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>An entry of the stream payroll pays from. Never changed; a correction is another entry.</summary>
internal sealed class PayrollEntry
{
    /// <summary>The kind of a month's bonus.</summary>
    public const string ApprovedKind = "approved";

    /// <summary>The kind of deferred money or a reserve that has fallen due.</summary>
    public const string Released = "released";

    /// <summary>The kind of what payroll claims back from a manager who has left.</summary>
    public const string Recovered = "recovered";

    private PayrollEntry() { }

    /// <summary>Gapless from 1.</summary>
    public long Sequence { get; private set; }

    /// <summary>
    /// The id, derived from what the entry is for, so that the same bonus has the same id whenever it is written, and
    /// is written once.
    /// </summary>
    public Guid EventId { get; private set; }

    /// <summary><c>approved</c>, <c>released</c>, <c>adjusted</c> or <c>recovered</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The entry that this one corrects; null for a bonus as it was approved.</summary>
    public Guid? CorrectsEventId { get; private set; }

    /// <summary>The payroll group of the unit when the entry was written; null without one.</summary>
    public string? GroupCode { get; private set; }

    /// <summary>The number within the group, gapless from 1; null without a group.</summary>
    public long? GroupSequence { get; private set; }

    public Period Period { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string Org { get; private set; } = "";
    public Money Amount { get; private set; }
    public Money Deferred { get; private set; }
    public Guid RunId { get; private set; }
    public string PlanCode { get; private set; } = "";
    public int PlanVersion { get; private set; }
    public string RuleHash { get; private set; } = "";
    public string ApprovedBy { get; private set; } = "";
    public DateTimeOffset ApprovedAt { get; private set; }

    /// <summary>A month's bonus, as an approved run says.</summary>
    public static PayrollEntry Approved(Run run, string managerNo, string org, Money amount, Money deferred) =>
        new()
        {
            EventId = IdOf($"{ApprovedKind}|{run.Period}|{managerNo}"),
            Kind = ApprovedKind,
            Period = run.Period,
            ManagerNo = managerNo,
            Org = org,
            Amount = amount,
            Deferred = deferred,
            RunId = run.Id,
            PlanCode = run.PlanCode,
            PlanVersion = run.PlanVersion,
            RuleHash = run.RuleHash,
            ApprovedBy = run.DecidedBy!,
            ApprovedAt = run.DecidedAt!.Value,
        };

    /// <summary>The same bonus once more, for an entry that payroll rejected.</summary>
    public static PayrollEntry Resent(PayrollEntry rejected, string approvedBy, DateTimeOffset approvedAt) =>
        new()
        {
            EventId = IdOf($"{rejected.EventId}|resent"),
            Kind = rejected.Kind,
            CorrectsEventId = rejected.EventId,
            Period = rejected.Period,
            ManagerNo = rejected.ManagerNo,
            Org = rejected.Org,
            Amount = rejected.Amount,
            Deferred = rejected.Deferred,
            RunId = rejected.RunId,
            PlanCode = rejected.PlanCode,
            PlanVersion = rejected.PlanVersion,
            RuleHash = rejected.RuleHash,
            ApprovedBy = approvedBy,
            ApprovedAt = approvedAt,
        };

    /// <summary>Gives the entry its places in the bank's stream and in its group's.</summary>
    public void Place(long sequence, string? groupCode, long? groupSequence) =>
        (Sequence, GroupCode, GroupSequence) = (sequence, groupCode, groupSequence);

    /// <summary>A month's deferred money and reserve that a release pays.</summary>
    /// <param name="run">The run that was approved for the month.</param>
    /// <param name="corrects">The entry that was approved for the month; null where there was none.</param>
    public static PayrollEntry OfRelease(
        Release release,
        Run run,
        string managerNo,
        string org,
        Money amount,
        Guid? corrects
    ) =>
        new()
        {
            EventId = IdOf($"{Released}|{release.Id}|{run.Period}|{managerNo}"),
            Kind = Released,
            CorrectsEventId = corrects,
            Period = run.Period,
            ManagerNo = managerNo,
            Org = org,
            Amount = amount,
            RunId = release.Id,
            PlanCode = run.PlanCode,
            PlanVersion = run.PlanVersion,
            RuleHash = run.RuleHash,
            ApprovedBy = release.DecidedBy!,
            ApprovedAt = release.DecidedAt!.Value,
        };

    /// <summary>Claims the amount that a manager who has left still owes of a case of recovery.</summary>
    /// <param name="case">The id of the case.</param>
    /// <param name="run">The run that was approved for the last month the case is about.</param>
    /// <param name="amount">The amount that payroll claims, above zero.</param>
    /// <param name="corrects">The entry that was approved for that month; null where there was none.</param>
    public static PayrollEntry OfRecovery(
        Guid @case,
        Run run,
        string managerNo,
        string org,
        Money amount,
        Guid? corrects,
        string approvedBy,
        DateTimeOffset approvedAt
    ) =>
        new()
        {
            EventId = IdOf($"{Recovered}|{@case}"),
            Kind = Recovered,
            CorrectsEventId = corrects,
            Period = run.Period,
            ManagerNo = managerNo,
            Org = org,
            Amount = -amount,
            RunId = @case,
            PlanCode = run.PlanCode,
            PlanVersion = run.PlanVersion,
            RuleHash = run.RuleHash,
            ApprovedBy = approvedBy,
            ApprovedAt = approvedAt,
        };

    /// <summary>The entry as sent to payroll, the same by AMQP and by HTTP.</summary>
    public Bonus Announcement() =>
        new(
            EventId,
            Sequence,
            Kind,
            1,
            Period,
            ManagerNo,
            Org,
            "CNY",
            Amount,
            Deferred,
            RunId,
            PlanCode,
            PlanVersion,
            RuleHash,
            $"/{IncentiveService.Name}/statements/{ManagerNo}/{Period}",
            ApprovedBy,
            ApprovedAt,
            CorrectsEventId,
            GroupCode,
            GroupSequence
        );

    /// <summary>A UUID of version 8 (RFC 9562: made by the maker's own rule), from SHA-256.</summary>
    private static Guid IdOf(string what)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"cardteam.bonus|{what}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PayrollEntry>
    {
        public void Configure(EntityTypeBuilder<PayrollEntry> builder)
        {
            builder.HasKey(e => e.Sequence);
            builder.Property(e => e.Sequence).ValueGeneratedNever();
            builder.HasIndex(e => e.EventId).IsUnique();
            builder.HasIndex(e => new { e.Period, e.Sequence });
            builder.HasIndex(e => e.CorrectsEventId);
            builder.HasIndex(e => new { e.GroupCode, e.GroupSequence }).IsUnique();
        }
    }
}
