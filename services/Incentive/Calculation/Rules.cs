using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A rule of a plan that passed every check, ready for the calculation.</summary>
internal abstract record Rule(string Id);

/// <summary>Pays for facts of one kind.</summary>
/// <param name="Products">The products the rule covers; null means every product.</param>
internal abstract record EarningRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : Rule(Id)
{
    public bool Covers(string? product) => Products is null || (product is not null && Products.Contains(product));
}

/// <summary>Pays by the number of facts. Rates are CNY per fact.</summary>
internal sealed record PerUnitRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering);

/// <summary>Pays by the facts' amounts. Rates are shares; tiers begin at amounts in CNY.</summary>
internal sealed record PerAmountRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering);

/// <summary>
/// Multiplies the earnings of other rules by the factor of the band that contains the scorecard's total.
/// </summary>
internal sealed record FactorRule(string Id, IReadOnlyList<string> Of, Table Bands) : Rule(Id);

/// <summary>Deducts an amount for every upheld complaint.</summary>
internal sealed record ComplaintRule(string Id, IReadOnlyDictionary<string, Money> PerUpheld) : Rule(Id);

/// <summary>Claws back the earnings of a card that is cancelled soon.</summary>
internal sealed record ClawbackRule(string Id, int WithinDays, string Of) : Rule(Id);

/// <summary>Limits the payable amount.</summary>
internal sealed record CapRule(string Id, Money Amount) : Rule(Id);

/// <summary>Defers a share for years.</summary>
internal sealed record DeferralRule(string Id, decimal Share, int Years, IReadOnlySet<string> Levels, Money Above)
    : Rule(Id)
{
    /// <summary>Splits the amount into equal parts; the last part takes the remainder.</summary>
    public IEnumerable<Money> Parts(Money deferred)
    {
        var part = new Money(deferred.Fen / Years);
        for (var year = 1; year < Years; year++)
            yield return part;
        yield return deferred - new Money(part.Fen * (Years - 1));
    }
}

/// <summary>
/// The condition that a fact counts only while its manager holds the certificate, or gets it within so many days.
/// </summary>
internal sealed record Gate(string Certificate, int CureDays);

internal enum Tiering
{
    /// <summary>A single rate for everything.</summary>
    Flat,

    /// <summary>Each unit, or each part of the sum, is paid at the rate of its own tier.</summary>
    Cumulative,

    /// <summary>Everything is paid at the rate of the tier that contains the whole.</summary>
    Whole,

    /// <summary>Each amount is split over the tiers by itself.</summary>
    PerItem,
}

/// <summary>
/// Steps that each hold from their start (included) to the start of the next one (excluded); the first starts at 0, the
/// last has no end.
/// </summary>
internal sealed record Table(IReadOnlyList<Step> Steps)
{
    /// <summary>
    /// The value of the step that contains <paramref name="at"/>; of the first one for anything below it.
    /// </summary>
    public decimal ValueAt(decimal at)
    {
        for (var i = Steps.Count - 1; i > 0; i--)
            if (at >= Steps[i].From)
                return Steps[i].Value;
        return Steps[0].Value;
    }

    /// <summary>Splits a total over the steps into the quantity in each.</summary>
    public IEnumerable<(decimal Quantity, decimal Value)> Split(decimal total)
    {
        for (var i = 0; i < Steps.Count && total > Steps[i].From; i++)
        {
            var end = i + 1 < Steps.Count ? Math.Min(total, Steps[i + 1].From) : total;
            yield return (end - Steps[i].From, Steps[i].Value);
        }
    }
}

internal readonly record struct Step(decimal From, decimal Value);
