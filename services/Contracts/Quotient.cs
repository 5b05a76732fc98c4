using System.Numerics;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>
/// An exact quotient, such as 2 of 3 cards. Sums and products of quotients are compared and multiplied without rounding,
/// where a decimal would already have lost a third.
/// </summary>
/// <param name="Denominator">Above zero.</param>
public readonly record struct Quotient(
    [property: JsonConverter(typeof(RatioJson))] decimal Numerator,
    [property: JsonConverter(typeof(RatioJson))] decimal Denominator
)
{
    /// <summary>The quotient as a decimal of 28 digits.</summary>
    [JsonIgnore]
    public decimal Value => Numerator / Denominator;

    /// <summary>The quotient of two whole numbers in its lowest terms; others stay as they are.</summary>
    public static Quotient Of(decimal numerator, decimal denominator)
    {
        if (numerator != decimal.Truncate(numerator) || denominator != decimal.Truncate(denominator))
            return new(numerator, denominator);
        var divisor = (decimal)BigInteger.GreatestCommonDivisor((BigInteger)numerator, (BigInteger)denominator);
        return new(numerator / divisor, denominator / divisor);
    }
}
