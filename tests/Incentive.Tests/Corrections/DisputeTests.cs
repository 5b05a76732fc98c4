using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Corrections;

/// <summary>
/// A manager's objection to a line: answered in ten working days, reopened once, followed by the manager.
/// </summary>
public sealed class DisputeTests
{
    private const string Line =
        """{ "managerNo": "M1", "period": "2026-04", "rule": "activation", "expected": "200.00", "text": "少算一张" }""";

    [Fact]
    public async Task One_that_is_upheld_proposes_an_adjustment_that_another_person_approves_and_the_next_run_pays()
    {
        await using var office = await OfficeAsync();
        var opened = await BonusOffice.PostAsync(Manager(office), "/disputes", Line);
        Assert.Equal(
            (201, "open", "100.00", "200.00", "2026-06-29"),
            (
                opened.Status,
                Text(opened, "state"),
                Text(opened, "shown"),
                Text(opened, "expected"),
                Text(opened, "dueOn")
            )
        );
        Assert.Equal("dispute.already-there", (await BonusOffice.PostAsync(Manager(office), "/disputes", Line)).Code);
        var path = $"/disputes/{Text(opened, "id")}";
        Assert.Equal(
            "analyst-2",
            Text(await PostAsync(office, $"{path}/assign", """{ "to": "analyst-2" }"""), "assignedTo")
        );
        var upheld = await PostAsync(
            office,
            $"{path}/answer",
            """{ "outcome": "upheld", "text": "确应计入", "amount": "100.00" }"""
        );
        Assert.Equal("upheld", Text(upheld, "state"));
        var adjustment = upheld.Body.GetProperty("adjustment");
        Assert.Equal("proposed", adjustment.GetProperty("state").GetString());
        Assert.Equal(
            "dispute.wrong-state",
            (await PostAsync(office, $"{path}/answer", """{ "outcome": "rejected", "text": "否" }""")).Code
        );

        var decide = $"/adjustments/{adjustment.GetProperty("id").GetString()}";
        Assert.Equal(403, (await BonusOffice.PostAsync(office.Analyst, $"{decide}/approve")).Status);
        Assert.Equal(200, (await BonusOffice.PostAsync(office.Approver, $"{decide}/approve")).Status);
        await office.PayAsync("2026-05");
        Assert.Equal("100.00", (await office.StatementAsync("2026-05")).Payable);
        var followed = (await BonusOffice.GetAsync(Manager(office), path)).Body;
        Assert.Equal("settled", followed.GetProperty("adjustment").GetProperty("state").GetString());
        Assert.Equal(
            ["opened", "assigned", "upheld"],
            followed.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()!)
        );
    }

    [Fact]
    public async Task An_adjustment_that_is_returned_opens_its_dispute_again()
    {
        await using var office = await OfficeAsync();
        var path = await OpenAsync(office);
        const string Upheld = """{ "outcome": "upheld", "text": "确应计入", "amount": "100.00" }""";
        var adjustment = (await PostAsync(office, $"{path}/answer", Upheld)).Body.GetProperty("adjustment");
        var returned = await BonusOffice.PostAsync(
            office.Approver,
            $"/adjustments/{adjustment.GetProperty("id").GetString()}/return",
            """{ "reason": "金额不对" }"""
        );
        Assert.Equal(200, returned.Status);
        var now = await BonusOffice.GetAsync(office.Analyst, path);
        Assert.Equal(("open", JsonValueKind.Null), (Text(now, "state"), now.Body.GetProperty("adjustment").ValueKind));
        Assert.Equal("upheld", Text(await PostAsync(office, $"{path}/answer", Upheld), "state"));
    }

    [Fact]
    public async Task One_that_is_rejected_is_reopened_once_by_its_manager()
    {
        await using var office = await OfficeAsync();
        var path = await OpenAsync(office);
        const string No = """{ "outcome": "rejected", "text": "该卡此前已计" }""";
        Assert.Equal("dispute.wrong-state", (await ReopenAsync(office, path)).Code);
        Assert.Equal("rejected", Text(await PostAsync(office, $"{path}/answer", No), "state"));
        Assert.True((await BonusOffice.GetAsync(Manager(office), path)).Body.GetProperty("mayReopen").GetBoolean());
        office.Service.Clock.SetTo(new(2026, 7, 1));
        Assert.Equal(
            ("open", "2026-07-15"),
            (
                Text(await ReopenAsync(office, path), "state"),
                Text(await BonusOffice.GetAsync(Manager(office), path), "dueOn")
            )
        );
        await PostAsync(office, $"{path}/answer", No);
        Assert.Equal("dispute.reopened-before", (await ReopenAsync(office, path)).Code);
        Assert.False((await BonusOffice.GetAsync(Manager(office), path)).Body.GetProperty("mayReopen").GetBoolean());
    }

    [Theory]
    [InlineData("M1", "2026-04", "none", "100.00", 400, "dispute.no-such-line")]
    [InlineData("M1", "2026-05", "activation", "100.00", 404, "statement.not-found")] // not approved yet
    [InlineData("M2", "2026-04", "activation", "100.00", 404, "statement.not-found")] // another manager's
    public async Task What_cannot_be_disputed_is_refused(
        string no,
        string period,
        string rule,
        string expected,
        int status,
        string code
    )
    {
        await using var office = await OfficeAsync();
        var answer = await BonusOffice.PostAsync(
            Manager(office),
            "/disputes",
            JsonSerializer.Serialize(
                new
                {
                    managerNo = no,
                    period,
                    rule,
                    expected,
                    text = "t",
                }
            )
        );
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("""{ "outcome": "upheld", "text": "t" }""")]
    [InlineData("""{ "outcome": "rejected", "text": "t", "amount": "1.00" }""")]
    public async Task An_adjustment_belongs_to_an_upheld_one_and_to_no_other(string answer)
    {
        await using var office = await OfficeAsync();
        Assert.Equal(
            "dispute.amount-with-upheld",
            (await PostAsync(office, $"{await OpenAsync(office)}/answer", answer)).Code
        );
    }

    [Fact]
    public async Task Only_the_manager_their_head_and_those_who_answer_see_it_and_it_is_counted_by_age()
    {
        await using var office = await OfficeAsync();
        var path = await OpenAsync(office);
        Assert.Equal(404, (await BonusOffice.GetAsync(Manager(office, "M2"), path)).Status);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Service.As(Roles.BranchHead, org: "B2"), path)).Status);
        Assert.Equal(200, (await BonusOffice.GetAsync(office.Service.As(Roles.BranchHead, org: "B1"), path)).Status);
        Assert.Equal(404, (await ReopenAsync(office, path, "M2")).Status);
        office.Service.Clock.SetTo(new(2026, 6, 30));
        var figures = (await BonusOffice.GetAsync(office.Analyst, "/disputes/figures")).Body;
        Assert.Equal(
            (1, 1, 1),
            (
                figures.GetProperty("open").GetInt32(),
                figures.GetProperty("unassigned").GetInt32(),
                figures.GetProperty("overdue").GetInt32()
            )
        );
        Assert.Equal(
            [0, 0, 0, 1],
            figures.GetProperty("ages").EnumerateArray().Select(a => a.GetProperty("disputes").GetInt32())
        );
        var listed = await BonusOffice.GetAsync(office.Service.As(Roles.Auditor), "/disputes?state=overdue");
        var row = Assert.Single(listed.Body.GetProperty("items").EnumerateArray());
        var shown = (await BonusOffice.GetAsync(office.Analyst, path)).Body;
        foreach (var named in new[] { row, shown })
            Assert.Equal(
                ("激活", "Activations"),
                (
                    named.GetProperty("ruleName").GetProperty("zh").GetString(),
                    named.GetProperty("ruleName").GetProperty("en").GetString()
                )
            );
    }

    [Theory]
    [InlineData("2026-06-15", 10, "2026-06-29")] // from a Monday
    [InlineData("2026-06-19", 1, "2026-06-22")] // over a weekend
    [InlineData("2026-06-20", 5, "2026-06-26")] // from a Saturday
    public void Weekends_do_not_count(string from, int days, string until)
    {
        Assert.Equal(DateOnly.Parse(until), WorkingDays.After(DateOnly.Parse(from), days));
        Assert.Equal(days, WorkingDays.Between(DateOnly.Parse(from), DateOnly.Parse(until)));
    }

    [Fact]
    public void Days_are_counted_back_as_they_were_counted_forward()
    {
        for (var day = new DateOnly(2026, 1, 1); day < new DateOnly(2026, 2, 1); day = day.AddDays(1))
        for (var days = 0; days < 30; days++)
            Assert.Equal(days, WorkingDays.Between(day, WorkingDays.After(day, days)));
    }

    private static async Task<BonusOffice> OfficeAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03", "M2");
        await office.PayAsync("2026-04");
        return office;
    }

    private static HttpClient Manager(BonusOffice office, string no = "M1") =>
        office.Service.As(Roles.AccountManager, managerNo: no, id: no);

    private static async Task<string> OpenAsync(BonusOffice office)
    {
        var opened = await BonusOffice.PostAsync(Manager(office), "/disputes", Line);
        Assert.True(opened.Status == 201, opened.Body.ToString());
        return $"/disputes/{Text(opened, "id")}";
    }

    private static Task<Answer> ReopenAsync(BonusOffice office, string path, string no = "M1") =>
        BonusOffice.PostAsync(Manager(office, no), $"{path}/reopen", """{ "text": "请再核对" }""");

    private static Task<Answer> PostAsync(BonusOffice office, string path, string json) =>
        BonusOffice.PostAsync(office.Analyst, path, json);

    private static string? Text(Answer answer, string field) => answer.Body.GetProperty(field).GetString();
}
