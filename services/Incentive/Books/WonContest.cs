using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
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
