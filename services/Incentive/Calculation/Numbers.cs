using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>Numbers as lines keep them.</summary>
internal static class Numbers
{
    public static decimal Yuan(Money money) => money.Fen / 100m;

    public static string Plain(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
