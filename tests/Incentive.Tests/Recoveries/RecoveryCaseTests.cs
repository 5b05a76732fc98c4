using CardTeam.Contracts;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Recoveries;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Incentive.Tests.Recoveries;

/// <summary>The rules of a case alone: who may do what, when, and with how much.</summary>
public sealed class RecoveryCaseTests
{
    private static readonly DateTimeOffset Told = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly Period May = Period.Parse("2026-05");
    private static readonly Period June = Period.Parse("2026-06");

    [Fact]
    public void A_case_is_decided_once_the_side_is_in_or_ten_days_are_over()
    {
        var recovery = Open();
        Assert.Equal(new DateOnly(2026, 6, 11), recovery.SideUntil);
        Broken("recovery.side-pending", () => recovery.Approve("approver", June, Money.Zero, Told.AddDays(10)));
        Broken("recovery.side-pending", () => recovery.Refuse("approver", "no", Told.AddDays(10)));
        recovery.Approve("approver", June, Money.Zero, Told.AddDays(11));
        Assert.Equal((RecoveryState.Approved, June), (recovery.State, recovery.From));

        var stated = Open();
        stated.StateSide("not I", Told.AddDays(1));
        stated.Refuse("approver", "not proven", Told.AddDays(1));
        Assert.Equal((RecoveryState.Refused, "not proven"), (stated.State, stated.RefusalReason));
        Broken("recovery.wrong-state", () => stated.Approve("approver", June, Money.Zero, Told.AddDays(2)));
    }

    [Fact]
    public void A_side_is_stated_once_in_time_and_before_the_decision()
    {
        var recovery = Open();
        Broken("recovery.side-too-late", () => recovery.StateSide("late", Told.AddDays(11)));
        recovery.StateSide("in time", Told.AddDays(10));
        Broken("recovery.side-already-stated", () => recovery.StateSide("again", Told.AddDays(10)));
        recovery.Approve("approver", June, Money.Zero, Told.AddDays(10));
        Broken("recovery.wrong-state", () => recovery.StateSide("after", Told.AddDays(10)));
        Assert.Equal("in time", recovery.Side);
    }

    [Fact]
    public void Who_opened_a_case_does_not_decide_it_and_who_demands_does_not_approve_that()
    {
        var recovery = Open();
        recovery.StateSide("mine", Told);
        Broken("recovery.maker-cannot-check", () => recovery.Approve("analyst", June, Money.Zero, Told));
        Broken("recovery.maker-cannot-check", () => recovery.Refuse("analyst", "no", Told));
        recovery.Approve("approver", June, Money.Zero, Told);
        recovery.Demand(Fen(100), hasPayLeft: false, "another", Told);
        Broken("recovery.maker-cannot-check", () => recovery.ApproveDemand(Fen(100), June, "another", Told));
        recovery.ApproveDemand(Fen(100), June, "approver", Told);
    }

    [Fact]
    public void A_demand_is_made_once_of_a_leaver_for_what_is_left()
    {
        var recovery = Open();
        Broken("recovery.wrong-state", () => recovery.Demand(Fen(100), hasPayLeft: false, "analyst", Told));
        recovery.StateSide("mine", Told);
        recovery.Approve("approver", June, Fen(30), Told);
        Broken("recovery.nothing-left", () => recovery.Demand(Money.Zero, hasPayLeft: false, "analyst", Told));
        Broken("recovery.pay-left", () => recovery.Demand(Fen(70), hasPayLeft: true, "analyst", Told));
        recovery.Demand(Fen(70), hasPayLeft: false, "analyst", Told);
        Broken("recovery.demand-stale", () => recovery.ApproveDemand(Fen(60), June.Next(), "approver", Told));
        recovery.RefuseDemand("approver", "a run is to come", Told);
        Assert.Equal((RecoveryDemandState.None, Money.Zero), (recovery.DemandState, recovery.Demanded));
        recovery.Demand(Fen(60), hasPayLeft: false, "analyst", Told);
        recovery.ApproveDemand(Fen(60), June.Next(), "approver", Told);
        Broken("recovery.wrong-state", () => recovery.Demand(Fen(1), hasPayLeft: false, "analyst", Told));
        // Runs of months before the demand still take all; those after it take what the demand left.
        Assert.Null(recovery.TakenFromPay(May));
        Assert.Equal(Fen(70), recovery.TakenFromPay(June)!.Amount);
        Assert.Equal(Fen(10), recovery.TakenFromPay(June.Next())!.Amount);
    }

    [Fact]
    public void What_is_not_released_is_taken_of_the_months_named_first_then_the_oldest_due()
    {
        (OpenPart, Money)[] open =
        [
            (Part("2026-04", "2027-04-30"), Fen(50)),
            (Part("2026-05", "2027-05-31"), Fen(40)),
            (Part("2026-04", "2028-04-30"), Fen(50)),
            (Part("2026-05", "2028-05-31"), Fen(40)),
        ];
        Assert.Equal(
            [("2026-05", 2027, 40L), ("2026-05", 2028, 40L), ("2026-04", 2027, 20L)],
            Unreleased
                .Take(open, Fen(100), [May])
                .Select(t => (t.Part.Period.ToString(), t.Part.DueOn!.Value.Year, t.Amount.Fen))
        );
        Assert.Equal(180, Unreleased.Take(open, Fen(1_000), [May]).Sum(t => t.Amount.Fen));
        // What is owed from a month already paid is set against the rest.
        Assert.Equal(
            90,
            Unreleased
                .Take([(Part("2026-03", "2027-03-31"), Fen(-90)), .. open], Fen(1_000), [May])
                .Sum(t => t.Amount.Fen)
        );
        Assert.Empty(Unreleased.Take([(Part("2026-03", "2027-03-31"), Fen(-90))], Fen(1_000), [May]));
    }

    [Fact]
    public void The_eight_grounds_of_the_guidance_are_four_that_must_and_four_that_may()
    {
        Assert.Equal(8, RecoveryGround.All.Count);
        Assert.Equal(4, RecoveryGround.All.Count(g => g.IsMust));
        Assert.False(RecoveryGround.Of("false-results")!.IsMust);
        Assert.True(RecoveryGround.Of("major-risk-loss")!.IsMust);
        Assert.Null(RecoveryGround.Of("disliked"));
    }

    private static RecoveryCase Open() =>
        RecoveryCase.Open(new("M1", "false-results", [May], Fen(100), [], "made up"), "B1", "analyst", Told);

    private static OpenPart Part(string period, string dueOn) =>
        new("M1", LedgerEntry.Deferred, Period.Parse(period), DateOnly.Parse(dueOn));

    private static Money Fen(long fen) => new(fen);

    private static void Broken(string code, Action act) =>
        Assert.Equal(code, Assert.Throws<RuleBrokenException>(act).Code);
}
