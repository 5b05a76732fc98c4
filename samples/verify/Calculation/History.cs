using CardTeam.Verify.Bundles;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>
/// Deductions that a month could not take, not above zero, advances that are to be paid back, and the amount that all months
/// so far have taken for recoveries.
/// </summary>
internal readonly record struct Carried(Fen Deductions, Fen Draw, Fen Recovered);

/// <summary>A month of the manager as it comes out.</summary>
internal sealed record MonthResult(Month Month, Amounts Amounts, Fen CarriedOut, IReadOnlyList<CalculatedLine> Lines)
{
    /// <summary>The amounts advanced or, below zero, paid back.</summary>
    public IReadOnlyList<Fen> Advances { get; init; } = [];
}

/// <summary>The months of one manager, calculated one after the other.</summary>
internal sealed class History
{
    private readonly Dictionary<Month, Carried> _carriedInto = [];
    private readonly Dictionary<(string Rule, string Ref), Exact> _paid = [];
    private readonly Dictionary<(Month, int), Fen> _without = [];
    private readonly ILookup<(Month, string), TakenBack> _taken;
    private readonly ILookup<Month, TakenBack> _takenLater;

    public History(Inputs inputs, PlanCalendar calendar)
    {
        (Inputs, Calendar) = (inputs, calendar);
        Recoveries.Check(inputs.Recoveries, calendar.Last);
        Roster = new(inputs.Employments, inputs.Postings, inputs.InPostSince);
        Facts = new(inputs, calendar);
        var taken = TakenBack.Find(Facts, calendar);
        _taken = taken.ToLookup(t => (t.TakenIn, t.Rule));
        _takenLater = TakenBack
            .InOrderOfCancellation(
                taken.Where(t =>
                    t.TakenIn > t.EarnedIn && calendar.In(t.TakenIn)!.Clawbacks.Any(r => r.Id == t.Rule && r.Recomputes)
                )
            )
            .ToLookup(t => t.EarnedIn);
    }

    public Inputs Inputs { get; }
    public PlanCalendar Calendar { get; }
    public Roster Roster { get; }
    public CountedFacts Facts { get; }

    /// <summary>Calculates every month from the bank's first on.</summary>
    public List<MonthResult> Calculate()
    {
        var results = new List<MonthResult>();
        var carried = default(Carried);
        for (var month = Calendar.First; month <= Calendar.Last; month = month.Next())
        {
            _carriedInto[month] = carried;
            var sheet = new MonthSheet(this, month, carried);
            sheet.Apply(Effect.Deferral);
            WhyNot.AddTo(sheet);
            results.Add(new(month, sheet.Amounts, sheet.CarriedOut, sheet.Lines) { Advances = sheet.Advances });
            carried = new(sheet.CarriedOut, sheet.Draw, sheet.Recovered);
        }

        return results;
    }

    /// <summary>Keeps what a fact earned with its factor, in 元.</summary>
    public void RememberPaid(string rule, string reference, Exact yuan) => _paid[(rule, reference)] = yuan;

    /// <summary>The earnings of a fact; null where nothing was paid for it by itself.</summary>
    public Exact? PaidFor(string rule, string reference) =>
        _paid.TryGetValue((rule, reference), out var yuan) ? yuan : null;

    /// <summary>The cards that a clawback takes back in a month, in the order of cancellation.</summary>
    public IEnumerable<TakenBack> TakenIn(Month month, string rule) =>
        TakenBack.InOrderOfCancellation(_taken[(month, rule)]);

    /// <summary>
    /// The difference that a card makes to an earlier month, after the cards of that month that were cancelled before
    /// it are gone.
    /// </summary>
    public Fen DifferenceOf(TakenBack card)
    {
        var before = _takenLater[card.EarnedIn].TakeWhile(t => t != card).Count();
        return Without(card.EarnedIn, before) - Without(card.EarnedIn, before + 1);
    }

    /// <summary>The amount of a month after cap and minimum, without the first of the cards taken back later.</summary>
    private Fen Without(Month month, int cards)
    {
        if (_without.TryGetValue((month, cards), out var known))
            return known;
        var sheet = new MonthSheet(this, month, _carriedInto[month])
        {
            Without = [.. _takenLater[month].Take(cards).Select(t => (t.Of, t.Earned.Card))],
            IsTrial = true,
        };
        sheet.Apply(Effect.Cap);
        return _without[(month, cards)] = sheet.Sum();
    }
}
