using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.ScoreSheets;

/// <summary>A score sheet with regulatory findings stands only when a second person has approved it.</summary>
public class SheetProposalTests
{
    private static readonly (string? Kpi, string Weight)[] VolumeLed = [("approved", "0.6"), ("satisfaction", "0.4")];
    private static readonly (string? Kpi, string Weight)[] Good = [("overdue", "0.6"), ("activated", "0.4")];

    [Fact]
    public async Task A_sheet_without_findings_stands_at_once()
    {
        await using var office = await HrOffice.StartAsync();

        var answer = await PutAsync(office, null, Good);

        Assert.Equal(
            (200, "approved", 1),
            (
                answer.Status,
                answer.Body.GetProperty("status").GetString(),
                answer.Body.GetProperty("version").GetInt32()
            )
        );
        Assert.Empty(
            (await HrOffice.GetAsync(office.Hr, "/score-sheets/proposals")).Body.GetProperty("items").EnumerateArray()
        );
    }

    [Fact]
    public async Task One_with_findings_needs_a_reason_and_answers_them()
    {
        await using var office = await HrOffice.StartAsync();

        foreach (var reason in new[] { null, "", "  " })
        {
            var answer = await PutAsync(office, reason, VolumeLed);
            Assert.Equal((409, "score-sheet.regulation"), (answer.Status, answer.Code));
            Assert.Equal(
                ["regulation.volume-heaviest", "regulation.compliance-too-light"],
                answer.Body.GetProperty("details").EnumerateArray().Select(d => d.GetProperty("code").GetString())
            );
        }

        Assert.Empty((await HrOffice.GetAsync(office.Hr, "/score-sheets/junior")).Body.EnumerateArray());
    }

    [Fact]
    public async Task It_scores_nobody_until_another_person_approves_it()
    {
        await using var office = await HrOffice.StartAsync();
        await PutAsync(office, null, Good);
        await office.CloseAsync("2026-04");
        Assert.Equal("overdue activated", Named(await office.ScorecardAsync("2026-04")));
        var id = (await PutAsync(office, "a campaign", VolumeLed, "2026-05")).Body.GetProperty("proposal").GetString()!;
        await office.FactsAsync("F1,M1,approved,C1,2026-05-02");
        await office.TargetsAsync("M1,2026-05,approved,1");

        Assert.Equal((409, "score-sheet.maker-cannot-check"), await DecideAsync(office.Hr, id, "approve"));
        Assert.Equal((409, "score-sheet.maker-cannot-check"), await DecideAsync(office.Hr, id, "return"));
        Assert.Equal(
            (409, "score-sheet.maker-cannot-check"),
            await DecideAsync(office.Service.As(Roles.IncentiveApprover, id: MakerOf(office)), id, "approve")
        );
        Assert.Equal(
            (403, "auth.whole-bank-only"),
            await DecideAsync(office.Service.As(Roles.Hr, org: "B1", id: "hr-of-B1"), id, "approve")
        );
        var approver = office.Service.As(Roles.IncentiveApprover, id: "approver");
        Assert.Equal((200, null), await DecideAsync(approver, id, "approve"));
        Assert.Equal((409, "score-sheet.already-decided"), await DecideAsync(approver, id, "return"));
        await office.CloseAsync("2026-05");

        Assert.Equal("approved satisfaction", Named(await office.ScorecardAsync("2026-05")));
        var sheet = (await HrOffice.GetAsync(office.Hr, "/score-sheets/junior")).Body.EnumerateArray().First();
        Assert.Equal(
            ("approver", "a campaign", 1),
            (
                sheet.GetProperty("approvedBy").GetString(),
                sheet.GetProperty("acceptedFindings").GetString(),
                sheet.GetProperty("version").GetInt32()
            )
        );
    }

    [Fact]
    public async Task A_returned_or_replaced_one_never_stands_and_all_is_audited()
    {
        await using var office = await HrOffice.StartAsync();
        var first = (await PutAsync(office, "first", VolumeLed)).Body.GetProperty("proposal").GetString()!;
        var second = (await PutAsync(office, "second", VolumeLed)).Body.GetProperty("proposal").GetString()!;
        var other = office.Service.As(Roles.Hr, id: "second-hr");

        Assert.Equal((409, "score-sheet.already-decided"), await DecideAsync(other, first, "approve"));
        Assert.Equal((200, null), await DecideAsync(other, second, "return"));
        Assert.Equal((404, "score-sheet.not-found"), await DecideAsync(other, Guid.NewGuid().ToString(), "approve"));

        Assert.Empty((await HrOffice.GetAsync(office.Hr, "/score-sheets/junior")).Body.EnumerateArray());
        Assert.Equal(
            ["replaced", "returned"],
            (await HrOffice.KeysAsync(office.Service.As(Roles.Auditor), "/score-sheets/proposals", "state")).Order(
                StringComparer.Ordinal
            )
        );
        var entries = await office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
            (await db.Audit.Where(a => a.Subject == "junior 2026-04").OrderBy(a => a.Id).ToListAsync()).ConvertAll(a =>
                $"{a.Actor} {a.Detail}"
            )
        );
        Assert.Equal(3, entries.Count);
        Assert.Contains("regulation.volume-heaviest", entries[0], StringComparison.Ordinal);
        Assert.Contains("\"acceptFindings\":\"second\"", entries[1], StringComparison.Ordinal);
        Assert.StartsWith("second-hr", entries[2], StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"not like this\"", entries[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_closed_in_the_meantime_keeps_its_sheet()
    {
        await using var office = await HrOffice.StartAsync();
        var id = (await PutAsync(office, "late", VolumeLed)).Body.GetProperty("proposal").GetString()!;
        await office.CloseAsync("2026-04");

        Assert.Equal(
            (409, "score-sheet.period-closed"),
            await DecideAsync(office.Service.As(Roles.Hr, id: "second-hr"), id, "approve")
        );
        Assert.Equal(["proposed"], await HrOffice.KeysAsync(office.Hr, "/score-sheets/proposals", "state"));
    }

    [Fact]
    public async Task A_sheet_is_checked_without_being_saved()
    {
        await using var office = await HrOffice.StartAsync();

        var answer = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            "/score-sheets/check",
            """{ "kpis": [ { "kpi": "approved", "weight": "0.6" }, { "kpi": "overdue", "weight": "0.4" } ] }"""
        );

        Assert.Equal(200, answer.Status);
        Assert.Equal("0.6", answer.Body.GetProperty("volume").GetString());
        Assert.Equal(
            [("sales", "0.6"), ("risk", "0.4")],
            answer
                .Body.GetProperty("families")
                .EnumerateArray()
                .Select(f => (f.GetProperty("family").GetString()!, f.GetProperty("weight").GetString()!))
        );
        Assert.Equal(2, answer.Body.GetProperty("findings").GetArrayLength());
        var wrong = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            "/score-sheets/check",
            """{ "kpis": [ { "kpi": "approved", "weight": "0.6" } ] }"""
        );
        Assert.Equal((409, "score-sheet.weights-not-one"), (wrong.Status, wrong.Code));
        Assert.Empty((await HrOffice.GetAsync(office.Hr, "/score-sheets/junior")).Body.EnumerateArray());
    }

    [Fact]
    public async Task The_margin_is_a_setting()
    {
        await using var office = await HrOffice.StartAsync(("Regulation:Margin", "0.3"));

        Assert.Equal(409, (await PutAsync(office, null, Good)).Status);
    }

    private static string MakerOf(HrOffice office) =>
        office
            .Service.ReadAsync<PerformanceDbContext, string>(async db =>
                (await db.SheetProposals.FirstAsync()).ProposedBy
            )
            .GetAwaiter()
            .GetResult();

    private static string Named(Card? card) => string.Join(' ', card!.Kpis.Select(k => k.Kpi));

    private static Task<Answer> PutAsync(
        HrOffice office,
        string? reason,
        (string? Kpi, string Weight)[] kpis,
        string from = "2026-04"
    ) => HrOffice.SendAsync(office.Hr, HttpMethod.Put, "/score-sheets/junior", HrOffice.SheetBody(from, reason, kpis));

    private static async Task<(int, string?)> DecideAsync(HttpClient by, string id, string decision)
    {
        var answer = await HrOffice.SendAsync(
            by,
            HttpMethod.Post,
            $"/score-sheets/proposals/{id}/{decision}",
            """{ "reason": "not like this" }"""
        );
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }
}
