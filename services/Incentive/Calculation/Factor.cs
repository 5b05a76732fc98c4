using System.Numerics;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// A factor: a decimal as plans write them, times quotients where KPIs are in it. A third of an amount is a third: nothing
/// is rounded before the one rounding of the line.
/// </summary>
internal readonly record struct Factor
{
    public static readonly Factor One = new(1);

    private readonly decimal _written;
    private readonly (BigInteger Numerator, BigInteger Denominator)? _quotient;

    private Factor(decimal written, (BigInteger, BigInteger)? quotient = null) =>
        (_written, _quotient) = (written, quotient);

    /// <summary>The factor as a decimal of 28 digits.</summary>
    public decimal Value => Times(1);

    public static implicit operator Factor(decimal written) => new(written);

    /// <summary>Σ weight × value.</summary>
    public static Factor SumOf(IEnumerable<(decimal Weight, Quotient Value)> weighted)
    {
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var (weight, value) in weighted)
        {
            var (weightOver, weightUnder) = Whole(weight);
            var (over, overUnder) = Whole(value.Numerator);
            var (under, underUnder) = Whole(value.Denominator);
            // weight × value = (weightOver × over × underUnder) ÷ (weightUnder × overUnder × under)
            var (n, d) = (weightOver * over * underUnder, weightUnder * overUnder * under);
            (numerator, denominator) = (numerator * d + n * denominator, denominator * d);
        }

        return new(1, (numerator, denominator));
    }

    public static Factor operator *(Factor a, Factor b) =>
        new(
            a._written * b._written,
            (a._quotient, b._quotient) switch
            {
                ({ } x, { } y) => (x.Numerator * y.Numerator, x.Denominator * y.Denominator),
                _ => a._quotient ?? b._quotient,
            }
        );

    /// <summary>True when the factor is below a bound, compared unrounded.</summary>
    public bool IsBelow(decimal bound)
    {
        var ((own, ownUnder), (other, otherUnder)) = (Whole(_written), Whole(bound));
        var (n, d) = _quotient ?? (BigInteger.One, BigInteger.One);
        return own * n * otherUnder < other * ownUnder * d;
    }

    /// <summary>The amount multiplied: exact where the product ends within 28 digits.</summary>
    public decimal Times(decimal amount)
    {
        var product = amount * _written;
        if (_quotient is not { } quotient)
            return product;
        var (over, under) = Whole(product);
        var (n, d) = (over * quotient.Numerator, under * quotient.Denominator);
        var whole = BigInteger.DivRem(n, d, out var rest);
        var result = (decimal)whole;
        // The places after the point, one by one, as far as a decimal goes.
        for (var (place, scale) = (0.1m, 1); !rest.IsZero && scale <= 28; scale++, place /= 10)
        {
            var digit = BigInteger.DivRem(rest * 10, d, out rest);
            var next = result + (decimal)digit * place;
            if (next == result && !digit.IsZero)
                break;
            result = next;
        }

        return result;
    }

    /// <summary>A decimal as whole numbers: what is over the line, and the power of ten under it.</summary>
    private static (BigInteger Over, BigInteger Under) Whole(decimal value)
    {
        var under = BigInteger.Pow(10, value.Scale);
        return (new BigInteger(decimal.Truncate(value)) * under + FractionOf(value), under);

        static BigInteger FractionOf(decimal value)
        {
            var fraction = value - decimal.Truncate(value);
            for (var places = value.Scale; places > 0; places--)
                fraction *= 10;
            return new BigInteger(fraction);
        }
    }
}
