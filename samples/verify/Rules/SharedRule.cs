using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>
/// A rule over several managers. What it comes to for one rests on the others, whose data is not in this manager's
/// inputs: it is taken as the bundle gives it, and everything after it is calculated. Of a whole run it is calculated
/// again for everybody (<see cref="SharedPay"/>).
/// </summary>
internal abstract class SharedRule(RuleText text, Effect effect, params string[] kinds) : Rule(text)
{
    public override Effect Effect => effect;

    /// <summary>Adds the rule's lines to every manager of the bank.</summary>
    public abstract void Share(Sharing sharing);

    public override void Apply(MonthSheet sheet)
    {
        foreach (var line in sheet.History.Inputs.SharedIn(sheet.Month).Where(l => l.Rule == Id))
        {
            if (!kinds.Contains(line.Kind, StringComparer.Ordinal))
                throw new Refusal(
                    $"{sheet.History.Inputs.ManagerNo} {sheet.Month}：规则 {Id} 没有 {line.Kind} 明细。",
                    $"{sheet.History.Inputs.ManagerNo} {sheet.Month}: rule {Id} has no line of kind {line.Kind}."
                );
            // What comes in by a split or an override may go to anybody.
            if (line.Kind is "pool" or "budget" or "split-out" && !sheet.IsFor(this))
                throw new Refusal(
                    $"{sheet.History.Inputs.ManagerNo} {sheet.Month}：规则 {Id} 不适用于该客户经理。",
                    $"{sheet.History.Inputs.ManagerNo} {sheet.Month}: rule {Id} is not for this manager."
                );
            sheet.Add(new(Id, line.Kind, line.Amount, line.Basis) { Quantity = line.Quantity, Factor = line.Factor });
        }
    }
}
