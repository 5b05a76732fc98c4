using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Certificates;

/// <summary>
/// A version of an interval in which a manager holds a certificate. An interval is identified by manager, certificate
/// and first day; superseded versions are kept, so that the data a close took into account can be counted again.
/// </summary>
internal sealed class Certificate
{
    private Certificate() { }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The code of the certificate: <c>CARD-SALES</c>.</summary>
    public string Code { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>1, 2, 3 … for this interval.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Last valid day; null for an open end. The day before <see cref="ValidFrom"/> where sanctions take every day.
    /// </summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The last day that was granted, whatever sanctions take of it; null for an open end.</summary>
    public DateOnly? GrantedTo { get; private set; }

    /// <summary>False for the days after a suspension, which are the rest of an interval that was granted.</summary>
    public bool IsGranted { get; private set; }

    /// <summary>The number on the document.</summary>
    public string? Number { get; private set; }

    /// <summary>Number of the first close that takes this version into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>
    /// Number of the first close that no longer takes it into account; null while it is the current version.
    /// </summary>
    public int? KnownUntil { get; private set; }

    /// <summary>Creates the first version of an interval.</summary>
    /// <exception cref="RuleBrokenException">It would end before it begins.</exception>
    public static Certificate Grant(
        string managerNo,
        string code,
        DateOnly validFrom,
        DateOnly? validTo,
        string? number,
        int nextClose
    )
    {
        CheckEnd(validFrom, validTo);
        return new()
        {
            ManagerNo = managerNo,
            Code = code,
            ValidFrom = validFrom,
            Version = 1,
            ValidTo = validTo,
            GrantedTo = validTo,
            IsGranted = true,
            Number = number,
            KnownFrom = nextClose,
        };
    }

    /// <summary>
    /// Supersedes this version by new data about the interval: extended, revoked, renumbered. Null when nothing has
    /// changed.
    /// </summary>
    /// <exception cref="RuleBrokenException">It would end before it begins.</exception>
    public Certificate? Revise(DateOnly? validTo, string? number, int nextClose)
    {
        CheckEnd(ValidFrom, validTo);
        return (validTo, validTo, true, number) == (ValidTo, GrantedTo, IsGranted, Number)
            ? null
            : Next(validTo, validTo, isGranted: true, number, nextClose);
    }

    /// <summary>
    /// Supersedes this version by one that is valid on the days sanctions leave of it; what was granted stays as it is.
    /// Null when nothing has changed.
    /// </summary>
    /// <param name="validTo">The last day left; the day before the first where none is.</param>
    public Certificate? Leave(DateOnly? validTo, int nextClose) =>
        validTo == ValidTo ? null : Next(validTo, GrantedTo, IsGranted, Number, nextClose);

    /// <summary>The days of this interval that follow a suspension, as an interval of their own.</summary>
    public Certificate Rest(DateOnly from, DateOnly? to, int nextClose) =>
        new()
        {
            ManagerNo = ManagerNo,
            Code = Code,
            ValidFrom = from,
            Version = 1,
            ValidTo = to,
            GrantedTo = to,
            Number = Number,
            KnownFrom = nextClose,
        };

    private Certificate Next(DateOnly? validTo, DateOnly? grantedTo, bool isGranted, string? number, int nextClose)
    {
        if (KnownUntil is not null)
            throw new InvalidOperationException("Only the current version is revised.");
        KnownUntil = nextClose;
        return new()
        {
            ManagerNo = ManagerNo,
            Code = Code,
            ValidFrom = ValidFrom,
            Version = Version + 1,
            ValidTo = validTo,
            GrantedTo = grantedTo,
            IsGranted = isGranted,
            Number = number,
            KnownFrom = nextClose,
        };
    }

    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>The interval as announced, without the certificate's number.</summary>
    /// <param name="changed">Closed months that this version changes.</param>
    /// <param name="by">Person or system that brought it; named only where a closed month changes.</param>
    public CertificateInterval ToInterval((Period From, Period To)? changed, string by) =>
        new(
            ManagerNo: ManagerNo,
            Certificate: Code,
            ValidFrom: ValidFrom,
            ValidTo: ValidTo,
            Version: Version,
            KnownFrom: KnownFrom,
            ChangedBy: changed is null ? null : by,
            ChangedFrom: changed?.From,
            ChangedTo: changed?.To
        );

    /// <summary>
    /// The closed months with days on which the certificate is held by this version and was not before, or the reverse;
    /// null when there are none.
    /// </summary>
    /// <param name="before">The version before; null for a first version.</param>
    public (Period From, Period To)? ClosedMonthsChanged(Certificate? before, ClosedMonths closed)
    {
        if (before is null)
            return closed.Touched(ValidFrom, ValidTo);
        if (before.ValidTo == ValidTo)
            return null;
        var (earlier, later) =
            before.ValidTo is { } was && (ValidTo is null || was < ValidTo)
                ? (was, ValidTo)
                : (ValidTo!.Value, before.ValidTo);
        return closed.Touched(earlier.AddDays(1), later);
    }

    private static void CheckEnd(DateOnly validFrom, DateOnly? validTo)
    {
        if (validTo < validFrom)
            throw new RuleBrokenException(
                "certificate.ends-before-it-begins",
                new Text("有效期止早于有效期起。", "The last valid day is before the first.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Certificate>
    {
        public void Configure(EntityTypeBuilder<Certificate> builder)
        {
            builder.HasKey(c => new
            {
                c.ManagerNo,
                c.Code,
                c.ValidFrom,
                c.Version,
            });
            builder.HasIndex(c => new { c.KnownFrom, c.KnownUntil });
        }
    }
}
