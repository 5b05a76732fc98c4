using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// A rule of a plan that passed every check. Each type is a file of its own: how it is read from the document, and what
/// it adds to a manager's month. <see cref="RuleTypes"/> lists them.
/// </summary>
internal abstract record Rule(string Id)
{
    /// <summary>The place of the rule in the order of effect.</summary>
    public abstract Effect Effect { get; }

    /// <summary>The managers the rule is for.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>
    /// False for a rule whose lines rest on anything beside its manager's month, but for what the month before left and
    /// for clawbacks: a run then recomputes everything, since it cannot tell which months late knowledge touches.
    /// </summary>
    public virtual bool IsOfOneMonth => true;

    /// <summary>
    /// The meaning of the rule for the person it is for, in sentences: a whole one, then one a row of its table. Any number
    /// of the rule is in them.
    /// </summary>
    /// <param name="names">The names of the plan's rules.</param>
    public abstract IEnumerable<Text> Sentences(RuleNames names);

    /// <summary>Adds the rule's lines to the month of a manager it is for, after the rules with an earlier effect.</summary>
    public abstract void Apply(ManagerMonth month);

    /// <summary>Finds faults that show only beside the plan's other rules.</summary>
    public virtual void CheckAmong(IReadOnlyList<Rule> rules, string path, RuleReader reader) { }
}
