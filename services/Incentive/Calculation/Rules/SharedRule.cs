using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// A rule over several managers: what it comes to for one rests on what others earned in the month. It is applied to the
/// whole bank at once (<see cref="SharedPay"/>), before each manager's month is calculated.
/// </summary>
internal abstract record SharedRule(string Id) : Rule(Id)
{
    /// <summary>Always false: late knowledge about a manager changes the pay of others.</summary>
    public sealed override bool IsOfOneMonth => false;

    /// <summary>Adds the rule's lines to every manager of the bank.</summary>
    public abstract void Share(Sharing sharing);

    public sealed override void Apply(ManagerMonth month) => month.AddShared(this);

    /// <summary>A line of this rule.</summary>
    /// <param name="arguments">The values that its sentence names.</param>
    /// <param name="basis">The managers on whose earnings it rests.</param>
    private protected Line Line(
        LineKind kind,
        string reason,
        Money amount,
        IReadOnlyList<string> arguments,
        decimal? quantity = null,
        decimal? rate = null,
        decimal? exact = null,
        IReadOnlyList<string>? basis = null
    ) =>
        new(
            Rule: Id,
            Kind: kind,
            Reason: reason,
            Arguments: arguments,
            Quantity: quantity,
            Rate: rate,
            Factor: null,
            Exact: exact,
            Amount: amount,
            Basis: basis
        );
}
