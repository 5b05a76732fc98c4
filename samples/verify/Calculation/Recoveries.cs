using CardTeam.Verify.Bundles;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>
/// Cases of recovery that are taken from pay: the oldest first, in each month as much as the deduction limit leaves or, without
/// one, what is above zero.
/// </summary>
internal static class Recoveries
{
    /// <exception cref="Refusal">A case is out of order, begins after the month in question, or takes nothing.</exception>
    public static void Check(IReadOnlyList<Recovery> recoveries, Month last)
    {
        var before = default(Recovery);
        foreach (var recovery in recoveries)
        {
            if (recovery.From > last || recovery.Amount <= Fen.Zero || before?.From > recovery.From)
                throw new Refusal(
                    $"追索扣回 {recovery.Reference} 的次序、起始月份或金额不对。",
                    $"The recovery {recovery.Reference} is out of order, or has a wrong month or amount."
                );
            before = recovery;
        }
    }

    public static void TakeFrom(MonthSheet sheet)
    {
        var recoveries = sheet.History.Inputs.Recoveries;
        if (recoveries.Count == 0)
            return;
        var limit = sheet.Plan.InOrder.OfType<DeductionLimitRule>().FirstOrDefault(sheet.IsFor);
        var room = limit?.Room(sheet) ?? sheet.Sum();
        // The amount taken so far has paid the oldest cases first.
        var paid = sheet.Recovered;
        foreach (var recovery in recoveries.Where(r => r.From <= sheet.Month))
        {
            var left = recovery.Amount - Fen.Min(paid, recovery.Amount);
            paid -= recovery.Amount - left;
            var taken = Fen.Min(left, room);
            if (taken <= Fen.Zero)
                continue;
            room -= taken;
            sheet.Recovered += taken;
            sheet.Add(new("recovery", "recovery", -taken, [recovery.Reference]));
        }
    }
}
