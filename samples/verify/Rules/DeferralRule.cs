using System.Globalization;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Defers a share of a month above an amount, in equal parts on its anniversaries; the last takes the rest.</summary>
internal sealed class DeferralRule(RuleText text) : Rule(text.With("share", "years", "above"))
{
    private readonly Exact _share = text.Number("share");
    private readonly int _years = text.Whole("years", 1);
    private readonly Fen _above = text.AmountOrNull("above") ?? Fen.Zero;

    public override Effect Effect => Effect.Deferral;

    public override void Apply(MonthSheet sheet)
    {
        var due = sheet.Sum();
        var deferred = new Fen((_share * due.Yuan).ToFen());
        if (due <= _above || deferred == Fen.Zero)
            return;
        var part = new Fen(deferred.Value / _years);
        sheet.Deferred += deferred;
        sheet.Add(
            new(Id, "deferral", -deferred, null)
            {
                Quantity = due.Yuan,
                Parts =
                [
                    .. Enumerable
                        .Range(1, _years)
                        .Select(year =>
                            (
                                sheet.Month.LastDay.AddYears(year).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                                (year < _years ? part : deferred - new Fen(part.Value * (_years - 1))).Yuan
                            )
                        ),
                ],
            }
        );
    }
}
