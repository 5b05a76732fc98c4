using CardTeam.Contracts;
using CardTeam.Feedback.Complaints;
using CardTeam.ServiceDefaults.Errors;
using FsCheck;
using FsCheck.Fluent;
using Words = CardTeam.Feedback.Complaints.CaseWords;

namespace CardTeam.Feedback.Tests.Complaints;

/// <summary>The rules of a case: its states, its clocks, and who may take which step.</summary>
public class ComplaintCaseTests
{
    private static readonly DateOnly June1 = new(2026, 6, 1);
    private static readonly CaseDecision Upheld = new(Words.Upheld, "the call was recorded", "a talk with the manager"),
        Rejected = new(Words.Rejected, "nothing of it was found", null);

    /// <summary>V14: 15 natural days, 30 for a complex case, 30 more once.</summary>
    [Fact]
    public void V14_the_clock_has_15_30_and_60_days()
    {
        var one = Received();
        Assert.Equal(June1.AddDays(15), one.DueOn);
        one.Accept("desk", At(1));
        one.MakeComplex("two branches", "desk", At(2));
        Assert.Equal(June1.AddDays(30), one.DueOn);
        one.AskExtension("the records are elsewhere", "desk", At(3));
        Assert.Equal(June1.AddDays(30), one.DueOn);
        one.DecideExtension(true, "agreed", "other", At(4));
        Assert.Equal(June1.AddDays(60), one.DueOn);
        Assert.Equal("case.no-extension", Refused(() => one.AskExtension("again", "desk", At(5))));
    }

    [Fact]
    public void Only_a_complex_case_is_extended_and_another_person_approves()
    {
        var one = Received();
        one.Accept("desk", At(1));
        Assert.Equal("case.no-extension", Refused(() => one.AskExtension("more", "desk", At(1))));
        one.MakeComplex("two branches", "desk", At(1));
        one.AskExtension("more", "desk", At(1));
        Assert.Equal("case.maker-cannot-check", Refused(() => one.DecideExtension(true, "", "desk", At(2))));
        one.DecideExtension(false, "no need", "other", At(2));
        Assert.Equal(June1.AddDays(30), one.DueOn);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void The_last_day_is_in_time_until_midnight(int day, bool isOnTime)
    {
        var one = Handled();
        // 23:59 of that day in Shanghai.
        var night = new DateTimeOffset(June1.AddDays(day), new(23, 59), TimeSpan.FromHours(8));
        one.Decide(Upheld, "desk", night.ToUniversalTime());
        Assert.Equal(isOnTime, one.IsOnTime);
        Assert.Null(one.DueOn);
    }

    [Fact]
    public void It_goes_from_receipt_to_its_end()
    {
        var one = Handled();
        one.AskStatement("desk", At(2));
        Assert.Equal("case.statement-asked", Refused(() => one.AskStatement("desk", At(2))));
        one.GiveStatement("I explained the fee", "M1", At(3));
        one.Decide(Upheld, "desk", At(5));
        Assert.Equal((Words.Upheld, June1.AddDays(5)), (one.AnnouncedOutcome, one.AnnouncedOn));
        one.Reply("Dear customer", "desk", At(6));
        Assert.Equal("case.cause-missing", Refused(() => one.Close("desk", At(6))));
        one.SetMeasure(new("sales.misleading", "a new script", "head", June1.AddDays(60)), "desk", At(6));
        one.Close("desk", At(7));
        Assert.Equal(
            [
                Words.Received,
                Words.Accepted,
                Words.Assigned,
                Words.StatementAsked,
                Words.StatementGiven,
                Words.Decided,
                Words.Replied,
                Words.MeasureSet,
                Words.Closed,
            ],
            one.Steps.Select(s => s.Kind)
        );
    }

    [Fact]
    public void An_appeal_is_decided_by_somebody_new_and_changes_what_others_hear()
    {
        var one = Replied(Upheld);
        one.Appeal("I was not asked", "desk", At(20));
        Assert.Equal(June1.AddDays(20 + CaseClock.DaysOfAppeal), one.DueOn);
        Assert.Equal("case.in-first-decision", Refused(() => one.Assign("desk", "lead", At(20))));
        Assert.Equal("case.in-first-decision", Refused(() => one.DecideAppeal(Rejected, "desk", At(21))));
        one.Assign("other", "lead", At(21));
        one.DecideAppeal(Rejected, "other", At(25));
        Assert.Equal(
            (true, Words.Rejected, June1.AddDays(25)),
            (one.IsOverturned, one.AnnouncedOutcome, one.AnnouncedOn)
        );
        one.Reply("Dear customer", "other", At(26));
        Assert.Equal("case.appealed-before", Refused(() => one.Appeal("again", "desk", At(27))));
    }

    [Fact]
    public void An_appeal_that_agrees_changes_nothing()
    {
        var one = Replied(Upheld);
        one.Appeal("I want more", "desk", At(20));
        one.DecideAppeal(Upheld, "other", At(25));
        Assert.Equal((false, June1.AddDays(5)), (one.IsOverturned, one.AnnouncedOn));
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, "case.appeal-late")]
    public void An_appeal_comes_within_thirty_days_of_the_reply(int days, string? code)
    {
        var one = Replied(Rejected);
        var day = At(6 + days);
        if (code is null)
            one.Appeal("no", "desk", day);
        else
            Assert.Equal(code, Refused(() => one.Appeal("no", "desk", day)));
    }

    [Fact]
    public void A_case_opened_again_has_a_new_clock_and_no_outcome()
    {
        var one = Replied(Upheld);
        one.SetMeasure(new("other", null, null, null), "desk", At(6));
        one.Close("desk", At(7));
        one.Reopen("new papers", "desk", At(40));
        Assert.Equal((June1.AddDays(55), null), (one.DueOn, one.AnnouncedOutcome));
    }

    [Fact]
    public void A_complaint_that_is_only_received_is_nobody_elses_business()
    {
        var one = Received();
        Assert.False(one.IsAnnounced);
        one.Withdraw("settled on the telephone", "desk", At(1));
        Assert.False(one.IsAnnounced);
        var accepted = Handled();
        accepted.Withdraw("settled on the telephone", "desk", At(2));
        Assert.Equal((true, Words.Rejected), (accepted.IsAnnounced, accepted.AnnouncedOutcome));
    }

    /// <summary>Whatever steps are tried in whatever order, a case stays whole.</summary>
    [Fact]
    public void Any_steps_in_any_order_leave_a_case_whole() =>
        Prop.ForAll(
                Gen.Choose(0, 13).ListOf(40).ToArbitrary(),
                tries =>
                {
                    var (one, day) = (Received(), 0);
                    foreach (var step in tries)
                    {
                        var steps = one.Steps.Count;
                        try
                        {
                            Try(one, step, At(++day));
                        }
                        catch (RuleBrokenException)
                        {
                            Assert.Equal(steps, one.Steps.Count);
                            continue;
                        }

                        Assert.Equal(steps + 1, one.Steps.Count);
                        Assert.Equal(Words.OnClock.Contains(one.State), one.DueOn is not null);
                        Assert.Equal(one.AnnouncedOutcome is null, one.AnnouncedOn is null);
                        Assert.True(one.Outcome is null || one.IsOnTime is not null);
                        Assert.True(one.State is not (Words.Replied or Words.Closed) || one.Letter is not null);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Try(ComplaintCase one, int step, DateTimeOffset now)
    {
        string[] people = ["desk", "other", "third"];
        var by = people[now.Day % 3];
        switch (step)
        {
            case 0:
                one.Accept(by, now);
                break;
            case 1:
                one.Assign(by, by, now);
                break;
            case 2:
                one.Investigate("seen", by, now);
                break;
            case 3:
                one.AskStatement(by, now);
                break;
            case 4:
                one.GiveStatement("mine", "M1", now);
                break;
            case 5:
                one.MakeComplex("two", by, now);
                break;
            case 6:
                one.AskExtension("more", by, now);
                break;
            case 7:
                one.DecideExtension(now.Day % 2 == 0, "so", by, now);
                break;
            case 8:
                one.Decide(now.Day % 2 == 0 ? Upheld : Rejected, by, now);
                break;
            case 9:
                one.Reply("Dear customer", by, now);
                break;
            case 10:
                one.SetMeasure(new("other", null, null, null), by, now);
                break;
            case 11:
                one.Close(by, now);
                break;
            case 12:
                one.Appeal("no", by, now);
                break;
            default:
                if (one.State == Words.Appealed)
                    one.DecideAppeal(now.Day % 2 == 0 ? Upheld : Rejected, by, now);
                else
                    one.Reopen("new", by, now);
                break;
        }
    }

    private static ComplaintCase Replied(CaseDecision decision)
    {
        var one = Handled();
        one.Decide(decision, "desk", At(5));
        one.Reply("Dear customer", "desk", At(6));
        return one;
    }

    private static ComplaintCase Handled()
    {
        var one = Received();
        one.Accept("desk", At(1));
        one.Assign("desk", "desk", At(1));
        return one;
    }

    private static ComplaintCase Received() =>
        ComplaintCase.Receive(
            "C-1",
            new("M1", June1, "phone", "fees", "major", null, null, null, "too high", [], null),
            "B1",
            "desk",
            At(0)
        );

    private static DateTimeOffset At(int day) => new(June1.AddDays(day), new(10, 0), TimeSpan.FromHours(8));

    private static string Refused(Action act) => Assert.Throws<RuleBrokenException>(act).Code;
}
