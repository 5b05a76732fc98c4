namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Steps that follow each other without a hole from 0 on. Each holds from its start up to the start of the next one.
/// </summary>
/// <param name="IsUpTo">
/// True for a table written with <c>upTo</c>: a value where two steps meet belongs to the lower one. Otherwise it
/// belongs to the higher one.
/// </param>
internal sealed record Table(IReadOnlyList<Step> Steps, bool IsUpTo = false)
{
    /// <summary>The step that contains <paramref name="at"/>; the first one for anything below it.</summary>
    public Step StepAt(decimal at)
    {
        for (var i = Steps.Count - 1; i > 0; i--)
            if (IsUpTo ? at > Steps[i].From : at >= Steps[i].From)
                return Steps[i];
        return Steps[0];
    }

    /// <summary>The value of the step that contains <paramref name="at"/>.</summary>
    public decimal ValueAt(decimal at) => StepAt(at).Value;

    /// <summary>
    /// The step of a unit counted from 0: the first ten units are in a step up to 10, and also in one that ends where
    /// the next begins with 10.
    /// </summary>
    public Step StepOfUnit(int number)
    {
        for (var i = Steps.Count - 1; i > 0; i--)
            if (number >= Steps[i].From)
                return Steps[i];
        return Steps[0];
    }

    /// <summary>Splits a total over the steps into the quantity in each; what lies above a last end is in none.</summary>
    public IEnumerable<(decimal Quantity, Step Step)> Split(decimal total)
    {
        for (var i = 0; i < Steps.Count && total > Steps[i].From; i++)
        {
            var end = i + 1 < Steps.Count ? Steps[i + 1].From : Steps[i].From + (Steps[i].Length ?? total);
            yield return (Math.Min(total, end) - Steps[i].From, Steps[i]);
        }
    }

    /// <summary>The worth of a total of which each step takes its own part.</summary>
    public decimal Marginal(decimal total) => Split(total).Sum(part => part.Step.Worth(part.Quantity));
}

/// <param name="Value">The worth of one of the quantity; with a length, the worth of the whole step.</param>
/// <param name="Length">The step's length where its value is for the whole of it; otherwise null.</param>
internal readonly record struct Step(decimal From, decimal Value, decimal? Length = null)
{
    /// <summary>The value for one of the quantity; null where the value is for the whole step.</summary>
    public decimal? Rate => Length is null ? Value : null;

    /// <summary>The worth of a quantity in this step.</summary>
    public decimal Worth(decimal quantity) => Length is { } length ? quantity * Value / length : quantity * Value;
}
