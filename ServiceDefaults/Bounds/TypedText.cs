using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CardTeam.ServiceDefaults.Bounds;

/// <summary>
/// The rule for every text that people type: names, reasons, comments, categories. It is trimmed and composed (NFC).
/// Invisible characters, characters that change the reading direction and control characters are refused by name,
/// because two texts that look alike must be alike.
/// </summary>
public static class TypedText
{
    /// <param name="given">The text as it came.</param>
    /// <param name="longest">The greatest length in characters, after trimming.</param>
    /// <param name="text">The text to keep; null where nothing was typed.</param>
    /// <param name="refusal">The reason, where the text is refused.</param>
    /// <param name="hasLines">True for a text that may have several lines, such as a comment.</param>
    public static bool TryRead(
        string? given,
        int longest,
        out string? text,
        [NotNullWhen(false)] out Refusal? refusal,
        bool hasLines = false
    )
    {
        text = null;
        refusal = null;
        var trimmed = given?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            return true;
        refusal = FindForbidden(trimmed, hasLines);
        if (refusal is not null)
            return false;
        trimmed = trimmed.IsNormalized() ? trimmed : trimmed.Normalize();
        if (trimmed.Length > longest)
        {
            refusal = new(
                "import.too-long",
                new(Invariant($"最长 {longest} 个字符。"), Invariant($"At most {longest} characters."))
            );
            return false;
        }

        text = trimmed;
        return true;
    }

    /// <summary>The text to keep, or null where nothing was typed.</summary>
    /// <param name="field">The field's name, for the answer.</param>
    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">
    /// 400: the text is too long, or has a character that is refused.
    /// </exception>
    public static string? Read(string? given, int longest, string field, bool hasLines = false) =>
        TryRead(given, longest, out var text, out var refusal, hasLines) ? text : throw refusal.Of(field);

    /// <summary>
    /// True for characters that no screen shows: zero-width ones, marks of direction, soft hyphens, fillers.
    /// </summary>
    public static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || c is '\u115F' or '\u1160' or '\u2800' or '\u3164' or '\uFFA0' or '\uFFFE' or '\uFFFF';

    private static Refusal? FindForbidden(string text, bool hasLines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < '\u007F' && c >= ' ')
                continue;
            if (char.IsControl(c))
            {
                if (hasLines && c is '\n' or '\r' or '\t')
                    continue;
                return Forbidden("import.control-character", "控制字符", "a control character", c, i);
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(text, i) == UnicodeCategory.Format)
                    return Forbidden(
                        "import.invisible-character",
                        "不可见字符",
                        "an invisible character",
                        char.ConvertToUtf32(c, text[i + 1]),
                        i
                    );
                i++;
                continue;
            }

            if (char.IsSurrogate(c))
                return Forbidden("import.broken-character", "残缺字符", "half a character", c, i);
            if (IsInvisible(c))
                return Forbidden("import.invisible-character", "不可见字符", "an invisible character", c, i);
            if (c == '\uFFFD')
                return Forbidden("import.broken-character", "残缺字符", "a character that was lost", c, i);
        }

        return null;
    }

    private static Refusal Forbidden(string code, string zh, string en, int character, int place)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"U+{character:X4}");
        return new(
            code,
            new(
                Invariant($"第 {place + 1} 个字符是{zh}（{name}），请删除后重新输入。"),
                Invariant($"Character {place + 1} is {en} ({name}); delete it and type the text again.")
            )
        );
    }
}
