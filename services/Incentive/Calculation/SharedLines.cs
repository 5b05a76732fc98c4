using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>The lines of one manager under the rules over several managers, by month.</summary>
internal sealed class SharedLines(IReadOnlyDictionary<Period, IReadOnlyList<Line>> months)
{
    public static readonly SharedLines None = new(new Dictionary<Period, IReadOnlyList<Line>>());

    public IReadOnlyList<Line> In(Period month) => months.GetValueOrDefault(month) ?? [];
}

/// <summary>A manager's month as the rules over several managers see it: what was earned, before anything is shared.</summary>
/// <param name="IsInPost">True when the manager is employed on at least one day of the month.</param>
/// <param name="Earned">CNY before rounding, factor included, by the id of the rule.</param>
/// <param name="Total">The sum of the lines.</param>
internal sealed record Colleague(
    string ManagerNo,
    Period Period,
    MonthFigures Figures,
    bool IsInPost,
    IReadOnlyDictionary<string, decimal> Earned,
    Money Total
)
{
    public static Colleague Of(ManagerMonth month) =>
        new(
            ManagerNo: month.Books.ManagerNo,
            Period: month.Period,
            Figures: month.Figures,
            IsInPost: month.DaysInPost > 0,
            Earned: month
                .Lines.Where(line => line.Kind == LineKind.Earned)
                .ToDictionary(line => line.Rule, line => line.Exact ?? 0, StringComparer.Ordinal),
            Total: month.Sum()
        );

    /// <summary>CNY before rounding that some rules came to.</summary>
    public decimal EarnedBy(IEnumerable<string> rules) => rules.Sum(rule => Earned.GetValueOrDefault(rule));
}

/// <summary>
/// The rules over several managers applied to the whole bank, month by month. It rests on nothing that months leave to
/// each other, so that every month is shared by itself.
/// </summary>
internal sealed class SharedPay(PlanCalendar calendar)
{
    private readonly BonusCalculation _calculation = new(calendar);
    private readonly List<Period> _months = calendar
        .Months.Where(month => calendar.In(month)!.Rules.Any(rule => rule is SharedRule))
        .ToList();

    private readonly Dictionary<Period, List<Colleague>> _colleagues = [];
    private Dictionary<string, SharedLines> _lines = new(StringComparer.Ordinal);

    /// <summary>True where no plan has a rule over several managers.</summary>
    public bool IsNone => _months.Count == 0;

    /// <summary>Takes in a manager, in ordinal order of their numbers.</summary>
    public void Add(ManagerBooks books)
    {
        foreach (var colleague in _calculation.ColleaguesOf(books, _months))
        {
            if (!_colleagues.TryGetValue(colleague.Period, out var all))
                _colleagues[colleague.Period] = all = [];
            all.Add(colleague);
        }
    }

    /// <summary>Shares every month, once all managers are taken in.</summary>
    public void Share()
    {
        var lines = new Dictionary<string, Dictionary<Period, IReadOnlyList<Line>>>(StringComparer.Ordinal);
        foreach (var month in _months)
        {
            var sharing = new Sharing(_colleagues.GetValueOrDefault(month) ?? []);
            foreach (var rule in calendar.In(month)!.InOrder.OfType<SharedRule>())
                rule.Share(sharing);
            foreach (var (managerNo, own) in sharing.Lines)
            {
                if (!lines.TryGetValue(managerNo, out var months))
                    lines[managerNo] = months = [];
                months[month] = own;
            }
        }

        _colleagues.Clear();
        _lines = lines.ToDictionary(own => own.Key, own => new SharedLines(own.Value), StringComparer.Ordinal);
    }

    public SharedLines Of(string managerNo) => _lines.GetValueOrDefault(managerNo) ?? SharedLines.None;
}

/// <summary>A month of the whole bank while it is shared.</summary>
/// <param name="colleagues">The managers in ordinal order of their numbers.</param>
internal sealed class Sharing(IReadOnlyList<Colleague> colleagues)
{
    private readonly Dictionary<string, List<Line>> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inPost = colleagues
        .Where(one => one.IsInPost)
        .Select(one => one.ManagerNo)
        .ToHashSet(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<Line>> Lines => _lines;

    /// <summary>The managers in post whom a rule is for.</summary>
    public List<Colleague> Under(SharedRule rule) =>
        colleagues.Where(one => one.IsInPost && rule.Audience.Includes(one.Figures.Posting)).ToList();

    public bool IsInPost(string managerNo) => _inPost.Contains(managerNo);

    /// <summary>The sum of a manager's lines so far, shared ones included.</summary>
    public Money TotalOf(Colleague one) =>
        new(one.Total.Fen + (_lines.GetValueOrDefault(one.ManagerNo)?.Sum(line => line.Amount.Fen) ?? 0));

    public void Add(string managerNo, Line line)
    {
        if (!_lines.TryGetValue(managerNo, out var own))
            _lines[managerNo] = own = [];
        own.Add(line);
    }
}
