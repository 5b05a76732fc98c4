using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Platform.Bounds;

/// <summary>
/// Reads numbers: scores, values and targets to six decimals, amounts to two, counts as whole numbers.
/// </summary>
public static class Figures
{
    /// <summary>The number of decimals that scores, values and targets are rounded to, half up.</summary>
    public const int Places = 6;

    /// <summary>The largest score, value or target, in either direction.</summary>
    public const decimal Largest = 1_000_000_000_000m;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>
    /// Reads a number in plain decimal notation. More than six decimals are rounded half up; spreadsheets keep averages
    /// with fifteen.
    /// </summary>
    public static bool TryRead(string text, out decimal value, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        refusal = null;
        var written = Codes.ToHalfWidth(text);
        if (
            written.Length > 40
            || written.EndsWith('.')
            || !decimal.TryParse(written, Plain, CultureInfo.InvariantCulture, out value)
        )
        {
            value = 0;
            refusal = new(
                "import.not-a-number",
                new($"不是数字：{Refusal.Quote(text)}。", $"Not a number: {Refusal.Quote(text)}.")
            );
            return false;
        }

        refusal = OfSize(value);
        value = Round(value);
        return refusal is null;
    }

    /// <summary>Rounds half up to six decimals, as scores, values and targets are kept.</summary>
    public static decimal Round(decimal value) =>
        value.Scale <= Places ? value : Math.Round(value, Places, MidpointRounding.AwayFromZero);

    /// <summary>The reason why a score, value or target is too large; null where it is not.</summary>
    public static Refusal? OfSize(decimal value) =>
        Math.Abs(value) <= Largest
            ? null
            : new(
                "import.number-too-large",
                new(
                    Invariant($"数字最大为 {Largest}。"),
                    string.Create(CultureInfo.InvariantCulture, $"A number is at most {Largest}.")
                )
            );

    /// <summary>Reads an amount with at most two decimals, within the bank's bounds.</summary>
    public static bool TryReadAmount(
        string text,
        BankBounds bounds,
        out Money amount,
        [NotNullWhen(false)] out Refusal? refusal
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(bounds);
        if (Money.TryParse(Codes.ToHalfWidth(text), out amount))
        {
            refusal = bounds.OfAmount(amount);
            return refusal is null;
        }

        refusal = new(
            "import.not-an-amount",
            new(
                $"不是金额（最多两位小数）：{Refusal.Quote(text)}。",
                $"Not an amount with at most two decimals: {Refusal.Quote(text)}."
            )
        );
        return false;
    }

    /// <summary>Reads a whole number within bounds.</summary>
    public static bool TryReadWhole(
        string text,
        int least,
        int most,
        out int value,
        [NotNullWhen(false)] out Refusal? refusal
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        refusal = null;
        if (
            int.TryParse(Codes.ToHalfWidth(text), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least
            && value <= most
        )
            return true;
        refusal = new(
            "import.not-in-range",
            new(
                Invariant($"应为 {least} 到 {most} 的整数：{Refusal.Quote(text)}。"),
                Invariant($"A whole number from {least} to {most} is wanted: {Refusal.Quote(text)}.")
            )
        );
        return false;
    }
}
