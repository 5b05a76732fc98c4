using System.Globalization;
using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CardTeam.Platform.Data;

/// <summary>Stores an amount as whole 分.</summary>
public sealed class MoneyToFen() : ValueConverter<Money, long>(m => m.Fen, fen => new Money(fen));

/// <summary>Stores a period as text that sorts as the months do: <c>2026-06</c>.</summary>
public sealed class PeriodToText() : ValueConverter<Period, string>(p => p.ToString(), text => Read(text))
{
    private static readonly string NoPeriod = default(Period).ToString();

    // A compiled model asks for the value of a property that nobody has set, which is no period anybody may write.
    private static Period Read(string text) => text == NoPeriod ? default : Period.Parse(text);
}

/// <summary>Stores an instant without its offset, in UTC.</summary>
public sealed class InstantToUtc()
    : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime,
        utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
    );

/// <summary>
/// Stores decimals as text, exact and with all places: SQLite has no decimal type and SQL Server would fix the number of
/// places.
/// </summary>
public sealed class DecimalToText()
    : ValueConverter<decimal, string>(
        value => value.ToString(CultureInfo.InvariantCulture),
        text => decimal.Parse(text, CultureInfo.InvariantCulture)
    );
