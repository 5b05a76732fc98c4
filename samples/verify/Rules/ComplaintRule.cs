using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Deducts an amount for each complaint that was upheld on a day of the month.</summary>
internal sealed class ComplaintRule(RuleText text) : Rule(text.With("perUpheld", "holdUntilDecided"))
{
    private readonly Dictionary<string, Exact> _perUpheld = text.Numbers("perUpheld");

    public override Effect Effect => Effect.Complaint;

    public override void Apply(MonthSheet sheet)
    {
        var upheld = sheet
            .History.Inputs.Complaints.Where(c => Month.Of(c.ResolvedOn) == sheet.Month)
            .OrderBy(c => c.Ref, StringComparer.Ordinal)
            .ToList();
        if (upheld.Count == 0)
            return;
        var amount = Exact.Sum(upheld.Select(c => _perUpheld[c.Severity]));
        sheet.Add(
            new(Id, "complaint", new((-amount).ToFen()), [.. upheld.Select(c => c.Ref)]) { Quantity = upheld.Count }
        );
    }
}
