using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Payroll;

public class PayrollStreamTests
{
    [Fact]
    public async Task The_stream_is_gapless_in_order_of_numbers_and_holds_only_what_is_payable()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Complaints, Rules.Deferral);
        office
            .Others.Hire("M3", "B2")
            .Hire("M10", "B1")
            .Hire("M2", level: "senior")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M3")
            .Complain("P", "major", "upheld", "2026-04-09", "M3");
        for (var i = 0; i < 20; i++)
            office.Others.Fact($"S{i}", "activated", $"S{i}", "2026-04-03", "M2");
        await office.PayAsync("2026-04");
        office
            .Others.Fact("D", "activated", "C4", "2026-05-02", "M10")
            .Fact("E", "activated", "C5", "2026-05-02", "M3")
            .Fact("F", "activated", "C6", "2026-05-02", "M3");
        var run = await office.PayAsync("2026-05");

        var entries = await office.EntriesAsync();
        Assert.Equal(
            [
                (1L, "2026-04", "M1", "100.00", "0.00"),
                (2L, "2026-04", "M2", "1200.00", "800.00"),
                (3L, "2026-05", "M10", "100.00", "0.00"),
                (4L, "2026-05", "M3", "100.00", "0.00"),
            ],
            entries.Select(e => (e.Sequence, e.Period, e.ManagerNo, e.Amount, e.Deferred))
        );
        var last = entries[^1];
        Assert.Equal(
            (
                "B2",
                "CNY",
                1,
                "CARD",
                1,
                run.RuleHash,
                "/incentive/statements/M3/2026-05",
                Roles.IncentiveApprover,
                run.Id
            ),
            (
                last.Org,
                last.Currency,
                last.Version,
                last.PlanCode,
                last.PlanVersion,
                last.RuleHash,
                last.Statement,
                last.ApprovedBy,
                last.RunId
            )
        );
        Assert.Null(last.CorrectsEventId);
        Assert.Equal([3L, 4L], (await office.EntriesAsync(after: 2)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task The_same_bonus_has_the_same_id_whenever_and_wherever_it_is_written()
    {
        async Task<Guid> IdAsync(string amount)
        {
            await using var office = await BonusOffice.StartAsync(
                Rules.Hundred.Replace("100.00", amount, StringComparison.Ordinal)
            );
            office.Others.Fact("A", "activated", "C1", "2026-04-02");
            await office.PayAsync("2026-04");
            return Assert.Single(await office.EntriesAsync()).EventId;
        }

        var id = await IdAsync("100.00");
        Assert.Equal(Guid.Parse("23583329-c2b6-8a29-ad64-7f82ed8c5bba"), id);
        Assert.Equal(id, await IdAsync("3.00"));
        Assert.Equal(8, id.Version);
    }

    [Fact]
    public async Task Two_approvals_at_once_write_one_stream()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => office.ApproveAsync(run)));

        Assert.Equal([200, 409, 409, 409], answers.Select(a => a.Status).Order());
        Assert.Equal([1L], (await office.EntriesAsync()).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Pages_end_with_what_to_ask_after()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");

        var first = await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses?limit=1");
        Assert.Equal(
            (1, 1),
            (first.Body.GetProperty("items").GetArrayLength(), first.Body.GetProperty("last").GetInt32())
        );
        var end = await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses?after=2");
        Assert.Equal((0, 2), (end.Body.GetProperty("items").GetArrayLength(), end.Body.GetProperty("last").GetInt32()));
        Assert.Equal(
            (400, "request.invalid-limit"),
            (await BonusOffice.GetAsync(office.Payroll, "/payroll/bonuses?limit=501")) is var wrong
                ? (wrong.Status, wrong.Code)
                : default
        );
    }

    [Fact]
    public async Task Its_length_is_told_on_request_wherever_the_page_begins()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);

        async Task<int?> TotalAsync(string query, string? org = null) =>
            (
                await BonusOffice.GetAsync(office.Service.As(Roles.Payroll, org), $"/payroll/bonuses{query}")
            ).Body.TryGetProperty("total", out var total)
                ? total.GetInt32()
                : null;

        Assert.Equal(0, await TotalAsync("?total=true"));
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");

        Assert.Null(await TotalAsync(""));
        Assert.Equal(2, await TotalAsync("?total=true&limit=1"));
        Assert.Equal(2, await TotalAsync("?total=true&after=1"));
        Assert.Equal(2, await TotalAsync("?total=true&after=9"));
        Assert.Equal(0, await TotalAsync("?total=true", "NOWHERE"));
    }

    [Fact]
    public async Task Only_payroll_and_the_auditor_read_it_and_each_reading_is_on_record()
    {
        await using var office = await BonusOffice.StartAsync();

        foreach (
            var role in new[]
            {
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Administrator,
                Roles.Hr,
                Roles.BranchHead,
                Roles.AccountManager,
            }
        )
            Assert.Equal(
                403,
                (await BonusOffice.GetAsync(office.Service.As(role, managerNo: "M1"), "/payroll/bonuses")).Status
            );
        Assert.Equal(
            200,
            (
                await BonusOffice.GetAsync(office.Service.As(Roles.Auditor, id: "zhao"), "/payroll/bonuses?after=0")
            ).Status
        );
        Assert.Equal(
            1,
            await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
                db.Audit.CountAsync(a => a.Actor == "zhao" && a.Action.Contains("/payroll/bonuses"))
            )
        );
    }
}
