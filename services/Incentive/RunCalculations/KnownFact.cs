using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Platform.Data;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>A fact as it is stored, before it is known whether it counts.</summary>
/// <param name="Day">The day as a number, such as 20260603.</param>
internal readonly record struct KnownFact(
    string ManagerNo,
    int Day,
    string Ref,
    CardFactKind Kind,
    string Card,
    string? Product,
    long Fen
)
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = """
        "ManagerNo","OccurredOn","FactRef","Kind","CardRef","Product","Amount"
        """;

    public static KnownFact Read(DbDataReader facts) =>
        new(
            facts.GetString(0),
            facts.GetInt32(1),
            facts.GetString(2),
            (CardFactKind)facts.GetInt32(3),
            facts.GetString(4),
            facts.IsDBNull(5) ? null : facts.GetString(5),
            facts.IsDBNull(6) ? 0 : facts.GetInt64(6)
        );

    /// <summary>The fact as it counts; null for one that happened after a month.</summary>
    /// <param name="repeated">The references of the facts that count nowhere because their card already counts.</param>
    /// <param name="profile">The manager's profile; null for a manager unknown to the books.</param>
    public Fact? ToFact(Period last, IReadOnlySet<string> repeated, ManagerProfile? profile)
    {
        if (Day > DayNumber.Of(last.LastDay))
            return null;
        var fact = new Fact(Ref, Kind, Card, DayNumber.Date(Day), Product, Fen);
        return Uncounted.Of(fact, repeated, profile) is { } against ? fact with { Uncounted = against } : fact;
    }
}
