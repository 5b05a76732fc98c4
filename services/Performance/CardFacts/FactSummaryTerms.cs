using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.CardFacts;

/// <summary>A question about card facts: their months and kind, and what they are told apart by.</summary>
internal sealed record FactSummaryTerms(
    Period From,
    Period Until,
    CardFactKind? Kind,
    bool ByProduct,
    bool ByMonth,
    bool ByUnit,
    bool ByLevel,
    bool ByKind
)
{
    public const string Product = "product",
        Month = "month",
        Unit = "unit",
        Level = "level",
        OfKind = "kind";

    private const int UsualMonths = 6,
        MostMonths = 24;

    private static readonly string[] Dimensions = [Product, Month, Unit, Level, OfKind];

    /// <param name="by">Dimensions, separated by commas; without any, by month.</param>
    /// <param name="from">The first month; null means six months in all.</param>
    /// <param name="until">The last month; null means the current one.</param>
    /// <exception cref="RuleBrokenException">400: something is not as it should be.</exception>
    public static FactSummaryTerms Read(string? by, string? kind, Period? from, Period? until, DateOnly today)
    {
        var named = (by ?? Month).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Except(Dimensions, StringComparer.Ordinal).Any())
            throw Refused(
                "fact-summary.unknown-dimension",
                new(
                    $"by 应为下列项目，以逗号分隔：{string.Join("、", Dimensions)}。",
                    $"by has some of these, separated by commas: {string.Join(", ", Dimensions)}."
                )
            );
        CardFactKind? wanted = kind is null ? null : CardFactWords.Read(kind);
        var last = until ?? Period.MonthOf(today);
        var first = from ?? Period.MonthOf(last.FirstDay.AddMonths(1 - UsualMonths));
        if (!first.IsMonth || !last.IsMonth || first > last || last.FirstDay > first.FirstDay.AddMonths(MostMonths - 1))
            throw Refused(
                "fact-summary.not-these-months",
                new(
                    $"from 和 until 应为月份，先后有序，最多 {MostMonths} 个月。",
                    $"from and until are months in order, at most {MostMonths} of them."
                )
            );
        bool Has(string dimension) => named.Contains(dimension, StringComparer.Ordinal);
        return new(first, last, wanted, Has(Product), Has(Month), Has(Unit), Has(Level), Has(OfKind));
    }

    private static RuleBrokenException Refused(string code, Text text) => new(code, text, status: 400);
}
