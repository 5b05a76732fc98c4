using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>Lines of zero about the facts of a month that did not count in it.</summary>
internal static class WhyNot
{
    public static void AddTo(MonthSheet sheet)
    {
        var facts = sheet.History.Facts;
        var happened = facts.HappenedIn(sheet.Month).ToList();
        foreach (var rule in sheet.Plan.Earning)
        {
            if (!sheet.IsFor(rule))
            {
                // By the day on which they happened, whenever they took effect.
                var ofOthers = sheet.Counted(rule).Select(f => f.Fact).Where(f => !IsPaidByAnother(sheet, f));
                Add(sheet, rule.Id, ofOthers.OrderBy(f => f.Day).ThenBy(f => f.Fact.Ref, StringComparer.Ordinal));
                continue;
            }

            var own = happened.Where(rule.Pays).ToList();
            foreach (
                var group in own.Where(f => f.Against is not null)
                    .GroupBy(f => (f.Against, f.LeftOn))
                    .OrderBy(g => g.Key.Against, StringComparer.Ordinal)
                    .ThenBy(g => g.Key.LeftOn)
            )
                Add(sheet, rule.Id, group);
            if (rule.Gate is null)
                continue;
            var waiting = own.Where(f => f.Against is null)
                .Select(f => (Fact: f, Day: facts.EffectiveDay(rule, f)))
                .ToList();
            Add(sheet, rule.Id, waiting.Where(f => f.Day is null).Select(f => f.Fact));
            foreach (
                var later in waiting
                    .Where(f => f.Day is { } day && Month.Of(day) != sheet.Month)
                    .GroupBy(f => Month.Of(f.Day!.Value))
                    .OrderBy(g => g.Key)
            )
                Add(sheet, rule.Id, later.Select(f => f.Fact));
        }

        Add(
            sheet,
            "products",
            happened.Where(f =>
                sheet.Plan.Earning.Any(r => r.Fact == f.Fact.Kind) && !sheet.Plan.Earning.Any(r => r.Pays(f))
            )
        );
    }

    private static bool IsPaidByAnother(MonthSheet sheet, JudgedFact fact) =>
        sheet.Plan.Earning.Any(r => r.Pays(fact) && sheet.IsFor(r));

    private static void Add(MonthSheet sheet, string rule, IEnumerable<JudgedFact> facts)
    {
        var refs = facts.Select(f => f.Fact.Ref).ToList();
        if (refs.Count > 0)
            sheet.Add(new(rule, "why-not", Fen.Zero, refs) { Quantity = refs.Count });
    }
}
