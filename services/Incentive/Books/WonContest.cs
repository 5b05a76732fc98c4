using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Books;

/// <summary>
/// A manager who won a contest, decided once with what the close of its last month knew. Nothing that becomes known later
/// changes it, so that a month recomputed counts it as it was paid.
/// </summary>
internal sealed class WonContest
{
    /// <summary>Begins the reference of the fact; no reference of the bank begins so.</summary>
    public const string Prefix = "~contest-";

    private WonContest() { }

    public WonContest(string contest, string managerNo, Period period, int knownFrom) =>
        (Contest, ManagerNo, Period, KnownFrom) = (contest, managerNo, period, knownFrom);

    /// <summary>The code of the contest.</summary>
    public string Contest { get; private set; } = "";

    public string ManagerNo { get; private set; } = "";

    /// <summary>The last month of the contest.</summary>
    public Period Period { get; private set; }

    /// <summary>The number of the close that decided it.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>The fact that plans pay: of the last day of the contest, with its code as the product.</summary>
    public Fact ToFact() =>
        new(Prefix + Contest, FactKinds.ContestWon, Prefix + Contest, Period.LastDay, Contest, Fen: 0);

    /// <summary>The contests won that a close knows, by manager, where any of these plans pays for them.</summary>
    /// <param name="last">The last month whose facts are wanted.</param>
    /// <param name="only">The manager wanted; null for all.</param>
    public static async Task<ILookup<string, Fact>> FactsAsync(
        IncentiveDbContext db,
        IEnumerable<PlanInForce> plans,
        int closeNumber,
        Period last,
        string? only,
        CancellationToken ct
    )
    {
        if (!plans.Any(plan => plan.Earning.Any(rule => rule.Fact == FactKinds.ContestWon)))
            return Array.Empty<Fact>().ToLookup(_ => "", StringComparer.Ordinal);
        var won = db.WonContests.AsNoTracking().Where(w => w.KnownFrom <= closeNumber && w.Period <= last);
        if (only is not null)
            won = won.Where(w => w.ManagerNo == only);
        return (await won.ToListAsync(ct)).ToLookup(w => w.ManagerNo, w => w.ToFact(), StringComparer.Ordinal);
    }

    /// <summary>Facts with those of contests among them, by day, then reference.</summary>
    public static List<Fact> Among(List<Fact> facts, IEnumerable<Fact> won)
    {
        var more = won.ToList();
        return more.Count == 0
            ? facts
            : [.. facts.Concat(more).OrderBy(f => f.Day).ThenBy(f => f.Ref, StringComparer.Ordinal)];
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WonContest>
    {
        public void Configure(EntityTypeBuilder<WonContest> builder)
        {
            builder.ToTable("WonContests");
            builder.HasKey(w => new { w.ManagerNo, w.Contest });
            builder.HasIndex(w => w.Contest);
        }
    }
}
