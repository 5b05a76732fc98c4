using System.Text.Json;
using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Holders;

/// <summary>Who was certified on a day, the share of them, and those who are to be so by a day.</summary>
public class RosterOfDayTests
{
    // The ordinary day of a test is 2026-06-15.
    private const string Certificates =
        "manager_no,certificate,valid_from,valid_to\n"
        + "M1,SALES,2025-01-01,2027-12-31\n" // certified
        + "M2,SALES,2025-01-01,2026-08-31\n" // ends within 90 days
        + "M3,SALES,2025-01-01,2026-06-01\n" // ended two weeks before
        + "M4,SALES,2025-01-01,2026-03-31\n" // ended before the days of grace
        + "M5,SALES,2025-01-01,\nM5,OTHER,2025-01-01,2026-06-01\n"
        + "M7,SALES,2025-01-01,2026-08-31\nM7,SALES,2026-09-01,2027-08-31\n"; // renewed

    [Fact]
    public async Task Every_manager_in_post_has_one_state_on_a_day()
    {
        await using var service = await BankAsync();
        Assert.Equal(
            [
                "M1 certified",
                "M2 expiring",
                "M3 grace",
                "M4 uncertified",
                "M5 certified",
                "M6 uncertified",
                "M7 certified",
            ],
            await StatesAsync(service, "certificate=SALES")
        );
        Assert.Equal(["M5 grace"], await StatesAsync(service, "certificate=OTHER&state=grace"));
        Assert.Equal(["M6 uncertified"], await StatesAsync(service, "newHires=true"));
        // A year before M6 was not hired and M8 had not left.
        Assert.Equal(
            ["M1", "M2", "M3", "M4", "M5", "M7", "M8"],
            (await StatesAsync(service, "date=2025-06-15")).Select(s => s[..2])
        );
        Assert.Equal(
            "certificate.unknown-state",
            (await SendAsync(Trainer(service), HttpMethod.Get, "/certificates/on?state=lost", null, 400))
                .GetProperty("code")
                .GetString()
        );
    }

    [Fact]
    public async Task The_share_is_counted_with_and_without_new_hires()
    {
        await using var service = await BankAsync();
        var share = await GetAsync(Trainer(service), "/certificates/share?certificate=SALES");

        Assert.Equal(
            ("7", "0.5714", "6", "0.6667"),
            (
                share.GetProperty("all").GetProperty("people").ToString(),
                share.GetProperty("all").GetProperty("share").ToString(),
                share.GetProperty("withoutNewHires").GetProperty("people").ToString(),
                share.GetProperty("withoutNewHires").GetProperty("share").ToString()
            )
        );
        var unit = Assert.Single(share.GetProperty("units").EnumerateArray());
        Assert.Equal("B1", unit.GetProperty("org").GetString());
        Assert.Equal(["OTHER", "SALES"], share.GetProperty("certificates").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task Who_is_suspended_is_not_certified_and_has_no_grace()
    {
        await using var service = await BankAsync();
        foreach (var (no, kind, from) in new[] { ("M1", "suspended", "2026-06-01"), ("M2", "revoked", "2026-06-10") })
            await SendAsync(
                Trainer(service),
                HttpMethod.Post,
                "/certificate-sanctions",
                JsonSerializer.Serialize(
                    new
                    {
                        managerNo = no,
                        certificate = "SALES",
                        kind,
                        from,
                        reason = "违规销售",
                    }
                )
            );
        Assert.Equal(["M1 uncertified", "M2 uncertified"], (await StatesAsync(service, "certificate=SALES")).Take(2));
        Assert.Equal(
            ["M1 expiring", "M2 expiring"],
            (await StatesAsync(service, "certificate=SALES&date=2026-05-31")).Take(2)
        );
    }

    [Fact]
    public async Task A_coaching_is_met_by_itself_or_becomes_overdue()
    {
        await using var service = await BankAsync();
        var assigned = await AssignAsync(service, "M1", "M4", "M6");
        Assert.Equal("2", assigned.GetProperty("assigned").ToString());
        Assert.Equal(["M1"], assigned.GetProperty("alreadyCertified").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(
            ["M4"],
            (await AssignAsync(service, "M4")).GetProperty("alreadyCoached").EnumerateArray().Select(m => m.GetString())
        );
        Assert.Equal(["M4 open", "M6 open"], await CoachingsAsync(service));

        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM4,SALES,2026-06-20,2028-06-19\n"
        );
        Assert.Equal(["M4 open", "M6 open"], await CoachingsAsync(service));
        service.Clock.SetTo(new(2026, 7, 16));
        Assert.Equal(["M4 met", "M6 overdue"], await CoachingsAsync(service));
        Assert.Equal(["M6 overdue"], await CoachingsAsync(service, "?state=overdue"));

        var late = (await GetAsync(Trainer(service), "/coachings?state=overdue")).GetProperty("items")[0];
        await SendAsync(
            Trainer(service),
            HttpMethod.Post,
            $"/coachings/{late.GetProperty("id")}/end",
            """{ "reason": "调离岗位" }"""
        );
        Assert.Equal(["M6 ended"], await CoachingsAsync(service, "?state=ended"));
        Assert.Equal("coaching.own-coach", (await AssignAsync(service, 409, "M3")).GetProperty("code").GetString());
    }

    private static Task<JsonElement> AssignAsync(ServiceUnderTest service, params string[] managers) =>
        AssignAsync(service, 200, managers);

    private static Task<JsonElement> AssignAsync(ServiceUnderTest service, int status, params string[] managers) =>
        SendAsync(
            Trainer(service),
            HttpMethod.Post,
            "/coachings",
            JsonSerializer.Serialize(
                new
                {
                    managers,
                    certificate = "SALES",
                    coachNo = "M3",
                    dueOn = status == 200 ? "2026-07-15" : "2026-12-31",
                }
            ),
            status
        );

    private static async Task<List<string>> CoachingsAsync(ServiceUnderTest service, string query = "") =>
        [
            .. (await GetAsync(Trainer(service), $"/coachings{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("managerNo")} {c.GetProperty("state")}")
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<List<string>> StatesAsync(ServiceUnderTest service, string query) =>
        [
            .. (await GetAsync(Trainer(service), $"/certificates/on?{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("managerNo")} {c.GetProperty("state")}"),
        ];

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(
            service,
            [
                .. new[] { "M1", "M2", "M3", "M4", "M5", "M7" }.Select(no => Profile(no)),
                Profile("M6", hiredOn: "2026-05-01"),
                Profile("M8", leftOn: "2025-12-31"),
            ]
        );
        await service.ImportAsync("certificates", Certificates);
        return service;
    }
}
