using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>Card facts recorded, corrected or taken back. At most 500 items.</summary>
[EventName("performance.card-facts-recorded", 1)]
public sealed record CardFactsRecorded(IReadOnlyList<CardFact> Facts) : IIntegrationEvent;

/// <summary>One version of a card fact. A corrected fact comes twice: the old version with <see cref="KnownUntil"/> set, and the new one.</summary>
/// <param name="FactRef">The bank's own reference, the same for every version.</param>
/// <param name="Version">1, 2, 3 … for this reference.</param>
/// <param name="OccurredOn">When it happened, on the bank's calendar.</param>
/// <param name="Amount">Null where the kind carries none.</param>
/// <param name="Void">This version takes the fact back: it never counts.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
/// <param name="KnownUntil">Number of the first close that no longer does; null while it is the current one.</param>
[JsonConverter(typeof(CardFactJson))]
public sealed record CardFact(
    string FactRef,
    int Version,
    string ManagerNo,
    CardFactKind Kind,
    string CardRef,
    DateOnly OccurredOn,
    string? Product,
    Money? Amount,
    bool Void,
    int KnownFrom,
    int? KnownUntil
)
{
    /// <summary>Nothing is missing that a fact must say. A message is read whole though one of its facts is not.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        FactRef.Length > 0
        && ManagerNo.Length > 0
        && CardRef.Length > 0
        && Kind != default
        && Version > 0
        && KnownFrom > 0;
}

/// <summary>What happened to a card.</summary>
[JsonConverter(typeof(CardFactKindJson))]
public enum CardFactKind
{
    /// <summary>进件</summary>
    Applied = 1,

    /// <summary>核卡</summary>
    Approved = 2,

    /// <summary>激活</summary>
    Activated = 3,

    /// <summary>首刷</summary>
    FirstUsed = 4,

    /// <summary>活跃: the card was active in the month.</summary>
    ActiveMonth = 5,

    /// <summary>睡眠</summary>
    Sleeping = 6,

    /// <summary>注销</summary>
    Cancelled = 7,

    /// <summary>逾期</summary>
    Overdue = 8,

    /// <summary>分期</summary>
    Instalment = 9,

    /// <summary>三亲: 亲访、亲签、亲核 confirmed.</summary>
    ReferralConfirmed = 10,
}
