using System.Runtime.InteropServices;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Review;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>
/// Collects the figures of a what-if manager by manager. It keeps two numbers for each month of a manager and group, and
/// nothing of what they were calculated from. Whole 分 throughout.
/// </summary>
/// <param name="within">The units that count; null for every unit.</param>
/// <param name="onVolume">The rules of the plan asked about that pay for numbers alone.</param>
internal sealed class WhatIfFigures(
    Period from,
    Period to,
    IReadOnlySet<string>? within,
    Branches branches,
    IReadOnlySet<string> onVolume
)
{
    private readonly Period _lastYear = WhatIf.YearUntil(to) is var year && year > from ? year : from;
    private (long Earned, long OnVolume) _earnings;
    private readonly Dictionary<Period, (int Managers, Amounts Now, Amounts Then)> _months = [];
    private readonly Dictionary<(string By, string Key), Group> _groups = [];
    private readonly Group _all = new();
    private readonly Group _managers = new();
    private (int Managers, long Change) _winners;
    private (int Managers, long Change) _losers;
    private int _unchanged;

    /// <summary>Adds a manager's months.</summary>
    /// <param name="now">The bonuses of every month by the plans in force.</param>
    /// <param name="then">The same by the plan asked about.</param>
    /// <returns>The manager's row; null where no month of theirs counts.</returns>
    public WhatIfManager? Add(
        long whatIf,
        ManagerBooks manager,
        IReadOnlyList<PeriodBonus> now,
        IReadOnlyList<PeriodBonus> then
    )
    {
        var (months, paidNow, paidThen) = (0, 0L, 0L);
        var (lastOrg, lastPosting) = ("", (Posting?)null);
        for (var i = 0; i < now.Count; i++)
        {
            var (month, before, after) = (now[i].Period, now[i].Amounts, then[i].Amounts);
            if (month < from || month > to)
                continue;
            var org = manager.Profile.On(month.LastDay)?.Org ?? "";
            if (within?.Contains(org) == false)
                continue;
            if (!manager.Profile.IsInPost(month) && before == default && after == default)
                continue;
            var posting = MonthFigures.Of(manager, month).Posting;
            var (wasFen, isFen) = (WhatIfAmounts.Of(before).Pay.Fen, WhatIfAmounts.Of(after).Pay.Fen);
            var sums = _months.GetValueOrDefault(month);
            if (month >= _lastYear)
                Earn(then[i].Lines);
            _months[month] = (sums.Managers + 1, sums.Now + before, sums.Then + after);
            foreach (var (by, key) in GroupsOf(org, posting))
                GroupOf(by, key).Add(wasFen, isFen);
            _all.Add(wasFen, isFen);
            months++;
            paidNow += wasFen;
            paidThen += isFen;
            (lastOrg, lastPosting) = (org, posting);
        }

        if (months == 0)
            return null;
        Count(paidThen - paidNow);
        _managers.Add(paidNow, paidThen);
        return new(whatIf, manager.ManagerNo, lastOrg, lastPosting, months, new(paidNow), new(paidThen));
    }

    public WhatIfResult Result()
    {
        var now = Amounts.Sum(_months.Values.Select(m => m.Now));
        var then = Amounts.Sum(_months.Values.Select(m => m.Then));
        var (before, after) = (WhatIfAmounts.Of(now), WhatIfAmounts.Of(then));
        var groups = _groups
            .OrderBy(g => g.Key.By, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Key, StringComparer.Ordinal)
            .ToList();
        return new(
            Managers: _managers.Count,
            Now: before,
            Then: after,
            Change: after.Pay - before.Pay,
            Months:
            [
                .. _months.OrderBy(m => m.Key).Select(m => MonthOf(m.Key, m.Value.Managers, m.Value.Now, m.Value.Then)),
            ],
            Winners: new(_winners.Managers, new(_winners.Change)),
            Losers: new(_losers.Managers, new(_losers.Change)),
            Unchanged: _unchanged,
            Quartiles: _managers.Count == 0 ? null : new(_managers.QuartilesNow(), _managers.QuartilesThen()),
            Groups:
            [
                .. groups.Select(g => new WhatIfGroup(
                    g.Key.By,
                    KeyOf(g.Key.Key),
                    g.Value.Count,
                    new(g.Value.Now),
                    new(g.Value.Then),
                    new(g.Value.Then - g.Value.Now)
                )),
            ],
            Fairness:
            [
                .. groups.Select(g => new WhatIfFairness(
                    g.Key.By,
                    KeyOf(g.Key.Key),
                    g.Value.Count,
                    SideOf(g.Value.Now, g.Value.Count, g.Value.QuartilesNow().Median, _all.Now),
                    SideOf(g.Value.Then, g.Value.Count, g.Value.QuartilesThen().Median, _all.Then)
                )),
            ]
        )
        {
            Earnings = new(_lastYear, to, new(_earnings.Earned), new(_earnings.OnVolume)),
        };
    }

    private void Earn(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines)
        {
            if (line.Kind != LineKind.Earned)
                continue;
            _earnings.Earned += line.Amount.Fen;
            if (onVolume.Contains(line.Rule))
                _earnings.OnVolume += line.Amount.Fen;
        }
    }

    private WhatIfFairness.Side SideOf(long sum, int count, Money median, long all) =>
        new(
            Money.RoundHalfUp((decimal)sum / count),
            median,
            all == 0 ? null : Rounded((decimal)sum / all),
            // (sum ÷ count) ÷ (all ÷ number of all), with one division.
            all == 0
                ? null
                : Rounded((decimal)sum * _all.Count / ((decimal)all * count))
        );

    private static decimal Rounded(decimal ratio) => Math.Round(ratio, 6, MidpointRounding.AwayFromZero);

    private static WhatIfMonth MonthOf(Period month, int managers, Amounts now, Amounts then)
    {
        var (before, after) = (WhatIfAmounts.Of(now), WhatIfAmounts.Of(then));
        return new(month, managers, before, after, after.Pay - before.Pay);
    }

    private void Count(long change)
    {
        if (change > 0)
            _winners = (_winners.Managers + 1, _winners.Change + change);
        else if (change < 0)
            _losers = (_losers.Managers + 1, _losers.Change + change);
        else
            _unchanged++;
    }

    private Group GroupOf(string by, string key)
    {
        if (!_groups.TryGetValue((by, key), out var group))
            _groups[(by, key)] = group = new();
        return group;
    }

    private IEnumerable<(string By, string Key)> GroupsOf(string org, Posting? posting)
    {
        yield return ("area", posting?.Area ?? "");
        yield return ("branch", branches.Of(org));
        yield return ("employment", posting?.Employment ?? "");
        yield return ("level", posting?.Level ?? "");
        yield return ("pay-step", PayStep(posting));
    }

    private static string PayStep(Posting? posting) =>
        posting switch
        {
            { Level: { } level, Step: { } step } => $"{level}-{step}",
            { Level: { } level } => level,
            _ => "",
        };

    private static string? KeyOf(string key) => key.Length == 0 ? null : key;

    /// <summary>The pay of months or of managers, now and then.</summary>
    private sealed class Group
    {
        private readonly List<long> _now = [];
        private readonly List<long> _then = [];

        public int Count => _now.Count;
        public long Now { get; private set; }
        public long Then { get; private set; }

        public void Add(long now, long then)
        {
            _now.Add(now);
            _then.Add(then);
            Now = checked(Now + now);
            Then = checked(Then + then);
        }

        public WhatIfQuartiles.Side QuartilesNow() => QuartilesOf(_now);

        public WhatIfQuartiles.Side QuartilesThen() => QuartilesOf(_then);

        private static WhatIfQuartiles.Side QuartilesOf(List<long> amounts)
        {
            amounts.Sort();
            var quartiles = Quartiles.Of(CollectionsMarshal.AsSpan(amounts));
            return new(quartiles.First, quartiles.Median, quartiles.Third);
        }
    }
}
