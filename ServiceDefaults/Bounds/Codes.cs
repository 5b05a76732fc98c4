using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CardTeam.ServiceDefaults.Bounds;

/// <summary>
/// The rule for codes and references, by which things are found again: the rule for every typed text, and in addition
/// full-width digits, letters and signs are read as their half-width forms, so that ＡＢ１２ and AB12 are the same
/// code.
/// </summary>
public static class Codes
{
    /// <summary>A reference of another system: any visible characters.</summary>
    /// <inheritdoc cref="TypedText.TryRead"/>
    public static bool TryRead(
        string? given,
        int longest,
        out string? code,
        [NotNullWhen(false)] out Refusal? refusal
    ) => TypedText.TryRead(ToHalfWidth(given), longest, out code, out refusal);

    /// <summary>The code to keep, or null where nothing was typed.</summary>
    /// <inheritdoc cref="TypedText.Read"/>
    public static string? Read(string? given, int longest, string field) =>
        TryRead(given, longest, out var code, out var refusal) ? code : throw refusal.Of(field);

    /// <summary>
    /// A manager's number: letters, digits, dots, hyphens and underscores, the first a letter or digit.
    /// </summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool TryReadManagerNo(string? given, out string? managerNo, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (!TryRead(given, Lengths.ManagerNo, out managerNo, out refusal))
            return false;
        if (managerNo is null || IsManagerNo(managerNo))
            return true;
        refusal = new(
            "manager.number-not-valid",
            new(
                $"编号只能含字母、数字、点、横线和下划线：{Refusal.Quote(managerNo)}。",
                $"A number has letters, digits, dots, hyphens and underscores only: {Refusal.Quote(managerNo)}."
            )
        );
        managerNo = null;
        return false;
    }

    /// <summary>True for what can be a manager's number on a roster.</summary>
    public static bool IsManagerNo(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length is 0 or > Lengths.ManagerNo || !char.IsAsciiLetterOrDigit(code[0]))
            return false;
        foreach (var c in code)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                return false;
        return true;
    }

    /// <summary>
    /// Converts full-width forms (U+FF01 to U+FF5E and the ideographic space) to the half-width characters.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? ToHalfWidth(string? text)
    {
        if (
            text is null
            || text.AsSpan().IndexOfAnyInRange('\uFF01', '\uFF5E') < 0
                && !text.Contains('\u3000', StringComparison.Ordinal)
        )
            return text;
        var half = new StringBuilder(text.Length);
        foreach (var c in text)
            half.Append(
                c switch
                {
                    >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
                    '\u3000' => ' ',
                    _ => c,
                }
            );
        return half.ToString();
    }
}
