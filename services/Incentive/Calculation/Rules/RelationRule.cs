using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Gives the mentor or supervisor of a manager a share of what some rules came to for the manager, factor included and
/// unrounded: a split takes it from the manager, an override pays it on top. What came in by either is moved no further.
/// </summary>
/// <param name="Of">The ids of the rules.</param>
/// <param name="ToMentor">True for the mentor, false for the supervisor, of the manager's last day in post.</param>
/// <param name="IsSplit">True where the manager gives the share away.</param>
internal sealed record RelationRule(string Id, IReadOnlyList<string> Of, bool ToMentor, decimal Portion, bool IsSplit)
    : SharedRule(Id)
{
    public override Effect Effect => IsSplit ? Effect.Split : Effect.Override;

    private Text Whom => ToMentor ? new("带教人", "mentor") : new("上级", "supervisor");

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var of = names.OfAll(string.Join(' ', Of));
        var share = Words.Percent(Portion);
        yield return IsSplit
            ? new(
                $"{of.Zh}所得（含系数）的 {share} 转给{Whom.Zh}；月末没有在岗的{Whom.Zh}时不转。",
                $"{share} of what {of.En} came to, factor included, moves to the {Whom.En}; without a {Whom.En} in post it stays."
            )
            : new(
                $"{of.Zh}所得（含系数）的 {share} 另行发给{Whom.Zh}，本人不减少。",
                $"The {Whom.En} is paid {share} of what {of.En} came to, factor included; the manager loses nothing."
            );
    }

    public static Rule? ReadSplit(RuleDocument rule, string path, RuleReader reader) => Read(rule, path, reader, true);

    public static Rule? ReadOverride(RuleDocument rule, string path, RuleReader reader) =>
        Read(rule, path, reader, false);

    public override void Share(Sharing sharing)
    {
        foreach (var giver in sharing.Under(this))
        {
            var earned = giver.EarnedBy(Of);
            if (earned == 0)
                continue;
            var posting = giver.Figures.Posting;
            var to = ToMentor ? posting?.Mentor : posting?.Supervisor;
            if (to is null || to == giver.ManagerNo || !sharing.IsInPost(to))
            {
                if (IsSplit)
                    sharing.Add(
                        giver.ManagerNo,
                        Line(LineKind.SplitOut, "split-nobody", Money.Zero, [Relation], earned, Portion)
                    );
                continue;
            }

            var exact = earned * Portion;
            var amount = Money.RoundHalfUp(exact * 100);
            if (IsSplit)
                sharing.Add(
                    giver.ManagerNo,
                    Line(LineKind.SplitOut, "split-out", -amount, [Relation, to], earned, Portion, -exact, [to])
                );
            sharing.Add(
                to,
                Line(
                    IsSplit ? LineKind.SplitIn : LineKind.Override,
                    IsSplit ? "split-in" : "override",
                    amount,
                    [Relation, giver.ManagerNo],
                    earned,
                    Portion,
                    exact,
                    [giver.ManagerNo]
                )
            );
        }
    }

    private string Relation => ToMentor ? "mentor" : "supervisor";

    private static RelationRule? Read(RuleDocument rule, string path, RuleReader reader, bool isSplit)
    {
        var to = reader.ReadChoice(rule.To, $"{path}.to", "mentor", "supervisor");
        var share = reader.ReadShare(rule.Share, $"{path}.share");
        if (rule.Of is not { Items.Count: > 0 } of)
        {
            reader.Required($"{path}.of");
            return null;
        }

        return to is not null && share is { } portion
            ? new RelationRule(rule.Id ?? "", of.Items, to == "mentor", portion, isSplit)
            : null;
    }
}
