namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Steps that each hold from their start (included) to the start of the next one (excluded); the first starts at 0, the
/// last has no end.
/// </summary>
internal sealed record Table(IReadOnlyList<Step> Steps)
{
    /// <summary>The step that contains <paramref name="at"/>; the first one for anything below it.</summary>
    public Step StepAt(decimal at)
    {
        for (var i = Steps.Count - 1; i > 0; i--)
            if (at >= Steps[i].From)
                return Steps[i];
        return Steps[0];
    }

    /// <summary>The value of the step that contains <paramref name="at"/>.</summary>
    public decimal ValueAt(decimal at) => StepAt(at).Value;

    /// <summary>Splits a total over the steps into the quantity in each.</summary>
    public IEnumerable<(decimal Quantity, decimal Value)> Split(decimal total)
    {
        for (var i = 0; i < Steps.Count && total > Steps[i].From; i++)
        {
            var end = i + 1 < Steps.Count ? Math.Min(total, Steps[i + 1].From) : total;
            yield return (end - Steps[i].From, Steps[i].Value);
        }
    }
}

internal readonly record struct Step(decimal From, decimal Value);
