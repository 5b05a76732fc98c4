namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// A rule of a plan that passed every check. Each type is a file of its own: how it is read from the document, and what
/// it adds to a manager's month. <see cref="RuleTypes"/> lists them.
/// </summary>
internal abstract record Rule(string Id)
{
    /// <summary>Adds the rule's lines to a month, after the rules that take effect before it.</summary>
    public abstract void Apply(ManagerMonth month);
}
