using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays an amount of the month by grade or employment, such as 基本岗位工资 and 岗位浮动工资.</summary>
/// <param name="By">The figure that selects the amount: <c>level</c>, <c>pay-step</c> or <c>employment</c>.</param>
/// <param name="Values">CNY a month.</param>
/// <param name="IsProrated">
/// True when a manager who is in post on some days only is paid for these days out of the days of the month.
/// </param>
internal sealed record FixedRule(string Id, string By, IReadOnlyDictionary<string, decimal> Values, bool IsProrated)
    : Rule(Id)
{
    public override Effect Effect => Effect.Fixed;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        yield return IsProrated
            ? new("每月发给，在岗不足全月的按在岗天数折算：", "Paid each month, by the days in post for a part of it:")
            : new("每月发给：", "Paid each month:");
        var keys = By switch
        {
            "level" => Grades.Levels,
            "pay-step" => Grades.PaySteps,
            _ => Grades.Employments,
        };
        foreach (var key in keys.Where(Values.ContainsKey))
        {
            var (name, amount) = (Words.Figure(By, key), Words.Yuan(Values[key]));
            yield return new($"{name.Zh}：{amount.Zh}", $"{name.En}: {amount.En}");
        }
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        var by = reader.ReadChoice(rule.By, $"{path}.by", "level", "pay-step", "employment");
        var prorate = rule.Prorate is null
            ? "none"
            : reader.ReadChoice(rule.Prorate, $"{path}.prorate", "none", "calendar-days");
        if (by is null)
            return null;
        var keys = by switch
        {
            "level" => Grades.Levels,
            "pay-step" => Grades.PaySteps,
            _ => Grades.Employments,
        };
        var values = reader.ReadValues(rule, path, keys);
        return values is null ? null : new FixedRule(rule.Id ?? "", by, values, prorate == "calendar-days");
    }

    public override void Apply(ManagerMonth month)
    {
        if (month.DaysInPost == 0)
            return;
        var posting = month.Figures.Posting;
        var key = By switch
        {
            "level" => posting?.Level,
            "pay-step" => Grades.PayStep(posting),
            _ => posting?.Employment,
        };
        if (key is null || !Values.TryGetValue(key, out var monthly))
        {
            month.Add(Line("fixed-no-figure", [By], null, null, 0));
            return;
        }

        var days = month.Period.LastDay.Day;
        if (IsProrated && month.DaysInPost < days)
            month.Add(
                Line(
                    "fixed-prorated",
                    [By, key, days.ToString(CultureInfo.InvariantCulture)],
                    month.DaysInPost,
                    monthly,
                    monthly * month.DaysInPost / days
                )
            );
        else
            month.Add(Line("fixed", [By, key], null, monthly, monthly));
    }

    private Line Line(string reason, IReadOnlyList<string> arguments, decimal? days, decimal? monthly, decimal exact) =>
        new(
            Rule: Id,
            Kind: LineKind.Fixed,
            Reason: reason,
            Arguments: arguments,
            Quantity: days,
            Rate: monthly,
            Factor: null,
            Exact: exact,
            Amount: Money.RoundHalfUp(exact * 100),
            Basis: null
        );
}
