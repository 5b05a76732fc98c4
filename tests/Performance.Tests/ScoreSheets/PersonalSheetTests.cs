using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.ScoreSheets;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.ScoreSheets;

/// <summary>A manager's own sheet takes the place of the level's while it holds.</summary>
public class PersonalSheetTests
{
    private const string Path = "/score-sheets/people/M1";

    [Fact]
    public async Task A_manager_s_own_sheet_takes_the_place_of_the_level_s_until_it_is_ended()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-03", ("overdue", "0.6"), ("activated", "0.4"));
        await PutAsync(office, "2026-04", ("complaints-upheld", "0.7"), ("active", "0.3"));
        await office.CloseAsync("2026-03", "2026-04");
        Assert.Equal("overdue activated", Named(await office.ScorecardAsync("2026-03")));
        Assert.Equal("complaints-upheld active", Named(await office.ScorecardAsync("2026-04")));
        Assert.Equal("overdue activated", Named(await office.ScorecardAsync("2026-04", "M2")));

        Assert.Equal((409, "score-sheet.period-closed"), await EndAsync(office, "?from=2026-04"));
        Assert.Equal((200, null), await EndAsync(office, "?from=2026-06"));
        Assert.Equal((404, "score-sheet.not-found"), await EndAsync(office, "?from=2026-07"));
        await office.CloseAsync("2026-05", "2026-06");

        Assert.Equal("complaints-upheld active", Named(await office.ScorecardAsync("2026-05")));
        Assert.Equal("overdue activated", Named(await office.ScorecardAsync("2026-06")));
        Assert.Equal("junior", (await office.ScorecardAsync("2026-05")).Level);
    }

    [Fact]
    public async Task Late_knowledge_computes_a_closed_month_by_the_sheet_it_had()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-03", ("overdue", "0.6"), ("activated", "0.4"));
        await PutAsync(office, "2026-04", ("complaints-upheld", "0.7"), ("active", "0.3"));
        await office.TargetsAsync("M1,2026-04,active,1");
        await office.CloseAsync("2026-04");
        await EndAsync(office, "");
        await office.FactsAsync("F1,M1,active-month,C1,2026-04-09");
        await office.CloseAsync("2026-05");

        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal((2, "complaints-upheld active", "1"), (card.Version, Named(card), card["active"].Value));
        Assert.Equal("overdue activated", Named(await office.ScorecardAsync("2026-05")));
    }

    [Fact]
    public async Task Findings_need_a_second_person_here_too()
    {
        await using var office = await HrOffice.StartAsync();
        var body = HrOffice.SheetBody("2026-04", null, ("approved", "1"));
        var refused = await HrOffice.SendAsync(office.Hr, HttpMethod.Put, Path, body);
        Assert.Equal((409, "score-sheet.regulation"), (refused.Status, refused.Code));
        var draft = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            Path,
            HrOffice.SheetBody("2026-04", "a newcomer", ("approved", "1"))
        );
        Assert.Equal("draft", draft.Body.GetProperty("status").GetString());
        Assert.Empty((await HrOffice.GetAsync(office.Hr, Path)).Body.EnumerateArray());
        var approved = await HrOffice.SendAsync(
            office.Service.As(Roles.IncentiveApprover, id: "approver"),
            HttpMethod.Post,
            $"/score-sheets/proposals/{draft.Body.GetProperty("proposal").GetString()}/approve",
            "{}"
        );

        Assert.Equal((200, "M1"), (approved.Status, approved.Body.GetProperty("managerNo").GetString()));
        var sheet = Assert.Single((await HrOffice.GetAsync(office.Hr, Path)).Body.EnumerateArray().ToList());
        Assert.Equal("approver", sheet.GetProperty("approvedBy").GetString());
        Assert.Equal(
            404,
            (
                await HrOffice.SendAsync(
                    office.Hr,
                    HttpMethod.Put,
                    "/score-sheets/people/nobody",
                    HrOffice.SheetBody("2026-04", "a newcomer", ("compliance", "1"))
                )
            ).Status
        );
    }

    [Fact]
    public async Task It_is_read_by_whom_the_manager_is_and_written_by_personnel_of_the_whole_bank()
    {
        await using var office = await HrOffice.StartAsync();
        await PutAsync(office, "2026-04", ("compliance", "1"));

        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M1")));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.AccountManager, managerNo: "M2")));
        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2")));
        var body = HrOffice.SheetBody("2026-04", null, ("compliance", "1"));
        foreach (
            var by in new[] { office.Service.As(Roles.BranchHead, org: "B1"), office.Service.As(Roles.Hr, org: "B1") }
        )
            Assert.Equal(403, (await HrOffice.SendAsync(by, HttpMethod.Put, Path, body)).Status);
    }

    [Fact]
    public async Task A_kpi_of_a_manager_s_own_sheet_is_in_use()
    {
        await using var office = await HrOffice.StartAsync();
        await PutAsync(office, "2026-04", ("compliance", "0.9"), ("skill", "0.1"));

        var answer = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            "/kpis/skill/end",
            """{ "from": "2026-06" }"""
        );
        Assert.Equal((409, "kpi.in-use"), (answer.Status, answer.Code));
        await EndAsync(office, "?from=2026-06");
        answer = await HrOffice.SendAsync(office.Hr, HttpMethod.Post, "/kpis/skill/end", """{ "from": "2026-06" }""");
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("2026-03", null)]
    [InlineData("2026-04", "2026-04")]
    [InlineData("2026-06", "2026-04")]
    [InlineData("2026-07", null)] // ended
    [InlineData("2026-09", "2026-09")]
    public void The_latest_begun_holds_unless_it_is_ended(string month, string? holds)
    {
        var (first, second) = (Sheet("2026-04"), Sheet("2026-09"));
        first.End(Period.Parse("2026-07"));

        Assert.Equal(holds, PersonalSheet.Holding([second, first], Period.Parse(month))?.EffectiveFrom.ToString());
    }

    [Fact]
    public void Each_level_has_a_template_without_findings()
    {
        Assert.Equal(
            Organisation.Manager.Levels.Order(StringComparer.Ordinal),
            SheetTemplates.All.Select(t => t.Level).Order(StringComparer.Ordinal)
        );
        Assert.All(
            SheetTemplates.All,
            template =>
            {
                ScoreSheet.Check(template.Kpis);
                Assert.Empty(SheetFinding.Of(template.Kpis, KpiCatalogue.OfRelease().Newest(), 0.05m));
                Assert.All(template.Kpis, k => Assert.Contains(k.Kpi, KpisOfRelease.Codes));
            }
        );
    }

    private static PersonalSheet Sheet(string from) =>
        PersonalSheet.Draw("M1", Period.Parse(from), [new("compliance", 1)]);

    private static string Named(Card card) => string.Join(' ', card.Kpis.Select(k => k.Kpi));

    private static async Task PutAsync(HrOffice office, string from, params (string? Kpi, string Weight)[] kpis)
    {
        var answer = await HrOffice.SendAsync(office.Hr, HttpMethod.Put, Path, HrOffice.SheetBody(from, null, kpis));
        Assert.True(answer.Status == 200, answer.Body.ToString());
    }

    private static async Task<(int, string?)> EndAsync(HrOffice office, string query)
    {
        var answer = await HrOffice.SendAsync(office.Hr, HttpMethod.Delete, Path + query, "");
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }

    private static async Task<int> StatusAsync(HttpClient by) => (await HrOffice.GetAsync(by, Path)).Status;
}
