using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// A second person for months that were closed: the review names who changed what of them, and none of these people
/// approves the run.
/// </summary>
public class ClosedMonthChangesTests
{
    private static readonly FigureChange TargetByHead = new("target", "activated", "head");

    [Fact]
    public async Task Every_kind_of_change_is_listed_with_whose_month_what_and_by_whom()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Name("M1", "王芳");
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Fact("T", "activated", "C7", "2026-04-07", "M2")
            .Complain("K1", "severe", "upheld", "2026-04-20");
        await office.PayAsync("2026-04");
        var april = Period.Month(2026, 4);
        office
            .Others.Fact("B", "activated", "C2", "2026-04-03", by: "core-feed")
            .Fact("M", "activated", "C3", "2026-05-03")
            .Void("T", by: "hr")
            .Complain("K1", "severe", "rejected", "2026-04-20", by: "desk", changed: new ChangedMonth("M1", april))
            .Certify("2026-04-01", by: "trainer", changedFrom: "2026-04", changedTo: "2026-04")
            .Hire(level: "senior", by: "hr", changedFrom: "2026-04", changedTo: "2026-04")
            .Score(
                "2026-04",
                1m,
                "M1",
                TargetByHead,
                new("indicator", "attendance", "hr"),
                new("satisfaction", null, "desk"),
                new("complaint", null, "desk")
            );
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var rows = await ChangesAsync(office.Approver, run.Id, "sort=kind");

        Assert.Equal(
            [
                "M1 王芳 2026-04 2026-04 card-fact B core-feed 100.00",
                "M1 王芳 2026-04 2026-04 certificate CARD-SALES 2026-04-01 trainer 100.00",
                "M1 王芳 2026-04 2026-04 complaint  desk 100.00",
                "M1 王芳 2026-04 2026-04 complaint K1 desk 100.00",
                "M1 王芳 2026-04 2026-04 indicator attendance hr 100.00",
                "M1 王芳 2026-04 2026-04 roster  hr 100.00",
                "M1 王芳 2026-04 2026-04 satisfaction  desk 100.00",
                "M1 王芳 2026-04 2026-04 target activated head 100.00",
                "M2  2026-04 2026-04 card-fact T hr -100.00",
            ],
            rows.Select(r => r.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["T"],
            (await ChangesAsync(office.Analyst, run.Id, "by=hr&kind=card-fact")).Select(r => r.Reference)
        );
        Assert.Equal(9, (await office.Analyst.WalkAsync($"/runs/{run.Id}/changes?sort=-period", "kind", 2)).Count);
        Assert.Equal(
            rows.Select(r => r.ChangedBy),
            await office.Analyst.ColumnAsync($"/runs/{run.Id}/changes.csv?sort=kind", "changedBy")
        );
        Assert.Equal(["M2"], (await ChangesAsync(office.Analyst, run.Id, "manager=M2")).Select(r => r.ManagerNo));
        Assert.Equal(8, (await ChangesAsync(office.Analyst, run.Id, "search=芳")).Count);
        using var workbook = await office.Analyst.GetAsync(new Uri($"/runs/{run.Id}/changes.xlsx", UriKind.Relative));
        Assert.Equal(200, (int)workbook.StatusCode);
    }

    [Fact]
    public async Task A_certificate_of_several_months_has_the_sum_of_their_differences()
    {
        await using var office = await BonusOffice.StartAsync(
            """{ "id": "gated", "type": "per-unit", "fact": "activated", "rate": "100.00", "gate": { "certificate": "CARD-SALES", "cureDays": 0 } }"""
        );
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-05-02").Fact("C", "activated", "C3", "2026-05-03");
        await office.PayAsync("2026-05");
        office.Others.Certify("2026-04-01", by: "trainer", changedFrom: "2026-04", changedTo: "2026-05");
        await office.CloseAsync("2026-06");

        Assert.Equal(
            ["M1  2026-04 2026-05 certificate CARD-SALES 2026-04-01 trainer 300.00"],
            (await ChangesAsync(office.Analyst, (await office.RunAsync("2026-06")).Id, "")).Select(r => r.ToString())
        );
    }

    /// <summary>
    /// A month that was changed only where somebody was paid already is an open one as far as its own run goes.
    /// </summary>
    [Fact]
    public async Task A_change_is_listed_with_the_run_that_first_knows_it_and_with_no_other()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03", by: "hr");
        var april = await office.RunAndApproveAsync("2026-04");
        Assert.Empty(await ChangesAsync(office.Analyst, april.Id, ""));

        await office.CloseAsync("2026-05");
        var may = await office.RunAndApproveAsync("2026-05");
        Assert.Equal(["B"], (await ChangesAsync(office.Analyst, may.Id, "")).Select(r => r.Reference));

        await office.CloseAsync("2026-06");
        Assert.Empty(await ChangesAsync(office.Analyst, (await office.RunAsync("2026-06")).Id, ""));
        Assert.Equal(["B"], (await ChangesAsync(office.Analyst, may.Id, "")).Select(r => r.Reference));
    }

    [Fact]
    public async Task What_a_run_without_its_service_did_not_know_is_listed_with_the_next()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Complain("K1", "severe", "upheld", "2026-04-20").Certify("2026-04-01", "2026-04-30");
        await office.PayAsync("2026-04");
        office.Others.Close("2026-05");
        foreach (var said in office.Others.Take().Where(e => e is PeriodClosed))
            await office.Service.DeliverAsync(said);
        var may = await office.RunAsync("2026-05", "training", "feedback");
        // Known from the close of May, but heard after its run was made.
        await office.Service.DeliverAsync(
            new ComplaintsChanged([
                new(
                    "K1",
                    2,
                    2,
                    "M1",
                    "severe",
                    "rejected",
                    new(2026, 4, 20),
                    "desk",
                    [new("M1", Period.Month(2026, 4))]
                ),
            ])
        );
        await office.Service.DeliverAsync(
            new Contracts.Training.CertificatesChanged([
                new(
                    "M1",
                    "CARD-SALES",
                    new(2026, 4, 1),
                    null,
                    2,
                    2,
                    "trainer",
                    Period.Month(2026, 4),
                    Period.Month(2026, 4)
                ),
            ])
        );
        Assert.Empty(await ChangesAsync(office.Analyst, may.Id, ""));
        Assert.Equal(200, (await office.ApproveAsync(may)).Status);

        office.Others.Close("2026-06");
        foreach (var said in office.Others.Take().Where(e => e is PeriodClosed))
            await office.Service.DeliverAsync(said);
        var june = await office.RunAsync("2026-06", "training", "feedback");
        Assert.Equal(
            ["certificate trainer", "complaint desk"],
            (await ChangesAsync(office.Analyst, june.Id, "sort=kind")).Select(r => $"{r.Kind} {r.ChangedBy}")
        );
    }

    [Theory]
    [InlineData("head")]
    [InlineData("hr")]
    public async Task Who_changed_a_closed_month_does_not_approve_the_run_and_somebody_else_does(string changer)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Score("2026-04", 1m);
        await office.PayAsync("2026-04");
        office.Others.Score("2026-04", 1.2m, "M1", TargetByHead).Fact("B", "activated", "C2", "2026-04-03", by: "hr");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var refused = await BonusOffice.PostAsync(
            office.Service.As(Roles.IncentiveApprover, id: changer),
            $"/runs/{run.Id}/approve"
        );

        Assert.Equal((403, "run.changer-is-checker"), (refused.Status, refused.Code));
        Assert.Equal("calculated", (await office.SeenAsync(run.Id)).Status);
        Assert.DoesNotContain(await office.EntriesAsync(), e => e.Period == "2026-05");
        // The rule of maker and checker stands beside it.
        var maker = await BonusOffice.PostAsync(
            office.Service.As(Roles.IncentiveApprover, id: run.CreatedBy),
            $"/runs/{run.Id}/approve"
        );
        Assert.Equal((409, "run.maker-cannot-check"), (maker.Status, maker.Code));

        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        var detail = await office.Service.ReadAsync(db =>
            db.Audit.Where(a => a.Action.EndsWith("/approve") && a.Subject == run.Id.ToString())
                .OrderByDescending(a => a.Id)
                .Select(a => a.Detail)
                .FirstAsync()
        );
        Assert.Equal(
            "head, hr",
            JsonDocument.Parse(detail!).RootElement.GetProperty("closedMonthsChangedBy").GetString()
        );
    }

    [Fact]
    public async Task Who_changed_a_month_may_still_send_the_run_back()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03", by: "hr");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var rejected = await BonusOffice.PostAsync(
            office.Service.As(Roles.IncentiveApprover, id: "hr"),
            $"/runs/{run.Id}/reject",
            """{ "reason": "Look at fact B again." }"""
        );

        Assert.Equal(200, rejected.Status);
    }

    [Fact]
    public async Task A_caller_bound_to_a_unit_sees_the_changes_of_its_managers_only()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Units(("B1", null), ("B1-1", "B1"), ("B2", null)).Hire("M2", "B2").Hire("M3", "B1-1");
        await office.PayAsync("2026-04");
        foreach (var no in (string[])["M1", "M2", "M3"])
            office.Others.Fact($"F-{no}", "activated", $"C-{no}", "2026-04-03", no, by: "hr");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        Assert.Equal(
            ["M1", "M3"],
            (await ChangesAsync(office.Service.As(Roles.IncentiveAnalyst, org: "B1"), run.Id, "")).Select(r =>
                r.ManagerNo
            )
        );
        Assert.Equal(
            ["M2"],
            await office.Service.As(Roles.Auditor, org: "B2").ColumnAsync($"/runs/{run.Id}/changes.csv", "managerNo")
        );
    }

    /// <summary>
    /// One fact goes from M1 to M2, another is corrected by two people before the same close: whatever comes first or
    /// twice, the same people are named.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Order_and_repetition_of_what_arrives_change_nothing(int seed)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Hire("M2").Fact("A", "activated", "C1", "2026-04-02").Fact("Z", "activated", "C9", "2026-04-02");
        await office.PayAsync("2026-04");
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02", "M2", by: "hr")
            .Fact("B", "activated", "C2", "2026-04-03", by: "head")
            .Fact("B", "activated", "C2", "2026-04-04", by: "hr")
            .Fact("D", "activated", "C4", "2026-04-05", "M1", by: "head")
            .Fact("D", "activated", "C4", "2026-04-05", "M2", by: "hr")
            .Fact("Z", "activated", "C9", "2026-05-02", by: "feed")
            .Score("2026-04", 1m, "M1", TargetByHead, TargetByHead)
            .Complain(
                "K1",
                "minor",
                "upheld",
                "2026-04-09",
                by: "desk",
                changed: new ChangedMonth("M1", Period.Month(2026, 4))
            )
            .Close("2026-05");
        var news = Delivery.Shuffled(office.Others.Take(), seed);
        foreach (var message in news)
            await office.Service.DeliverAsync(message);
        var run = await office.RunAsync("2026-05");

        Assert.Equal(
            [
                "M1 2026-04 card-fact A hr",
                "M1 2026-04 card-fact B head",
                "M1 2026-04 card-fact B hr",
                "M1 2026-04 card-fact D head",
                "M1 2026-04 card-fact D hr",
                "M1 2026-04 card-fact Z feed",
                "M1 2026-04 complaint K1 desk",
                "M1 2026-04 target activated head",
                "M2 2026-04 card-fact A hr",
                "M2 2026-04 card-fact D hr",
            ],
            (await ChangesAsync(office.Analyst, run.Id, ""))
                .Select(r => $"{r.ManagerNo} {r.Period} {r.Kind} {r.Reference} {r.ChangedBy}")
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Names beside a run are no part of what it comes to, of what payroll is sent, or of its hash.</summary>
    [Fact]
    public async Task Who_is_named_changes_neither_the_result_nor_what_payroll_is_sent()
    {
        var hashes = new List<string>();
        foreach (var by in (string?[])[null, "hr-who-changes"])
        {
            await using var office = await BonusOffice.StartAsync(Rules.Hundred);
            office.Others.Fact("A", "activated", "C1", "2026-04-02");
            await office.PayAsync("2026-04");
            office.Others.Fact("B", "activated", "C2", "2026-04-03", by: by);
            var run = await office.PayAsync("2026-05");
            hashes.Add(run.ResultHash!);
            Assert.Equal(by is null ? 0 : 1, (await ChangesAsync(office.Analyst, run.Id, "")).Count);
            foreach (
                var path in (string[])
                    ["/payroll/bonuses?after=0", "/payroll/export/2026-05.csv", "/payroll/reconciliation/2026-05"]
            )
                Assert.DoesNotContain(
                    "hr-who-changes",
                    await office.Payroll.GetStringAsync(new Uri(path, UriKind.Relative)),
                    StringComparison.Ordinal
                );
            Assert.DoesNotContain(
                "hr-who-changes",
                JsonSerializer.Serialize((await office.Service.OutboxAsync()).Select(a => (object)a.Event)),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain(
                "hr-who-changes",
                await office.Analyst.GetStringAsync(new Uri("/statements/M1/2026-05", UriKind.Relative)),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    /// <summary>A level changed after its month was paid: the author is the second person nowhere.</summary>
    [Fact]
    public async Task Who_changed_the_roster_of_a_closed_month_does_not_approve_the_run()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        office.Others.Hire(level: "senior", by: "hr", changedFrom: "2026-04", changedTo: "2026-04");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var refused = await BonusOffice.PostAsync(
            office.Service.As(Roles.IncentiveApprover, id: "hr"),
            $"/runs/{run.Id}/approve"
        );

        Assert.Equal((403, "run.changer-is-checker"), (refused.Status, refused.Code));
        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        Assert.DoesNotContain(
            "\"hr\"",
            await office.Service.ReadAsync<IncentiveDbContext, string>(async db =>
                string.Concat(await db.Managers.Select(m => m.Profile).ToListAsync())
            ),
            StringComparison.Ordinal
        );
    }

    /// <summary>An export is read page by page, so that the differences of each are asked together.</summary>
    [Fact]
    public async Task An_export_longer_than_a_page_has_every_change_once_with_its_difference()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        foreach (var n in Enumerable.Range(1, 1001))
            office.Others.Fact($"F{n:0000}", "activated", $"C{n}", "2026-04-03", by: n % 2 == 0 ? "hr" : "head");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        foreach (var sort in (string[])["managerNo", "-changedBy", "number"])
        {
            Assert.Equal(
                Enumerable.Range(1, 1001).Select(n => $"F{n:0000}"),
                (await office.Analyst.ColumnAsync($"/runs/{run.Id}/changes.csv?sort={sort}", "reference")).Order(
                    StringComparer.Ordinal
                )
            );
            Assert.Equal(
                ["100100.00"],
                (await office.Analyst.ColumnAsync($"/runs/{run.Id}/changes.csv?sort={sort}", "difference")).Distinct()
            );
        }
    }

    [Fact]
    public async Task Before_a_run_is_calculated_its_changes_have_no_difference()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03", by: "hr");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");
        await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
            db.Runs.Where(r => r.Id == run.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.ResultHash, (string?)null))
        );

        Assert.Null(Assert.Single(await ChangesAsync(office.Analyst, run.Id, "")).Difference);
    }

    private static async Task<IReadOnlyList<Change>> ChangesAsync(HttpClient by, Guid run, string query) =>
        (await by.GetFromJsonAsync<Page>(new Uri($"/runs/{run}/changes?{query}", UriKind.Relative)))!.Items;

    private sealed record Page(List<Change> Items, string? Next);

    private sealed record Change(
        string ManagerNo,
        string? Name,
        string Period,
        string LastPeriod,
        string Kind,
        string? Reference,
        string ChangedBy,
        string? Difference
    )
    {
        public override string ToString() =>
            $"{ManagerNo} {Name} {Period} {LastPeriod} {Kind} {Reference} {ChangedBy} {Difference}";
    }
}
