using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>Card facts recorded, corrected or voided. At most 500 items.</summary>
[EventName("performance.card-facts-recorded", 1)]
public sealed record CardFactsRecorded(IReadOnlyList<CardFact> Facts) : IIntegrationEvent;

/// <summary>
/// A version of a card fact. A corrected fact is sent twice: the old version with <see cref="KnownUntil"/> set, and the
/// new one.
/// </summary>
/// <param name="FactRef">The bank's own reference, the same for every version.</param>
/// <param name="Version">1, 2, 3 … for this reference.</param>
/// <param name="OccurredOn">The day it happened, on the bank's calendar.</param>
/// <param name="Amount">The amount; null where the kind has none.</param>
/// <param name="Void">True when this version voids the fact: it never counts.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
/// <param name="KnownUntil">
/// Number of the first close that no longer takes it into account; null while it is the current version.
/// </param>
/// <param name="ChangedBy">
/// Person or system that changed a month that was closed already: by recording this version or, where
/// <paramref name="KnownUntil"/> is set, by moving the fact from this month or manager to another. Null otherwise.
/// </param>
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
    int? KnownUntil,
    string? ChangedBy = null
)
{
    /// <summary>
    /// True when no required field is missing. A message is read completely even if one of its facts is incomplete.
    /// </summary>
    [JsonIgnore]
    public bool IsWhole =>
        FactRef.Length > 0
        && ManagerNo.Length > 0
        && CardRef.Length > 0
        && Kind != default
        && Version > 0
        && KnownFrom > 0;
}

/// <summary>The kind of event that happened to a card.</summary>
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
