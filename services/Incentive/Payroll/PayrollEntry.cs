using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Payroll;

/// <summary>An entry of the stream payroll pays from. Never changed; a correction is another entry.</summary>
internal sealed class PayrollEntry
{
    private PayrollEntry() { }

    /// <summary>Gapless from 1.</summary>
    public long Sequence { get; private set; }

    /// <summary>
    /// The id, derived from kind, period and manager, so that the same bonus has the same id whenever it is written.
    /// </summary>
    public Guid EventId { get; private set; }

    /// <summary><c>approved</c>; later <c>released</c>, <c>adjusted</c>, <c>recovered</c>.</summary>
    public string Kind { get; private set; } = "";

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

    public static PayrollEntry Approved(
        long sequence,
        Run run,
        string managerNo,
        string org,
        Money amount,
        Money deferred
    ) =>
        new()
        {
            Sequence = sequence,
            EventId = IdOf("approved", run.Period, managerNo),
            Kind = "approved",
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
            null
        );

    /// <summary>A UUID of version 8 (RFC 9562: made by the maker's own rule), from SHA-256.</summary>
    private static Guid IdOf(string kind, Period period, string managerNo)
    {
        var bytes = SHA256
            .HashData(Encoding.UTF8.GetBytes($"cardteam.bonus|{kind}|{period}|{managerNo}"))
            .AsSpan(0, 16);
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
        }
    }
}
