using System.Text.Json;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Marks;

/// <summary>Qualitative KPIs that superiors mark by anchors, in the bank of <see cref="HrOffice"/>.</summary>
public class QualitativeMarkTests
{
    private const string Teamwork = """
        { "name": { "zh": "团队协作", "en": "Teamwork" }, "unit": "score", "direction": "higher", "family": "collaboration",
          "source": "import", "of": { "anchors": [
            { "from": 0, "text": { "zh": "不配合", "en": "Works alone" } },
            { "from": 60, "text": { "zh": "配合", "en": "Helps when asked" } },
            { "from": 90, "text": { "zh": "主动带动", "en": "Carries others along" } } ] } }
        """;

    [Fact]
    public async Task The_list_has_every_manager_with_the_qualitative_kpis_of_their_own_sheet()
    {
        await using var office = await OpenAsync();
        Assert.Equal(["M1 teamwork", "M2 teamwork"], await ListedAsync(office.Hr));
        Assert.Equal(["M1 teamwork"], await ListedAsync(Head(office)));
        Assert.Equal(["M1 teamwork"], await ListedAsync(office.Service.As(Roles.AccountManager, managerNo: "M1")));
        Assert.Equal(200, (await PutAsync(Head(office), "M1", """{ "mark": 80 }""")).Status);
        Assert.Equal(["M2 teamwork"], await ListedAsync(office.Hr, "&unmarked=true"));
    }

    [Fact]
    public async Task A_mark_counts_at_the_close_and_one_given_later_at_the_next()
    {
        await using var office = await OpenAsync();
        await office.TargetsAsync("M1,2026-04,teamwork,80", "M2,2026-04,teamwork,80");
        await PutAsync(Head(office), "M1", """{ "mark": 80 }""");
        await office.CloseAsync("2026-04");
        Assert.Equal("80", await ValueAsync(office));

        var again = await PutAsync(Head(office), "M1", """{ "mark": 97, "reason": "trained two newcomers" }""");
        Assert.Equal((97, "trained two newcomers"), (again.Body.GetProperty("mark").GetInt32(), Text(again, "reason")));
        Assert.Equal("80", await ValueAsync(office));
        await office.CloseAsync("2026-05");
        Assert.Equal("97", await ValueAsync(office));
    }

    [Theory]
    [InlineData("""{ "mark": 59 }""", "mark.reason-missing")]
    [InlineData("""{ "mark": 96 }""", "mark.reason-missing")]
    [InlineData("""{ "mark": 101, "reason": "x" }""", "mark.out-of-range")]
    [InlineData("""{ "mark": -1, "reason": "x" }""", "mark.out-of-range")]
    [InlineData("""{ "reason": "x" }""", "request.invalid")]
    public async Task A_very_low_or_high_mark_needs_its_reason(string body, string code)
    {
        await using var office = await OpenAsync();
        var refused = await PutAsync(Head(office), "M1", body);
        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.Equal(200, (await PutAsync(Head(office), "M1", """{ "mark": 60 }""")).Status);
        Assert.Equal(200, (await PutAsync(Head(office), "M1", """{ "mark": 95 }""")).Status);
    }

    [Fact]
    public async Task Nobody_marks_another_unit_a_kpi_that_is_not_on_the_sheet_or_a_period_to_come()
    {
        await using var office = await OpenAsync();
        const string good = """{ "mark": 80 }""";
        Assert.Equal(404, (await PutAsync(Head(office), "M2", good)).Status);
        Assert.Equal(404, (await PutAsync(Head(office), "M3", good)).Status);
        Assert.Equal(404, (await PutAsync(Head(office), "M1", good, "overdue")).Status);
        Assert.Equal(403, (await PutAsync(office.Hr, "M1", good)).Status);
        var own = office.Service.As($"{Roles.BranchHead} {Roles.AccountManager}", org: "B1", managerNo: "M1");
        Assert.Equal("mark.own", (await PutAsync(own, "M1", good)).Code);
        var later = await HrOffice.SendAsync(
            Head(office),
            HttpMethod.Put,
            "/qualitative-marks/M1/2026-09/teamwork",
            good
        );
        Assert.Equal((409, "mark.period-to-come"), (later.Status, later.Code));
    }

    [Fact]
    public async Task Such_a_kpi_is_not_imported_and_its_anchors_are_checked()
    {
        await using var office = await OpenAsync();
        var import = await office.Service.ImportAsync(
            "indicators",
            "manager_no,period,kpi,value\nM1,2026-04,teamwork,80\n"
        );
        Assert.Equal(1, import.RowsRejected);
        foreach (
            var wrong in new[]
            {
                Teamwork.Replace("\"from\": 0", "\"from\": 1", StringComparison.Ordinal),
                Teamwork.Replace("\"from\": 90", "\"from\": 60", StringComparison.Ordinal),
                Teamwork.Replace("\"from\": 90", "\"from\": 101", StringComparison.Ordinal),
                Teamwork.Replace("\"score\"", "\"count\"", StringComparison.Ordinal),
                Teamwork.Replace("配合", "", StringComparison.Ordinal),
            }
        )
            Assert.Equal(
                "kpi.not-valid",
                (await HrOffice.SendAsync(office.Hr, HttpMethod.Put, "/kpis/teamwork", wrong)).Code
            );
    }

    private static HttpClient Head(HrOffice office) => office.Service.As(Roles.BranchHead, org: "B1", id: "head");

    private static async Task<HrOffice> OpenAsync()
    {
        var office = await HrOffice.StartAsync();
        var put = await HrOffice.SendAsync(office.Hr, HttpMethod.Put, "/kpis/teamwork", Teamwork);
        Assert.True(put.Status == 200, put.Body.ToString());
        await office.SheetAsync("junior", "2026-04", ("teamwork", "0.4"), ("overdue", "0.6"));
        await office.SheetAsync("senior", "2026-04", ("overdue", "1"));
        return office;
    }

    private static Task<Answer> PutAsync(HttpClient by, string manager, string body, string kpi = "teamwork") =>
        HrOffice.SendAsync(by, HttpMethod.Put, $"/qualitative-marks/{manager}/2026-04/{kpi}", body);

    private static async Task<List<string>> ListedAsync(HttpClient by, string more = "") =>
        (await HrOffice.GetAsync(by, $"/qualitative-marks?period=2026-04{more}"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(r => $"{r.GetProperty("managerNo").GetString()} {r.GetProperty("kpi").GetString()}")
            .ToList();

    private static async Task<string?> ValueAsync(HrOffice office) =>
        (await HrOffice.GetAsync(office.Hr, "/scorecards/M1/2026-04"))
            .Body.GetProperty("kpis")
            .EnumerateArray()
            .Single(k => k.GetProperty("kpi").GetString() == "teamwork")
            .GetProperty("value")
            .GetString();

    private static string? Text(Answer answer, string member) => answer.Body.GetProperty(member).GetString();
}
