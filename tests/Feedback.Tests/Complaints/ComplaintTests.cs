using CardTeam.Feedback.Complaints;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Feedback.Tests.Complaints;

public class ComplaintTests
{
    private static readonly DateOnly Received = new(2026, 6, 1);
    private static readonly ComplaintContent Open = new("M1", Received, "phone", "年费", "minor", null, null);

    [Fact]
    public void An_undecided_complaint_is_due_on_the_fifteenth_day_after_it_was_received()
    {
        var complaint = Complaint.Receive("C1", Open, 1);

        Assert.Equal(new DateOnly(2026, 6, 16), complaint.DueOn);
        Assert.Null(complaint.Revise(Open with { Outcome = "rejected", ResolvedOn = Received }, 1)!.DueOn);
    }

    [Fact]
    public void Every_change_is_a_version_and_saying_the_same_is_none()
    {
        var received = Complaint.Receive("C1", Open, 1);
        Assert.Null(received.Revise(Open with { }, 2));
        var decided = received.Revise(Open with { Outcome = "upheld", ResolvedOn = new(2026, 6, 9) }, 2)!;
        var moved = decided.Revise(decided.Content with { ManagerNo = "M2" }, 2)!;

        Assert.Equal((1, 1, 2), (received.Version, received.KnownFrom, received.KnownUntil));
        Assert.Equal((2, 2, 2), (decided.Version, decided.KnownFrom, decided.KnownUntil));
        Assert.Equal(
            (3, 2, null, "M2", "upheld"),
            (moved.Version, moved.KnownFrom, moved.KnownUntil, moved.ManagerNo, moved.Outcome)
        );
        Assert.Throws<InvalidOperationException>(() => received.Revise(Open with { Severity = "major" }, 3));
    }

    [Theory]
    [InlineData("upheld", null, "complaint.decided-without-a-day")]
    [InlineData(null, "2026-06-09", "complaint.resolved-without-outcome")]
    public void A_decision_has_a_day_and_the_day_a_decision(string? outcome, string? day, string code)
    {
        var content = Open with { Outcome = outcome, ResolvedOn = day is null ? null : DateOnly.Parse(day) };
        var received = Complaint.Receive("C1", Open, 1);

        Assert.Equal(code, Assert.Throws<RuleBrokenException>(() => Complaint.Receive("C2", content, 1)).Code);
        Assert.Equal(code, Assert.Throws<RuleBrokenException>(() => received.Revise(content, 1)).Code);
        Assert.Null(received.KnownUntil);
    }

    [Fact]
    public void It_may_be_decided_on_the_day_it_was_received_and_not_before()
    {
        Assert.Equal(
            "rejected",
            Complaint.Receive("C1", Open with { Outcome = "rejected", ResolvedOn = Received }, 1).Outcome
        );
        Assert.Equal(
            "complaint.resolved-before-received",
            Assert
                .Throws<RuleBrokenException>(() =>
                    Complaint.Receive("C1", Open with { Outcome = "rejected", ResolvedOn = Received.AddDays(-1) }, 1)
                )
                .Code
        );
    }
}
