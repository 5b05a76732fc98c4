using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays for full years in post (年功工资), by bands of years.</summary>
/// <param name="MinYears">The full years from which it is paid.</param>
/// <param name="IsMarginal">
/// True when each year is paid at the rate of its own band; false when all are paid at the rate of the band that
/// contains their number.
/// </param>
/// <param name="Bands">CNY a year.</param>
internal sealed record SeniorityRule(string Id, int MinYears, bool IsMarginal, Table Bands) : Rule(Id)
{
    public override Effect Effect => Effect.Seniority;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        yield return (MinYears, IsMarginal) switch
        {
            (0, true) => new(
                "按在岗满年数每月发给，各年按所在的档：",
                "Paid each month by full years in post, each year at its own rate:"
            ),
            (0, false) => new(
                "按在岗满年数每月发给，全部按总年数所在的档：",
                "Paid each month by full years in post, all at the rate of their number:"
            ),
            (_, true) => new(
                $"在岗满 {Words.Number(MinYears)} 年起按满年数每月发给，各年按所在的档：",
                $"From {Words.Number(MinYears)} full years in post, paid each month by the years, each at its own rate:"
            ),
            _ => new(
                $"在岗满 {Words.Number(MinYears)} 年起按满年数每月发给，全部按总年数所在的档：",
                $"From {Words.Number(MinYears)} full years in post, paid each month by the years, all at the rate of their number:"
            ),
        };
        foreach (
            var row in Words.Rows(
                Bands,
                years => new($"{Words.Number(years)} 年", $"{Words.Number(years)} years"),
                step => new($"每年 {Words.Yuan(step.Value).Zh}", $"{Words.Yuan(step.Value).En} a year")
            )
        )
            yield return row;
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.MinYears is not (null or >= 0 and <= 60))
            reader.NotInRange($"{path}.minYears", 0, 60);
        var mode = reader.ReadChoice(rule.Mode, $"{path}.mode", "whole", "marginal");
        var bands = reader.ReadBands(rule.Bands, $"{path}.bands", "rate", b => b.Rate);
        return bands is null || mode is null
            ? null
            : new SeniorityRule(rule.Id ?? "", rule.MinYears ?? 0, mode == "marginal", bands);
    }

    public override void Apply(ManagerMonth month)
    {
        if (month.DaysInPost == 0 || month.Books.Profile.InPostSince is not { } since)
            return;
        var years = FullYears(since, month.Period.LastDay);
        if (years == 0 || years < MinYears)
            return;
        var parts = IsMarginal
            ? Bands.Split(years).Where(p => p.Quantity > 0).ToList()
            : [(years, Bands.StepAt(years))];
        var exact = parts.Sum(p => p.Step.Worth(p.Quantity));
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Seniority,
                Reason: "seniority",
                Arguments: [Numbers.Day(since)],
                Quantity: years,
                Rate: parts.Count == 1 ? parts[0].Step.Value : null,
                Factor: null,
                Exact: exact,
                Amount: Money.RoundHalfUp(exact * 100),
                Basis: null,
                Steps: parts.Count == 1
                    ? null
                    : parts
                        .Select(p => new LineStep(
                            Numbers.Plain(p.Step.From),
                            p.Quantity,
                            p.Step.Value,
                            p.Step.Worth(p.Quantity)
                        ))
                        .ToList()
            )
        );
    }

    /// <summary>The years that are complete on a day. A year that begins on 29 February is complete on 28 February.</summary>
    private static int FullYears(DateOnly since, DateOnly day)
    {
        var years = day.Year - since.Year;
        return years > 0 && since.AddYears(years) > day ? years - 1 : Math.Max(0, years);
    }
}
