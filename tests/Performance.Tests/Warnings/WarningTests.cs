using CardTeam.Contracts;
using CardTeam.Performance.Warnings;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Tests.Warnings;

public sealed class WarningTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 8, 15);

    private static WarningCause Cause(string began, string last, int confirm = 1, bool isOver = false) =>
        new(
            Rule: "sleeping",
            ManagerNo: "M1",
            Began: Period.Parse(began),
            Last: Period.Parse(last),
            Org: "B1-1",
            Above: "B1",
            Evidence: "[]",
            IsOver: isOver,
            Severity: "warning",
            IsConduct: false,
            Confirm: confirm,
            ResponseDays: 10
        );

    private static Warning Raised() => Warning.Find(Cause("2026-06", "2026-06"), 1, Today, Now);

    [Fact]
    public void Goes_from_warning_to_response_receipt_and_outcome_each_by_the_right_person()
    {
        var warning = Raised();
        Assert.Equal((WarningState.Raised, new DateOnly(2026, 8, 25)), (warning.State, warning.RespondBy!.Value));
        Assert.Equal("warning.wrong-state", CodeOf(() => warning.Receive("boss", null, Now)));
        Assert.Equal("warning.about-yourself", CodeOf(() => warning.Respond("m1", "M1", "x", Today, Today, Now)));
        Assert.Equal(
            "warning.due-day-passed",
            CodeOf(() => warning.Respond("head", null, "x", Today.AddDays(-1), Today, Now))
        );
        warning.Respond("head", null, "visits with the trainer", Today.AddDays(30), Today, Now);
        Assert.Equal("warning.wrong-state", CodeOf(() => warning.Respond("head", null, "y", Today, Today, Now)));
        Assert.Equal("warning.maker-cannot-check", CodeOf(() => warning.Receive("head", null, Now)));
        Assert.Equal("warning.maker-cannot-check", CodeOf(() => warning.Return("head", null, "r", Today)));
        warning.Receive("boss", null, Now);
        Assert.Equal("warning.maker-cannot-check", CodeOf(() => warning.Settle("head", null, "improved", "n", Now)));
        Assert.Equal("warning.about-yourself", CodeOf(() => warning.Settle("m1", "M1", "improved", "n", Now)));
        warning.Settle("boss", null, "improved", "below the limit again", Now);
        Assert.Equal((WarningState.Settled, "improved"), (warning.State, warning.Outcome));
    }

    [Fact]
    public void A_response_that_is_sent_back_is_given_again()
    {
        var warning = Raised();
        warning.Respond("head", null, "will see", Today, Today, Now);
        warning.Return("boss", null, "too vague", Today.AddDays(5));
        Assert.Equal((WarningState.Raised, "too vague"), (warning.State, warning.ReturnReason));
        warning.Respond("head", null, "two visits a week", Today.AddDays(14), Today, Now);
        Assert.Equal((WarningState.Responded, null), (warning.State, warning.ReturnReason));
    }

    [Fact]
    public void A_cause_is_monitored_until_it_has_lasted_as_long_as_its_rule_asks_for()
    {
        var warning = Warning.Find(Cause("2026-06", "2026-06", confirm: 2), 1, Today, Now);
        Assert.Equal((WarningState.Monitoring, null), (warning.State, warning.RespondBy));
        Assert.Equal("warning.wrong-state", CodeOf(() => warning.Respond("head", null, "x", Today, Today, Now)));
        warning.Follow(Cause("2026-06", "2026-07", confirm: 2), Today.AddDays(30));
        Assert.Equal((WarningState.Raised, Today.AddDays(40)), (warning.State, warning.RespondBy));
        // The days to respond do not begin again with every close.
        warning.Follow(Cause("2026-06", "2026-08", confirm: 2), Today.AddDays(60));
        Assert.Equal(Today.AddDays(40), warning.RespondBy);
        var over = Warning.Find(Cause("2026-06", "2026-06", confirm: 2, isOver: true), 1, Today, Now);
        Assert.Equal(WarningState.Cleared, over.State);
    }

    [Fact]
    public void What_late_knowledge_takes_away_is_cleared_unless_somebody_has_responded()
    {
        var unanswered = Raised();
        unanswered.Clear();
        Assert.Equal((WarningState.Cleared, null), (unanswered.State, unanswered.RespondBy));
        unanswered.Follow(Cause("2026-06", "2026-06"), Today);
        Assert.Equal(WarningState.Raised, unanswered.State);
        var answered = Raised();
        answered.Respond("head", null, "x", Today, Today, Now);
        answered.Clear();
        Assert.Equal((WarningState.Responded, true), (answered.State, answered.IsOutdated));
        answered.Follow(Cause("2026-06", "2026-07"), Today);
        Assert.Equal((WarningState.Responded, false), (answered.State, answered.IsOutdated));
    }

    private static string CodeOf(Action act) => Assert.Throws<RuleBrokenException>(act).Code;
}
