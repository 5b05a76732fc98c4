using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Statements;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Trials;

/// <summary>
/// Shows what an open month comes to as it stands, and what it would come to with further facts. Everything booked so far
/// counts, as if the month were closed now; nothing is saved.
/// </summary>
internal static class EstimateMonth
{
    /// <summary>The greatest number of additions, and of assumed facts in all.</summary>
    private const int MostAdditions = 20,
        MostFacts = 1000;

    /// <summary>
    /// Begins the references of assumed facts and cards. It sorts after letters and digits, so that of the facts of a day
    /// the assumed ones are counted last.
    /// </summary>
    private const string Prefix = "~assumed-";

    /// <param name="Add">At most 20 additions, with at most 1,000 facts in all; empty for the month as it stands.</param>
    public sealed record Request([property: Required] IReadOnlyList<Addition?>? Add);

    /// <param name="Fact">The kind of fact, such as <c>activated</c>.</param>
    /// <param name="Product">The product; null for none.</param>
    /// <param name="Count">The number of facts, 1–1000.</param>
    /// <param name="Amount">The amount of each in CNY, for rules that pay by amounts; null for none.</param>
    public sealed record Addition(string? Fact, string? Product, int? Count, Money? Amount);

    /// <param name="PlanEffectiveFrom">
    /// The month from which the plan holds: an older one where none was made for this month.
    /// </param>
    /// <param name="AssumedOn">The day on which the further facts are taken to happen.</param>
    /// <param name="Pays">The kinds of facts that the plan pays this manager for.</param>
    /// <param name="NewestWithFacts">The newest open month in which the manager has facts; null where none has any.</param>
    /// <param name="Difference">Payable, deferred and reserved together: with the further facts, less as it stands.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        string PlanCode,
        int PlanVersion,
        Period PlanEffectiveFrom,
        string RuleHash,
        DateOnly AssumedOn,
        IReadOnlyList<PaidKind> Pays,
        Outcome AsItStands,
        Outcome WithThem,
        Money Difference,
        Period? NewestWithFacts
    );

    /// <param name="Rule">Id of the rule that pays.</param>
    /// <param name="Name">The name of the rule, in both languages.</param>
    /// <param name="Products">The products it pays for; null for every product.</param>
    /// <param name="ByAmount">True where the amounts decide what is paid.</param>
    public sealed record PaidKind(
        string Rule,
        LineText Name,
        string Fact,
        IReadOnlyList<string>? Products,
        bool ByAmount
    );

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Period period,
        Request request,
        PartOfBankFinder finder,
        BankBounds bounds,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var additions = Read(request.Add!, bounds);
        var open = await OpenMonths.LoadAsync(db, clock, ct);
        if (!open.Include(period))
            throw new RuleBrokenException(
                "estimate.month-not-open",
                new(
                    $"只能估算尚未关账的月份（{open.First} 至 {open.Last}）。",
                    $"Only a month that is not closed is estimated ({open.First} to {open.Last})."
                )
            );

        var calendar = await PlanCalendars.LoadToOpenAsync(db, period, ct);
        var everything = RecalculateStatement.EverythingBooked;
        var recalculation =
            await Recalculation.OpenAsync(db, everything, calendar, managerNo, ct)
            ?? throw RuleBrokenException.NotFound("manager");
        if (!(await finder.FindAsync(ct)).Includes(recalculation.Org, managerNo))
            throw RuleBrokenException.NotFound("manager");

        var inForce = calendar.In(period)!;
        var plan = await db
            .Plans.AsNoTracking()
            .SingleAsync(p => p.Code == inForce.Code && p.Version == inForce.Version, ct);
        var day = DayIn(period, BankCalendar.Today(clock));
        var assumed = Assumed(additions, day);
        var asItStands = await OutcomeAsync(recalculation.Calculate(), []);
        var withThem = assumed.Count == 0 ? asItStands : await OutcomeAsync(recalculation.Calculate(assumed), assumed);
        return TypedResults.Ok(
            new Answer(
                ManagerNo: managerNo,
                Name: await StatementRoutes.NameAsync(managerNo, db, ct),
                Period: period,
                PlanCode: plan.Code,
                PlanVersion: plan.Version,
                PlanEffectiveFrom: plan.EffectiveFrom,
                RuleHash: plan.RuleHash,
                AssumedOn: day,
                Pays: PaidKinds(inForce, RuleNames.Of(plan.Read()), MonthFigures.Of(recalculation.Manager, period)),
                AsItStands: asItStands,
                WithThem: withThem,
                Difference: withThem.Whole - asItStands.Whole,
                NewestWithFacts: await NewestWithFactsAsync(db, managerNo, open, ct)
            )
        );

        Task<Outcome> OutcomeAsync(AdjustedBonus bonus, IReadOnlyList<Fact> facts) =>
            Outcome.LoadAsync(
                db,
                managerNo,
                period,
                bonus.Amounts,
                bonus.Lines,
                plan,
                everything.CloseNumber,
                ct,
                facts
            );
    }

    private static async Task<Period?> NewestWithFactsAsync(
        IncentiveDbContext db,
        string managerNo,
        OpenMonths open,
        CancellationToken ct
    )
    {
        var (first, last) = (DayNumber.Of(open.First.FirstDay), DayNumber.Of(open.Last.LastDay));
        var newest = await db
            .Facts.Where(f => f.ManagerNo == managerNo && f.OccurredOn >= first && f.OccurredOn <= last)
            .Where(f => f.KnownUntil == null && !f.Void)
            .MaxAsync(f => (int?)f.OccurredOn, ct);
        return newest is { } day ? Period.MonthOf(DayNumber.Date(day)) : null;
    }

    /// <summary>Today; the last day of a month that is over, the first day of one to come.</summary>
    private static DateOnly DayIn(Period month, DateOnly today) =>
        today > month.LastDay ? month.LastDay
        : today < month.FirstDay ? month.FirstDay
        : today;

    private static List<Fact> Assumed(
        IReadOnlyList<(CardFactKind Kind, string? Product, int Count, Money Amount)> additions,
        DateOnly day
    )
    {
        var facts = new List<Fact>();
        foreach (var (kind, product, count, amount) in additions)
            for (var i = 0; i < count; i++)
            {
                var number = Invariant($"{Prefix}{facts.Count + 1:0000}");
                facts.Add(new(number, kind, number, day, product, amount.Fen));
            }

        return facts;
    }

    private static List<PaidKind> PaidKinds(PlanInForce plan, RuleNames names, MonthFigures figures) =>
        plan
            .Earning.Where(r => r.Audience.Includes(figures.Posting))
            .Select(r => new PaidKind(
                r.Id,
                new(names.Of(r.Id).Zh, names.Of(r.Id).En),
                FactKinds.Name(r.Fact),
                r.Products?.Order(StringComparer.Ordinal).ToList(),
                r is PerAmountRule
            ))
            .ToList();

    /// <exception cref="RuleBrokenException">400, naming each wrong member.</exception>
    private static List<(CardFactKind Kind, string? Product, int Count, Money Amount)> Read(
        IReadOnlyList<Addition?> add,
        BankBounds bounds
    )
    {
        var faults = new List<PlanFault>();
        if (add.Count > MostAdditions)
            Fault("add", $"最多 {MostAdditions} 项。", $"At most {MostAdditions} additions are taken.");
        var read = new List<(CardFactKind, string?, int, Money)>();
        for (var i = 0; i < Math.Min(add.Count, MostAdditions); i++)
        {
            var (path, addition) = (Invariant($"add[{i}]"), add[i] ?? new(null, null, null, null));
            if (!FactKinds.TryParse(addition.Fact, out var kind))
                Fault(
                    $"{path}.fact",
                    $"应为事实的种类：{string.Join("、", FactKinds.All)}。",
                    $"A kind of fact is wanted: {string.Join(", ", FactKinds.All)}."
                );
            if (addition.Count is not (>= 1 and <= MostFacts))
                Fault(
                    $"{path}.count",
                    $"应为 1 至 {MostFacts} 的整数。",
                    $"A whole number from 1 to {MostFacts} is wanted."
                );
            if (addition.Product?.Length > PlanBounds.LongestName)
                Fault(
                    $"{path}.product",
                    $"最长 {PlanBounds.LongestName} 个字符。",
                    $"It has at most {PlanBounds.LongestName} characters."
                );
            if (addition.Amount is { } amount && (amount < Money.Zero || amount > bounds.LargestAmount))
                Fault(
                    $"{path}.amount",
                    $"应在 0 与 {bounds.LargestAmount} 之间。",
                    $"It lies between 0 and {bounds.LargestAmount}."
                );
            var product = string.IsNullOrWhiteSpace(addition.Product) ? null : addition.Product.Trim();
            read.Add((kind, product, addition.Count ?? 0, addition.Amount ?? Money.Zero));
        }

        if (faults.Count == 0 && read.Sum(r => r.Item3) > MostFacts)
            Fault("add", $"合计最多 {MostFacts} 笔。", $"At most {MostFacts} facts are taken in all.");
        return faults.Count == 0
            ? read
            : throw new RuleBrokenException(
                "estimate.invalid",
                new($"请求有 {faults.Count} 处错误。", $"The request has {faults.Count} faults."),
                status: 400,
                details: [.. faults]
            );

        void Fault(string path, string zh, string en) => faults.Add(new(path, "estimate.not-in-range", zh, en));
    }
}
