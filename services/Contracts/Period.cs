using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>
/// A period of the bank's calendar (Asia/Shanghai): a month <c>2026-06</c>, quarter <c>2026-Q2</c>, half-year
/// <c>2026-H1</c> or year <c>2026</c>.
/// </summary>
[JsonConverter(typeof(Json))]
public readonly record struct Period : IComparable<Period>, IParsable<Period>
{
    /// <summary>
    /// The years of periods. The last leaves a century of the calendar to who counts on from a period.
    /// </summary>
    public const int FirstYear = 1900,
        LastYear = 9899;

    private readonly DateOnly _firstDay;
    private readonly byte _months;

    private Period(int year, int firstMonth, int months)
    {
        _firstDay = new(year, firstMonth, 1);
        _months = (byte)months;
    }

    public DateOnly FirstDay => _firstDay;
    public DateOnly LastDay => _firstDay.AddMonths(_months).AddDays(-1);
    public bool IsMonth => _months == 1;

    /// <summary>The first month of the period: itself where it is one.</summary>
    public Period FirstMonth => MonthOf(FirstDay);

    /// <summary>The last month of the period: itself where it is one.</summary>
    public Period LastMonth => MonthOf(LastDay);

    /// <summary>The length of the period, one of <see cref="Rhythms"/>.</summary>
    public string Rhythm =>
        _months switch
        {
            1 => Rhythms.Month,
            3 => Rhythms.Quarter,
            6 => Rhythms.Half,
            _ => Rhythms.Year,
        };

    /// <summary>Lists the months of the period in order.</summary>
    public IEnumerable<Period> Months()
    {
        for (var (month, last) = (FirstMonth, LastMonth); month <= last; month = month.Next())
            yield return month;
    }

    /// <summary>The next period of the same length.</summary>
    public Period Next() => Moved(1);

    public Period Previous() => Moved(-1);

    public bool Contains(DateOnly day) => FirstDay <= day && day <= LastDay;

    public static Period Month(int year, int month) => new(year, month, 1);

    public static Period MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The period of a rhythm that contains a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rhythm.</exception>
    public static Period Of(string rhythm, DateOnly day)
    {
        var months = rhythm switch
        {
            Rhythms.Month => 1,
            Rhythms.Quarter => 3,
            Rhythms.Half => 6,
            Rhythms.Year => 12,
            _ => throw new ArgumentOutOfRangeException(nameof(rhythm), rhythm, "No such rhythm."),
        };
        return new(day.Year, (day.Month - 1) / months * months + 1, months);
    }

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is null || text.Length is < 4 or > 7 || (text.Length > 4 && text[4] != '-'))
            return false;
        if (
            !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < FirstYear or > LastYear
        )
            return false;
        var part = text.Length > 4 ? text.AsSpan(5) : default;
        switch (part)
        {
            case []:
                period = new(year, 1, 12);
                return text.Length == 4;
            case ['Q', >= '1' and <= '4' and var q]:
                period = new(year, (q - '1') * 3 + 1, 3);
                return true;
            case ['H', >= '1' and <= '2' and var h]:
                period = new(year, (h - '1') * 6 + 1, 6);
                return true;
            case [>= '0' and <= '1', >= '0' and <= '9']:
                var month = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
                if (month is < 1 or > 12)
                    return false;
                period = new(year, month, 1);
                return true;
            default:
                return false;
        }
    }

    /// <exception cref="FormatException">The text is not a period.</exception>
    public static Period Parse(string text) =>
        TryParse(text, out var period)
            ? period
            : throw new FormatException($"Not a period (2026-06, 2026-Q2, 2026-H1, 2026): '{text}'.");

    static Period IParsable<Period>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Period>.TryParse(string? s, IFormatProvider? provider, out Period result) =>
        TryParse(s, out result);

    /// <summary>Compares by first day; of two that begin together, the shorter comes first.</summary>
    public int CompareTo(Period other) =>
        _firstDay != other._firstDay ? _firstDay.CompareTo(other._firstDay) : _months.CompareTo(other._months);

    public static bool operator <(Period a, Period b) => a.CompareTo(b) < 0;

    public static bool operator >(Period a, Period b) => a.CompareTo(b) > 0;

    public static bool operator <=(Period a, Period b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Period a, Period b) => a.CompareTo(b) >= 0;

    public override string ToString() =>
        _months switch
        {
            1 => string.Create(CultureInfo.InvariantCulture, $"{_firstDay.Year:0000}-{_firstDay.Month:00}"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{_firstDay.Year:0000}-Q{(_firstDay.Month + 2) / 3}"),
            6 => string.Create(CultureInfo.InvariantCulture, $"{_firstDay.Year:0000}-H{(_firstDay.Month + 5) / 6}"),
            _ => _firstDay.Year.ToString("0000", CultureInfo.InvariantCulture),
        };

    /// <summary>The period of the same length that lies so many periods later; earlier where negative.</summary>
    public Period Moved(int by)
    {
        var first = _firstDay.AddMonths(by * _months);
        return new(first.Year, first.Month, _months);
    }

    internal sealed class Json : JsonConverter<Period>
    {
        public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var period)
                ? period
                : throw new JsonException("A period is 2026-06, 2026-Q2, 2026-H1 or 2026.");

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
