using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Statements;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Statements;

/// <summary>A statement is read as it was known at a close and as it is known now; the paid one stays.</summary>
public class AsKnownAtTests
{
    private static readonly string[] Managers = ["M1", "M2", "M3"];

    [Fact]
    public void As_known_at_a_close_every_month_is_what_its_run_calculated_hash_included() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 4, inLongRun: 8)),
            Prop.ForAll(
                Happenings.Sayings(closes: 4).ToArbitrary(),
                async said =>
                {
                    await using var office = await OpenAsync();
                    var hashes = new List<string?>();
                    for (var close = 1; close <= 4; close++)
                    {
                        await HearAsync(office, said, close);
                        await office.CloseAsync(Happenings.Month(close));
                        hashes.Add((await office.RunAndApproveAsync(Happenings.Month(close))).ResultHash);
                    }

                    for (var close = 1; close <= 4; close++)
                        Assert.Equal(hashes[close - 1], await HashAsync(office, close, new Knowledge(close)));
                    foreach (var manager in Managers)
                    {
                        var path = $"/statements/{manager}/{Happenings.Month(3)}";
                        var paid = (await BonusOffice.GetAsync(office.Analyst, path)).Body;
                        var known = (await BonusOffice.GetAsync(office.Analyst, $"{path}?asKnownAt=3")).Body;
                        foreach (
                            var same in new[] { "payable", "deferred", "reserved", "carried", "ruleHash", "lines" }
                        )
                            Assert.Equal(paid.GetProperty(same).GetRawText(), known.GetProperty(same).GetRawText());
                    }
                }
            )
        );

    [Fact]
    public void As_known_now_and_estimated_an_open_month_is_what_its_run_will_come_to() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 4, inLongRun: 8)),
            Prop.ForAll(
                Happenings.Sayings(closes: 4).ToArbitrary(),
                async said =>
                {
                    await using var office = await OpenAsync();
                    for (var close = 1; close <= 4; close++)
                    {
                        await HearAsync(office, said, close);
                        var month = Happenings.Month(close);
                        office.Service.Clock.SetTo(Period.Parse(month).LastDay);
                        var hash = await HashAsync(office, close, RecalculateStatement.EverythingBooked);
                        var estimates = new List<JsonElement>();
                        foreach (var manager in Managers)
                            estimates.Add(
                                (
                                    await BonusOffice.PostAsync(
                                        office.Analyst,
                                        $"/estimates/{manager}/{month}",
                                        """{ "add": [] }"""
                                    )
                                ).Body
                            );

                        await office.CloseAsync(month);
                        Assert.Equal(hash, (await office.RunAndApproveAsync(month)).ResultHash);
                        foreach (var (manager, estimate) in Managers.Zip(estimates))
                        {
                            var paid = (
                                await BonusOffice.GetAsync(office.Analyst, $"/statements/{manager}/{month}")
                            ).Body;
                            foreach (var same in new[] { "payable", "deferred", "reserved", "lines" })
                                Assert.Equal(
                                    paid.GetProperty(same).GetRawText(),
                                    estimate.GetProperty("asItStands").GetProperty(same).GetRawText()
                                );
                            Assert.Equal("0.00", estimate.GetProperty("difference").GetString());
                        }
                    }
                }
            )
        );

    [Fact]
    public async Task What_came_late_is_in_the_later_knowledge_and_the_paid_statement_stays()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03");
        await office.PayAsync("2026-05");
        office.Others.Fact("C", "activated", "C3", "2026-04-04");
        await office.DeliverAsync();

        var seen = new List<string>();
        foreach (var query in new[] { "", "?asKnownAt=1", "?asKnownAt=2", "?asKnownAt=now" })
        {
            var body = (await BonusOffice.GetAsync(office.Analyst, $"/statements/M1/2026-04{query}")).Body;
            var known = body.TryGetProperty("asKnownAt", out var at) ? at.GetRawText() : "paid";
            seen.Add(
                string.Join(
                    ' ',
                    body.GetProperty("payable").GetString(),
                    body.GetProperty("status").GetString(),
                    body.GetProperty("runId").ValueKind == JsonValueKind.Null ? "no-run" : "run",
                    known
                )
            );
        }

        Assert.Equal(
            [
                "100.00 approved run paid",
                """100.00 recalculated no-run {"close":1,"closedMonth":"2026-04"}""",
                """200.00 recalculated no-run {"close":2,"closedMonth":"2026-05"}""",
                """300.00 recalculated no-run {"close":null,"closedMonth":"2026-05"}""",
            ],
            seen
        );
        // The next month pays the difference of April that no close knew yet.
        var june = (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-06?asKnownAt=now")).Body;
        Assert.Equal("100.00", june.GetProperty("payable").GetString());
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-06")).Status);
    }

    /// <summary>
    /// Whose fact a cancelled card takes back depends on facts, certificates and last days of others who had the card.
    /// </summary>
    [Theory]
    [InlineData("repeated by M2, whose fact counts nowhere")]
    [InlineData("taken back from M2 first, who was certified")]
    [InlineData("activated again by M2, who had left")]
    public async Task A_card_that_two_managers_had_is_clawed_back_as_the_run_did(string story)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Gated, Rules.Clawback);
        office.Others.Hire("M2", leftOn: story.Contains("left", StringComparison.Ordinal) ? "2026-04-03" : null);
        office.Others.Certify("2026-01-01").Certify("2026-01-01", manager: "M2");
        if (story.StartsWith("taken", StringComparison.Ordinal))
            office
                .Others.Fact("A", "activated", "C1", "2026-04-02", manager: "M2")
                .Fact("X", "cancelled", "C1", "2026-04-05", manager: "M2")
                .Fact("B", "activated", "C1", "2026-04-08");
        else
            office
                .Others.Fact("A", "activated", "C1", "2026-04-02")
                .Fact("B", "activated", "C1", "2026-04-05", manager: "M2");
        office.Others.Fact("Y", "cancelled", "C1", "2026-04-12");
        await office.PayAsync("2026-04");

        foreach (var manager in new[] { "M1", "M2" })
        {
            var paid = (await BonusOffice.GetAsync(office.Analyst, $"/statements/{manager}/2026-04")).Body;
            var known = (await BonusOffice.GetAsync(office.Analyst, $"/statements/{manager}/2026-04?asKnownAt=1")).Body;
            Assert.Equal(paid.GetProperty("lines").GetRawText(), known.GetProperty("lines").GetRawText());
        }
    }

    [Fact]
    public async Task A_close_whose_run_went_on_without_a_service_knows_what_that_run_knew()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Complaints);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        office.Others.Complain("P1", "minor", "upheld", "2026-04-20");
        var said = office.Others.Take();
        office.Others.Close("2026-04");
        var late = said.Where(e => e is CardTeam.Contracts.Feedback.ComplaintsChanged).ToList();
        foreach (var message in said.Except(late).Concat(office.Others.Take()))
            await office.Service.DeliverAsync(message);
        var run = await office.RunAsync("2026-04", "feedback");
        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        foreach (var message in late)
            await office.Service.DeliverAsync(message);

        var known = (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-04?asKnownAt=1")).Body;
        var now = (await BonusOffice.GetAsync(office.Analyst, "/statements/M1/2026-04?asKnownAt=now")).Body;
        Assert.Equal(
            ("100.00", """["feedback"]""", "50.00", "[]"),
            (
                known.GetProperty("payable").GetString(),
                known.GetProperty("without").GetRawText(),
                now.GetProperty("payable").GetString(),
                now.GetProperty("without").GetRawText()
            )
        );
    }

    [Theory]
    [InlineData("M1/2026-04?asKnownAt=9", 404, "close.unknown")]
    [InlineData("M1/2026-04?asKnownAt=0", 404, "close.unknown")]
    [InlineData("M1/2026-05?asKnownAt=1", 400, "statement.not-known-then")]
    [InlineData("M1/2026-07?asKnownAt=2", 400, "statement.not-known-then")]
    [InlineData("M1/2026-04?asKnownAt=yesterday", 400, "request.invalid-as-known-at")]
    [InlineData("M1/2026-04?asKnownAt=-1", 400, "request.invalid-as-known-at")]
    [InlineData("M1/2026-07?asKnownAt=now", 404, "statement.not-found")]
    [InlineData("M1/2026-Q2?asKnownAt=now", 404, "statement.not-found")]
    [InlineData("M1/2026-03?asKnownAt=now", 409, "run.no-plan")]
    [InlineData("M9/2026-04?asKnownAt=2", 404, "statement.not-found")]
    public async Task What_was_not_known_is_refused_with_the_reason(string path, int status, string code)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        await office.PayAsync("2026-05");
        var answer = await BonusOffice.GetAsync(office.Analyst, $"/statements/{path}");
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Everybody_sees_their_part_in_either_knowledge_and_nothing_before_its_approval()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2", org: "B2");
        await office.PayAsync("2026-04");
        await office.CloseAsync("2026-05");
        await office.RunAsync("2026-05");
        var manager = office.Service.As(Roles.AccountManager, managerNo: "M1");
        foreach (var known in new[] { "1", "2", "now" })
        {
            Assert.Equal(200, await StatusAsync(manager, "M1/2026-04", known));
            Assert.Equal(404, await StatusAsync(manager, "M2/2026-04", known));
            Assert.Equal(200, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), "M2/2026-04", known));
            Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), "M1/2026-04", known));
            Assert.Equal(200, await StatusAsync(office.Service.As(Roles.Auditor), "M2/2026-04", known));
            Assert.Equal(403, await StatusAsync(office.Payroll, "M1/2026-04", known));
        }

        Assert.Equal(404, await StatusAsync(manager, "M1/2026-05", "2"));
        Assert.Equal(404, await StatusAsync(manager, "M1/2026-05", "now"));
        Assert.Equal(200, await StatusAsync(office.Approver, "M1/2026-05", "2"));
    }

    private static async Task<int> StatusAsync(HttpClient by, string path, string known) =>
        (await BonusOffice.GetAsync(by, $"/statements/{path}?asKnownAt={known}")).Status;

    private static async Task<BonusOffice> OpenAsync()
    {
        var office = await BonusOffice.StartAsync(Happenings.FirstRules);
        await office.PutInForceAsync("2026-06", Happenings.SecondRules);
        office.Others.Hire(level: "senior").Hire("M2", level: "senior").Hire("M3");
        return office;
    }

    private static async Task HearAsync(BonusOffice office, Saying[] said, int close)
    {
        foreach (var saying in said.Where(s => s.HeardBefore == close))
            saying.To(office.Others);
        await office.DeliverAsync();
    }

    /// <summary>The hash of all managers of a month, each recalculated alone.</summary>
    private static Task<string> HashAsync(BonusOffice office, int close, Knowledge knowledge) =>
        office.Service.ReadAsync<IncentiveDbContext, string>(async db =>
        {
            using var hash = new ResultHash();
            var calendar = await PlanCalendars.LoadToOpenAsync(db, Period.Parse(Happenings.Month(close)), default);
            foreach (var manager in Managers)
            {
                var month = await Recalculation.OpenAsync(db, knowledge, calendar, manager, default);
                hash.Add(manager, month!.Calculate());
            }

            return hash.Result();
        });
}
