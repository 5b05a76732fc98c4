using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;
using Fact = CardTeam.Incentive.Calculation.Fact;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>
/// A bank's knowledge at one close, stated fact by fact, and the bonuses that follow. Everything is M1's unless stated
/// otherwise.
/// </summary>
internal sealed class KnownBank(PlanCalendar calendar)
{
    private readonly List<(string ManagerNo, Fact Fact)> _facts = [];
    private readonly List<(string ManagerNo, string Certificate, DateOnly From, DateOnly? To)> _certificates = [];
    private readonly List<(string ManagerNo, Upheld Upheld)> _complaints = [];
    private readonly Dictionary<(string, Period), BookedScorecard> _scores = [];
    private Posting _posting = new(new(2020, 1, 1), "B1", null, "junior", null, null);
    private readonly SortedDictionary<string, Posting> _colleagues = new(StringComparer.Ordinal);
    private readonly List<Recovery> _recoveries = [];
    private DateOnly? _inPostSince;
    private (DateOnly From, DateOnly? To) _employed = (new(2020, 1, 1), null);

    /// <summary>A bank whose first closed month is April 2026 and whose open one is <paramref name="last"/>.</summary>
    public static KnownBank Until(string last, params string[] rules) => new(Rules.Calendar("2026-04", last, rules));

    public static KnownBank InApril(params string[] rules) => Until("2026-04", rules);

    public KnownBank Fact(
        string reference,
        string kind,
        string card,
        string day,
        string amount = "0",
        string? product = null,
        string manager = "M1"
    )
    {
        Assert.True(CardFactKinds.TryParse(kind, out var known));
        _facts.Add((manager, new(reference, known, card, DateOnly.Parse(day), product, Money.Parse(amount).Fen)));
        return this;
    }

    /// <summary>Cards of one day, numbered from 0, with facts <c>A00</c>, <c>A01</c> …</summary>
    public KnownBank Activated(int cards, string day = "2026-04-10", string prefix = "A")
    {
        for (var i = 0; i < cards; i++)
            Fact($"{prefix}{i:00}", "activated", $"{prefix}-card-{i}", day);
        return this;
    }

    public KnownBank Instalments(params string[] amounts)
    {
        for (var i = 0; i < amounts.Length; i++)
            Fact($"I{i}", "instalment", $"K{i}", "2026-04-10", amounts[i]);
        return this;
    }

    public KnownBank Certified(string from, string? to = null, string manager = "M1", string certificate = "CARD-SALES")
    {
        _certificates.Add((manager, certificate, DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to)));
        return this;
    }

    public KnownBank Scored(string month, decimal total, string manager = "M1")
    {
        _scores[(manager, Period.Parse(month))] = BookedScorecard.None with { Total = total };
        return this;
    }

    /// <summary>The values of KPIs in April.</summary>
    public KnownBank Kpis(params (string Kpi, decimal Numerator, decimal Denominator)[] values)
    {
        _scores[("M1", Period.Parse("2026-04"))] = new(
            1,
            values.ToDictionary(v => v.Kpi, v => new Quotient(v.Numerator, v.Denominator), StringComparer.Ordinal)
        );
        return this;
    }

    public KnownBank Upheld(string reference, string severity, string resolvedOn)
    {
        _complaints.Add(("M1", new(reference, severity, DateOnly.Parse(resolvedOn))));
        return this;
    }

    /// <summary>A recovery from M1 that is taken from a month on.</summary>
    public KnownBank Recover(long number, string from, string amount)
    {
        _recoveries.Add(new(number, Period.Parse(from), Money.Parse(amount)));
        return this;
    }

    public KnownBank Level(string? level, string? step = null, string? employment = null)
    {
        _posting = _posting with { Level = level, Step = step, Employment = employment };
        return this;
    }

    /// <summary>A manager with a posting of their own.</summary>
    public KnownBank Colleague(
        string manager,
        string level = "junior",
        string? mentor = null,
        string? supervisor = null,
        string org = "B1"
    )
    {
        _colleagues[manager] = new(new(2020, 1, 1), org, null, level, null, null, supervisor, mentor);
        return this;
    }

    public KnownBank InPostSince(string day)
    {
        _inPostSince = DateOnly.Parse(day);
        return this;
    }

    public KnownBank Employed(string from, string? to = null)
    {
        _employed = (DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to));
        return this;
    }

    /// <summary>The bonuses of every period of a manager.</summary>
    public IReadOnlyList<PeriodBonus> Bonuses(string manager = "M1")
    {
        var shared = new SharedPay(calendar);
        foreach (var colleague in _colleagues.Keys.Append(manager).Distinct().Order(StringComparer.Ordinal))
            shared.Add(Books(colleague));
        shared.Share();
        return new BonusCalculation(calendar).Of(Books(manager) with { Shared = shared.Of(manager) });
    }

    private ManagerBooks Books(string manager)
    {
        var taken = Clawbacks.Find(
            calendar,
            _facts.Where(f => f.Fact.Kind == CardFactKind.Cancelled).Select(f => f.Fact),
            _facts.Where(f => f.Fact.Kind != CardFactKind.Cancelled),
            CertificatesOf
        );
        var facts = _facts
            .Where(f => f.ManagerNo == manager)
            .Select(f => f.Fact)
            .OrderBy(f => f.Day)
            .ThenBy(f => f.Ref, StringComparer.Ordinal)
            .ToList();
        var profile = new ManagerProfile(
            manager,
            1,
            1,
            _employed.From,
            _inPostSince,
            _employed.To,
            [_colleagues.GetValueOrDefault(manager) ?? _posting]
        );
        return new(
            manager,
            profile,
            facts,
            CertificatesOf(manager),
            _scores.Where(s => s.Key.Item1 == manager).ToDictionary(s => s.Key.Item2, s => s.Value),
            _complaints.Where(c => c.ManagerNo == manager).Select(c => c.Upheld).ToList(),
            taken[manager].ToList()
        )
        {
            Recoveries = manager == "M1" ? [.. _recoveries.OrderBy(r => r.From).ThenBy(r => r.Number)] : [],
        };
    }

    /// <summary>The bonus of the open period.</summary>
    public PeriodBonus Bonus(string manager = "M1") => Bonuses(manager)[^1];

    /// <summary>The payable amount of each period.</summary>
    public IReadOnlyList<string> Payable(string manager = "M1") =>
        Bonuses(manager).Select(b => b.Payable.ToString()).ToList();

    /// <summary>The amounts of the open period's lines that have an effect, by rule.</summary>
    public IReadOnlyList<(string Rule, string Amount)> Amounts(string manager = "M1") =>
        Bonus(manager).Lines.Where(l => l.Amount.Fen != 0).Select(l => (l.Rule, l.Amount.ToString())).ToList();

    private Certificates CertificatesOf(string manager) =>
        new(_certificates.Where(c => c.ManagerNo == manager).Select(c => (c.Certificate, c.From, c.To)));
}
