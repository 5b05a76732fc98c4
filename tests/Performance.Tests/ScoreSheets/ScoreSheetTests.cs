using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.ScoreSheets;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.ScoreSheets;

public class ScoreSheetTests
{
    [Theory]
    [InlineData("score-sheet.weights-not-one", "activated=0.3", "active=0.69")]
    [InlineData("score-sheet.weights-not-one", "activated=0.3", "active=0.700001")]
    [InlineData("score-sheet.weights-not-one", "activated=1", "active=0.000001")]
    [InlineData("score-sheet.weight-not-valid", "activated=0.3", "active=0.7000000000000000000000001")]
    [InlineData("score-sheet.weight-not-valid", "activated=1.1")]
    [InlineData("score-sheet.kpi-twice", "activated=0.5", "activated=0.5")]
    [InlineData("score-sheet.weight-not-positive", "activated=1", "active=0")]
    [InlineData("score-sheet.weight-not-positive", "activated=1.5", "active=-0.5")]
    [InlineData("score-sheet.kpi-not-valid", "Activated=1")]
    [InlineData("score-sheet.kpi-not-valid", "=1")]
    public void Weights_sum_to_exactly_one_over_different_kpis(string code, params string[] kpis) =>
        Assert.Equal(code, Assert.Throws<RuleBrokenException>(() => Draw(kpis)).Code);

    [Fact]
    public void Thirds_and_sevenths_may_sum_to_one() =>
        Assert.Equal(3, Draw("activated=0.3333", "active=0.3333", "attendance=0.3334").Kpis.Count);

    [Fact]
    public void A_redrawn_sheet_is_another_version()
    {
        var sheet = Draw("activated=1");
        sheet.Redraw([new("active", 1)]);

        Assert.Equal((2, "active"), (sheet.Version, sheet.Kpis[0].Kpi));
    }

    [Fact]
    public async Task A_sheet_holds_from_a_month_that_is_not_closed()
    {
        await using var office = await HrOffice.StartAsync();
        await office.CloseAsync("2026-04");

        Assert.Equal(
            (409, "score-sheet.period-closed"),
            await PutAsync(office, "junior", "2026-04", ("activated", "1"))
        );
        Assert.Equal(
            (409, "score-sheet.period-closed"),
            await PutAsync(office, "junior", "2026-03", ("activated", "1"))
        );
        Assert.Equal((400, "score-sheet.not-a-month"), await PutAsync(office, "junior", "2026-Q3", ("activated", "1")));
        Assert.Equal((404, "level.not-found"), await PutAsync(office, "chief", "2026-05", ("activated", "1")));
        Assert.Equal(
            (409, "score-sheet.weights-not-one"),
            await PutAsync(office, "junior", "2026-05", ("activated", "0.9"))
        );
        Assert.Equal(
            (200, null),
            await PutAsync(office, "junior", "2026-05", ("activated", "0.30"), ("active", "0.70"))
        );
        Assert.Equal((200, null), await PutAsync(office, "junior", "2026-05", ("activated", "1")));
        Assert.Equal((200, null), await PutAsync(office, "junior", "2026-07", ("active", "1")));

        var sheets = (
            await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/score-sheets/junior")
        )
            .Body.EnumerateArray()
            .ToList();
        Assert.Equal(
            [("2026-07", 1), ("2026-05", 2)],
            sheets.Select(s => (s.GetProperty("effectiveFrom").GetString()!, s.GetProperty("version").GetInt32()))
        );
        Assert.Equal(403, (await HrOffice.GetAsync(office.Service.As(Roles.Trainer), "/score-sheets/junior")).Status);
    }

    [Fact]
    public async Task Put_many_times_at_once_and_while_the_month_is_closed_it_holds_or_is_refused()
    {
        await using var office = await HrOffice.StartAsync();
        var closing = office.TryCloseAsync("2026-04", acceptGaps: true);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => PutAsync(office, "junior", "2026-04", ("compliance", "1")))
        );
        Assert.Equal(200, (await closing).Status);
        Assert.All(
            answers,
            answer => Assert.True(answer is (200, null) or (409, "score-sheet.period-closed"), answer.ToString())
        );
        Assert.Equal(
            (409, "score-sheet.period-closed"),
            await PutAsync(office, "junior", "2026-04", ("compliance", "1"))
        );
        // Either the close used the sheet, or the change was refused.
        var scored = (await HrOffice.GetAsync(office.Hr, "/scorecards?period=2026-04&level=junior"))
            .Body.GetProperty("items")
            .GetArrayLength();
        Assert.True(
            scored > 0 || answers.All(answer => answer.Item1 == 409),
            $"{scored} scorecards, {answers.Count(answer => answer.Item1 == 200)} sheets"
        );
    }

    [Fact]
    public async Task What_cannot_be_a_sheet_is_refused_and_not_a_failure()
    {
        await using var office = await HrOffice.StartAsync();

        foreach (
            var json in new[]
            {
                "{}",
                """{ "effectiveFrom": "2026-04", "kpis": [] }""",
                """{ "effectiveFrom": "2026-04", "kpis": [ null ] }""",
                """{ "effectiveFrom": "2026-04", "kpis": [ { "weight": "1" } ] }""",
                """{ "kpis": [ { "kpi": "active", "weight": "1" } ] }""",
            }
        )
        {
            using var response = await office.Hr.PutAsync(
                "/score-sheets/junior",
                new StringContent(json, System.Text.Encoding.UTF8, "application/json")
            );
            Assert.InRange((int)response.StatusCode, 400, 409);
        }

        using var weight = await office
            .Service.As(Roles.BranchHead, org: "B1")
            .PutAsync("/score-sheets/junior", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(403, (int)weight.StatusCode);
    }

    private static ScoreSheet Draw(params string[] kpis) =>
        ScoreSheet.Draw(
            "junior",
            Period.Parse("2026-01"),
            kpis.Select(k => new WeightedKpi(k.Split('=')[0], decimal.Parse(k.Split('=')[1]))).ToList()
        );

    private static async Task<(int, string?)> PutAsync(
        HrOffice office,
        string level,
        string from,
        params (string? Kpi, string Weight)[] kpis
    )
    {
        var answer = await office.PutSheetAsync(level, from, kpis);
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }
}
