using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Incentive.Recoveries;

/// <summary>The bounds of what people type about a recovery.</summary>
internal static class RecoveryBounds
{
    /// <summary>The greatest amount of one case.</summary>
    public static readonly Money LargestAmount = new(10_000_000_00);

    /// <summary>The months that one case may be about: the longest time over which pay is deferred, and some.</summary>
    public const int MostPeriods = 60;

    /// <exception cref="RuleBrokenException">400: no such ground.</exception>
    public static string CheckGround(string? given) =>
        RecoveryGround.Of(given)?.Code
        ?? throw new RuleBrokenException(
            "recovery.unknown-ground",
            new(
                $"ground：应为下列之一：{string.Join('、', RecoveryGround.All.Select(g => g.Code))}。",
                $"ground: one of these: {string.Join(", ", RecoveryGround.All.Select(g => g.Code))}."
            ),
            status: 400
        );

    /// <exception cref="RuleBrokenException">400: not above zero, or too great.</exception>
    public static Money CheckAmount(Money amount) =>
        amount > Money.Zero && amount <= LargestAmount
            ? amount
            : throw new RuleBrokenException(
                "recovery.amount-out-of-range",
                new(
                    $"amount：金额应大于零，且不超过 {LargestAmount}。",
                    $"amount: above zero, and at most {LargestAmount}."
                ),
                status: 400
            );

    /// <summary>The months, each once and in order.</summary>
    /// <exception cref="RuleBrokenException">400: no month, too many, or one that is none or to come.</exception>
    public static IReadOnlyList<Period> CheckPeriods(IReadOnlyList<string>? given, TimeProvider clock)
    {
        if (given is null or { Count: 0 } or { Count: > MostPeriods })
            throw new RuleBrokenException(
                "recovery.periods-missing",
                new(
                    Invariant($"periods：请写明 1 至 {MostPeriods} 个月份。"),
                    Invariant($"periods: name between 1 and {MostPeriods} months.")
                ),
                status: 400
            );
        return
        [
            .. given
                .Select(p =>
                    CorrectionBounds.CheckMonth(Period.TryParse(p, out var month) ? month : default, clock, "periods")
                )
                .Distinct()
                .Order(),
        ];
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    public static string ReadText(string? given) =>
        TypedText.Read(given, Lengths.Comment, "text", hasLines: true)
        ?? throw new RuleBrokenException(
            "recovery.text-missing",
            new("text：请写明情况。", "text: say what it is."),
            status: 400
        );

    public static IReadOnlyList<string> ReadEvidence(IReadOnlyList<string>? given) =>
        [
            .. (given ?? [])
                .Select(e => TypedText.Read(e, CorrectionBounds.LongestEvidence, "evidence"))
                .OfType<string>(),
        ];
}
