using System.Globalization;

namespace CardTeam.ServiceDefaults.Bounds;

/// <summary>
/// Finds texts that may be the number of a real card (ISO/IEC 7812: 13 to 19 digits, the last a Luhn check digit). Card
/// numbers are refused in every column.
/// </summary>
public static class CardNumbers
{
    private const int Shortest = 13,
        Longest = 19;

    public static Refusal Refusal { get; } =
        new(
            "import.looks-like-a-card-number",
            new("看起来是真实卡号；请改用不透明的引用号。", "Looks like a card number; use an opaque reference.")
        );

    /// <summary>
    /// True when the text holds as many digits as a card number has (of any script, also with spaces, hyphens or dots
    /// between them) that begin as a card scheme's numbers do and pass the check. Letters before or after them make no
    /// difference.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest)
            return false;
        var joined = new Digits();
        var solid = new Digits();
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber)
            {
                var digit = (int)char.GetNumericValue(c);
                joined.Add(digit);
                solid.Add(digit);
                continue;
            }

            if (solid.AreCard())
                return true;
            solid = new Digits();
            if (IsSeparator(c))
                continue;
            if (joined.AreCard())
                return true;
            joined = new Digits();
        }

        return joined.AreCard() || solid.AreCard();
    }

    private static bool IsSeparator(char c) =>
        c is '.' or '·' or '．' or '/'
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.SpaceSeparator
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.Format;

    /// <summary>The digits of one run, as far as a card's number reaches.</summary>
    private struct Digits
    {
        private int _count;
        private long _number;

        public void Add(int digit)
        {
            _count++;
            if (_count <= Longest)
                _number = unchecked(_number * 10 + digit);
        }

        /// <summary>
        /// Schemes begin with 3 to 6, with 9 (domestic cards), or with 22 to 27. A reference that begins with a day,
        /// such as 20260601…, does not match.
        /// </summary>
        public readonly bool AreCard()
        {
            if (_count is < Shortest or > Longest)
                return false;
            var number = unchecked((ulong)_number);
            var (sum, digit) = (0, 0);
            for (var i = 0; i < _count; i++)
            {
                var before = digit;
                digit = (int)(number % 10);
                number /= 10;
                var counted = i % 2 == 0 ? digit : digit * 2;
                sum += counted > 9 ? counted - 9 : counted;
                if (i == _count - 1)
                    return sum % 10 == 0 && (digit is >= 3 and <= 6 or 9 || (digit == 2 && before is >= 2 and <= 7));
            }

            return false;
        }
    }
}
