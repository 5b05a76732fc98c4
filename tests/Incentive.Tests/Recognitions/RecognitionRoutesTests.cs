using System.Text.Json;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Recognitions;

/// <summary>Recognitions are given at a close and stay; contests stand as the months are known now.</summary>
public sealed class RecognitionRoutesTests
{
    private const string Best =
        """{ "title": { "zh": "月度之星", "en": "Star of the month" }, "from": "2026-04", "rule": { "type": "rank", "kpi": "scorecard", "top": 1 } }""";

    [Fact]
    public async Task Given_at_a_close_to_who_reached_it_and_shown_to_each_their_own()
    {
        await using var office = await StartAsync();
        Assert.Equal(200, (await PutAsync(office, "star", Best)).Status);
        await CloseAsync(office, "2026-04", ("M1", 0.9m), ("M2", 1.1m), ("M3", 1.1m));

        Assert.Equal(
            [("2026-04", "M2", 1, "1.1"), ("2026-04", "M3", 1, "1.1")],
            (await AwardsAsync(office.Service.As(Roles.Hr))).Select(Seen)
        );
        Assert.Equal(["M2"], (await AwardsAsync(Manager(office, "M2"))).Select(a => Seen(a).Item2));
        Assert.Empty(await AwardsAsync(Manager(office, "M1")));
        Assert.Equal(
            ["M3"],
            (await AwardsAsync(office.Service.As(Roles.BranchHead, org: "B2"))).Select(a => Seen(a).Item2)
        );
        var csv = (await office.Service.As(Roles.Hr).GetStringAsync("/recognitions/awards.csv"))
            .TrimEnd()
            .Split("\r\n");
        Assert.StartsWith(
            "code,titleZh,titleEn,period,managerNo,name,org,value,rank,",
            csv[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("star,月度之星,Star of the month,2026-04,M2,,B1,1.1,1,", csv[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_given_stays_whatever_is_known_or_changed_later()
    {
        await using var office = await StartAsync();
        await PutAsync(office, "star", Best);
        await CloseAsync(office, "2026-04", ("M1", 1.2m), ("M2", 1.1m));
        office.Others.Score("2026-04", 1.5m, "M2");
        await PutAsync(office, "star", Best.Replace("\"top\": 1", "\"top\": 2", StringComparison.Ordinal));
        await CloseAsync(office, "2026-05", ("M1", 1.2m), ("M2", 1.1m));

        Assert.Equal(
            [("2026-05", "M1", 1, "1.2"), ("2026-05", "M2", 2, "1.1"), ("2026-04", "M1", 1, "1.2")],
            (await AwardsAsync(office.Analyst)).Select(Seen)
        );
    }

    [Fact]
    public async Task Only_for_its_months_and_never_for_closes_before_it()
    {
        await using var office = await StartAsync();
        await CloseAsync(office, "2026-04", ("M1", 1.2m));
        await PutAsync(
            office,
            "star",
            Best.Replace(
                "\"from\": \"2026-04\"",
                "\"from\": \"2026-04\", \"to\": \"2026-05\"",
                StringComparison.Ordinal
            )
        );
        await CloseAsync(office, "2026-05", ("M1", 1.2m));
        await CloseAsync(office, "2026-06", ("M1", 1.2m));

        Assert.Equal(["2026-05"], (await AwardsAsync(office.Analyst)).Select(a => Seen(a).Item1));
    }

    [Fact]
    public async Task Nothing_of_it_is_paid()
    {
        await using var office = await BonusOffice.StartAsync(Plans.Rules.Hundred);
        office.Others.Units(("HO", null), ("B1", "HO"));
        await office.DeliverAsync();
        await PutAsync(office, "star", Best);
        await CloseAsync(office, "2026-04", ("M1", 1.2m));
        await office.RunAndApproveAsync("2026-04");
        Assert.Single(await AwardsAsync(office.Analyst));
        Assert.Empty(await office.EntriesAsync());
        Assert.Equal("0.00", (await office.StatementAsync("2026-04")).Payable);
    }

    [Fact]
    public async Task A_course_is_recognised_when_its_certificate_begins_and_not_when_it_goes_on()
    {
        await using var office = await StartAsync();
        await PutAsync(
            office,
            "course",
            """{ "title": { "zh": "反洗钱", "en": "AML" }, "from": "2026-04", "rule": { "type": "course", "certificate": "AML-01" } }"""
        );
        office
            .Others.Certify("2026-04-10", "2026-05-09", "M1", "AML-01")
            .Certify("2026-04-12", null, "M2", "CARD-SALES")
            .Certify("2026-03-01", null, "M3", "AML-01");
        await CloseAsync(office, "2026-04");
        office.Others.Certify("2026-05-10", null, "M1", "AML-01");
        await CloseAsync(office, "2026-05");

        var award = Assert.Single(await AwardsAsync(office.Analyst));
        Assert.Equal(
            ("2026-04", "M1"),
            (award.GetProperty("period").GetString(), award.GetProperty("managerNo").GetString())
        );
        Assert.Equal(JsonValueKind.Null, award.GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task A_contest_stands_by_the_sum_of_its_months_and_ties_share_a_rank()
    {
        await using var office = await StartAsync();
        const string Contest =
            """{ "title": { "zh": "春季竞赛", "en": "Spring" }, "prize": { "zh": "奖杯", "en": "A cup" }, "from": "2026-04", "to": "2026-06", "orgs": ["B1"], "kpi": "scorecard" }""";
        Assert.Equal(200, (await PutContestAsync(office, "spring", Contest)).Status);
        Assert.Empty((await StandingAsync(office.Analyst)).Places);
        await CloseAsync(office, "2026-04", ("M1", 1.0m), ("M2", 0.5m), ("M3", 1.4m), ("M4", 0.2m));
        await CloseAsync(office, "2026-05", ("M1", 0.5m), ("M2", 1.0m), ("M3", 1.4m), ("M4", 0.3m));

        var (months, places) = await StandingAsync(office.Analyst);
        Assert.Equal(["2026-04", "2026-05"], months);
        Assert.Equal([(1, "M1", "1.5"), (1, "M2", "1.5"), (3, "M4", "0.5")], places);
        // A manager sees their own rank among all.
        Assert.Equal([(3, "M4", "0.5")], (await StandingAsync(Manager(office, "M4"))).Places);
        Assert.Empty((await StandingAsync(Manager(office, "M3"))).Places);
        // It is live: what becomes known later counts at once.
        office.Others.Score("2026-04", 1.1m, "M2");
        await office.DeliverAsync();
        Assert.Equal((1, "M2", "2.1"), (await StandingAsync(office.Analyst)).Places[0]);
        var csv = (await office.Analyst.GetStringAsync("/contests/spring/standing.csv")).TrimEnd().Split("\r\n");
        Assert.Equal(
            ["rank,managerNo,name,org,value,hasWon", "1,M2,,B1,2.1,0", "2,M1,,B1,1.5,0", "3,M4,,B1-01,0.5,0"],
            csv
        );
        var first = (await BonusOffice.GetAsync(office.Analyst, "/contests/spring/standing?limit=2")).Body;
        var rest = (
            await BonusOffice.GetAsync(
                office.Analyst,
                $"/contests/spring/standing?limit=2&after={first.GetProperty("next").GetString()}"
            )
        ).Body;
        Assert.Equal("M4", rest.GetProperty("items")[0].GetProperty("managerNo").GetString());
        Assert.Equal(
            "contest.not-found",
            (await BonusOffice.GetAsync(office.Analyst, "/contests/winter/standing")).Code
        );
    }

    [Theory]
    [InlineData("""{ "from": "2026-04", "rule": { "type": "course", "certificate": "A" } }""", "request.invalid")]
    [InlineData(
        """{ "title": { "zh": "x", "en": "" }, "from": "2026-04", "rule": { "type": "course", "certificate": "A" } }""",
        "recognition.not-valid"
    )]
    [InlineData(
        """{ "title": { "zh": "x", "en": "x" }, "from": "2026-Q2", "rule": { "type": "course", "certificate": "A" } }""",
        "recognition.not-valid"
    )]
    [InlineData(
        """{ "title": { "zh": "x", "en": "x" }, "from": "2026-04", "to": "2026-03", "rule": { "type": "course", "certificate": "A" } }""",
        "recognition.not-valid"
    )]
    [InlineData(
        """{ "title": { "zh": "x", "en": "x" }, "from": "2026-04", "rule": { "type": "rank", "kpi": "scorecard" } }""",
        "recognition.not-valid"
    )]
    [InlineData(
        """{ "title": { "zh": "x", "en": "x" }, "from": "2026-04", "rule": { "type": "rank", "kpi": "scorecard", "top": 1, "org": "B9" } }""",
        "recognition.not-valid"
    )]
    public async Task What_cannot_be_is_refused_with_its_field(string json, string code)
    {
        await using var office = await StartAsync();
        var answer = await PutAsync(office, "star", json);
        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Equal(
            0,
            (await BonusOffice.GetAsync(office.Analyst, "/recognitions")).Body.GetProperty("items").GetArrayLength()
        );
    }

    [Fact]
    public async Task Hr_and_analysts_set_it_for_the_whole_bank_and_codes_differ_by_more_than_case()
    {
        await using var office = await StartAsync();
        Assert.Equal(200, (await BonusOffice.PutAsync(office.Service.As(Roles.Hr), "/recognitions/star", Best)).Status);
        Assert.Equal("code.differs-in-case-only", (await PutAsync(office, "Star", Best)).Code);
        foreach (var role in (string[])[Roles.Auditor, Roles.Payroll, Roles.IncentiveApprover])
            Assert.Equal(403, (await BonusOffice.PutAsync(office.Service.As(role), "/recognitions/star", Best)).Status);
        Assert.Equal(
            "auth.whole-bank-only",
            (await BonusOffice.PutAsync(office.Service.As(Roles.Hr, org: "B1"), "/recognitions/star", Best)).Code
        );
        Assert.Equal(
            1,
            await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
                db.Audit.CountAsync(a => a.Action.Contains("/recognitions/") && a.Subject == "star")
            )
        );
    }

    private static async Task<BonusOffice> StartAsync()
    {
        var office = await BonusOffice.StartAsync();
        office
            .Others.Units(("HO", null), ("B1", "HO"), ("B1-01", "B1"), ("B2", "HO"))
            .Hire("M2")
            .Hire("M3", "B2")
            .Hire("M4", "B1-01");
        await office.DeliverAsync();
        return office;
    }

    private static async Task CloseAsync(
        BonusOffice office,
        string month,
        params (string Manager, decimal Total)[] scores
    )
    {
        foreach (var (manager, total) in scores)
            office.Others.Score(month, total, manager);
        await office.CloseAsync(month);
        var number = office.Others.Closes;
        await ServiceUnderTest.UntilAsync(
            () =>
                office.Service.ReadAsync<IncentiveDbContext, bool>(db =>
                    db.RecognizedCloses.AnyAsync(c => c.CloseNumber == number)
                ),
            "the awards of the close"
        );
    }

    private static Task<Answer> PutAsync(BonusOffice office, string code, string json) =>
        BonusOffice.PutAsync(office.Analyst, $"/recognitions/{code}", json);

    private static Task<Answer> PutContestAsync(BonusOffice office, string code, string json) =>
        BonusOffice.PutAsync(office.Analyst, $"/contests/{code}", json);

    private static HttpClient Manager(BonusOffice office, string no) =>
        office.Service.As(Roles.AccountManager, managerNo: no, id: no);

    private static async Task<List<JsonElement>> AwardsAsync(HttpClient by) =>
        (await BonusOffice.GetAsync(by, "/recognitions/awards")).Body.GetProperty("items").EnumerateArray().ToList();

    private static (string, string, int, string) Seen(JsonElement award) =>
        (
            award.GetProperty("period").GetString()!,
            award.GetProperty("managerNo").GetString()!,
            award.GetProperty("rank").GetInt32(),
            award.GetProperty("value").ToString()
        );

    private static async Task<(List<string?> Months, List<(int, string, string)> Places)> StandingAsync(HttpClient by)
    {
        var standing = (await BonusOffice.GetAsync(by, "/contests/spring/standing")).Body;
        return (
            standing.GetProperty("months").EnumerateArray().Select(m => m.GetString()).ToList(),
            standing
                .GetProperty("items")
                .EnumerateArray()
                .Select(p =>
                    (
                        p.GetProperty("rank").GetInt32(),
                        p.GetProperty("managerNo").GetString()!,
                        p.GetProperty("value").ToString()
                    )
                )
                .ToList()
        );
    }
}
