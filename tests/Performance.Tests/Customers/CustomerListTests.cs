using System.Text.Json;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Customers;

/// <summary>Customers over HTTP, in the bank of <see cref="HrOffice"/> on 15 August 2026.</summary>
public class CustomerListTests
{
    private const string Header = "customer_ref,manager_no,segment,since,birthday_month,consent,care_due\n";

    [Fact]
    public async Task A_file_brings_customers_once_and_never_moves_them()
    {
        await using var office = await HrOffice.StartAsync();
        const string csv = Header + "K-1,M1,high,2020-01-01,9,true,2026-08-10\nK-2,M3,general,2026-08-01,,false,\n";
        Assert.Equal((2L, 0L, 0L), (await office.TakeAsync("customers", csv)).Rows);
        Assert.Equal((0L, 2L, 0L), (await office.TakeAsync("customers", csv)).Rows);
        var moved = await office.Service.ImportAsync(
            "customers",
            Header + "K-1,M2,high,2020-01-01,9,true,\nK-3,M9,high,2020-01-01,,true,\n"
        );
        Assert.Equal(["customer.held-by-another", "manager.unknown"], moved.Errors.Select(e => e.Code));
        var known = await GetAsync(office.Hr, "/customers/K-1");
        Assert.Equal("M1", known.GetProperty("customer").GetProperty("managerNo").GetString());
        Assert.Equal("mature", known.GetProperty("customer").GetProperty("stage").GetString());
        Assert.True(known.GetProperty("customer").GetProperty("isOverdue").GetBoolean());
    }

    [Fact]
    public async Task Everybody_sees_the_customers_of_their_part()
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        Assert.Equal(["K-1", "K-2", "K-3"], await RefsAsync(office.Hr, "/customers"));
        Assert.Equal(["K-1", "K-3"], await RefsAsync(Head(office, "B1"), "/customers"));
        Assert.Equal(["K-2"], await RefsAsync(Head(office, "B2"), "/customers"));
        Assert.Equal(["K-1"], await RefsAsync(Manager(office, "M1"), "/customers"));
        Assert.Equal(404, (await HrOffice.GetAsync(Manager(office, "M1"), "/customers/K-2")).Status);
        Assert.Equal(404, (await SendAsync(Head(office, "B2"), HttpMethod.Put, "/customers/K-1", Put("M2"))).Status);
    }

    [Theory]
    [InlineData("segment=high", "K-1")]
    [InlineData("stage=new", "K-3")]
    [InlineData("due=overdue", "K-1")]
    [InlineData("due=week", "K-1 K-2")]
    [InlineData("search=-3", "K-3")]
    [InlineData("manager=M2", "K-2")]
    [InlineData("sort=careDueOn&due=week", "K-1 K-2")]
    [InlineData("sort=-careDueOn&due=week", "K-2 K-1")]
    public async Task The_list_is_narrowed_down_and_sorted(string query, string refs)
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        Assert.Equal(refs.Split(' '), await RefsAsync(office.Hr, $"/customers?{query}"));
    }

    [Fact]
    public async Task Who_leaves_hands_over_by_file_and_a_list_says_who_is_left()
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,left_on\nM1,赵,B1,2020-01-01,junior,2026-08-10\n"
        );
        Assert.Equal(["K-1"], await RefsAsync(Head(office, "B1"), "/customers?without=true"));
        var outcome = await office.Service.ImportAsync(
            "customer-handovers",
            "customer_ref,manager_no,from,reason\nK-1,M3,2026-08-15,离职移交\nK-2,M1,2026-08-15,\nK-9,M3,2026-08-15,\n"
        );
        Assert.Equal((1L, 0L, 2L), outcome.Rows);
        Assert.Equal(["customer.manager-has-left", "customer.not-found"], outcome.Errors.Select(e => e.Code));
        Assert.Empty(await RefsAsync(office.Hr, "/customers?without=true"));
        var known = await GetAsync(office.Hr, "/customers/K-1");
        Assert.Equal(
            [("M3", null), ("M1", "2026-08-15")],
            known
                .GetProperty("holdings")
                .EnumerateArray()
                .Select(h => (h.GetProperty("managerNo").GetString(), h.GetProperty("until").GetString()))
        );
        // The same file again does nothing.
        Assert.Equal(
            (0L, 1L, 0L),
            (
                await office.Service.ImportAsync(
                    "customer-handovers",
                    "customer_ref,manager_no,from,reason\nK-1,M3,2026-08-15,离职移交\n"
                )
            ).Rows
        );
    }

    [Fact]
    public async Task A_head_hands_over_within_their_part_only()
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        Assert.Equal(
            "manager.not-found",
            await CodeAsync(
                Head(office, "B1"),
                "/customers/K-1/hand-over",
                """{ "managerNo": "M2", "from": "2026-09-01" }"""
            )
        );
        var handed = await PostAsync(
            Head(office, "B1"),
            "/customers/K-1/hand-over",
            """{ "managerNo": "M3", "from": "2026-09-01", "reason": "new district" }"""
        );
        Assert.Equal("M1", handed.GetProperty("customer").GetProperty("managerNo").GetString());
        office.Service.Clock.SetTo(new(2026, 9, 1));
        Assert.Equal(["K-1", "K-3"], await RefsAsync(Manager(office, "M3"), "/customers"));
        Assert.Empty(await RefsAsync(Manager(office, "M1"), "/customers"));
    }

    [Fact]
    public async Task Care_is_recorded_by_who_has_the_customer_and_the_plan_says_what_comes_next()
    {
        await using var office = await HrOffice.StartAsync();
        await FillAsync(office);
        Assert.Equal(
            "care-plan.days-not-fitting",
            await CodeAsync(
                office.Hr,
                "/care-plans/high",
                """{ "rules": [ { "kind": "call-back" } ] }""",
                HttpMethod.Put
            )
        );
        Assert.Equal(
            "customer-segment.not-found",
            await CodeAsync(office.Hr, "/care-plans/low", """{ "rules": [] }""", HttpMethod.Put)
        );
        await SendOkAsync(
            office.Hr,
            HttpMethod.Put,
            "/care-plans/high",
            """{ "rules": [ { "kind": "call-back", "days": 90 }, { "kind": "birthday" } ] }"""
        );
        Assert.Equal(
            "customer.not-found",
            await CodeAsync(Manager(office, "M2"), "/customers/K-1/care", """{ "outcome": "reached" }""")
        );
        Assert.Equal(
            "care.day-out-of-range",
            await CodeAsync(
                Manager(office, "M1"),
                "/customers/K-1/care",
                """{ "outcome": "reached", "doneOn": "2026-08-07" }"""
            )
        );
        var cared = await PostAsync(
            Manager(office, "M1"),
            "/customers/K-1/care",
            """{ "outcome": "reached", "note": "wants an instalment" }"""
        );
        // The birthday's month comes before the next call-back.
        Assert.Equal("birthday", cared.GetProperty("customer").GetProperty("careKind").GetString());
        Assert.Equal("2026-09-30", cared.GetProperty("customer").GetProperty("careDueOn").GetString());
        var listed = await GetAsync(Head(office, "B1"), "/customer-care?outcome=reached&period=2026-08");
        var entry = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal("2026-08-10", entry.GetProperty("dueOn").GetString());
        Assert.Empty((await GetAsync(Head(office, "B2"), "/customer-care")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_largest_customers_are_shown_by_share_of_the_amounts()
    {
        await using var office = await HrOffice.StartAsync();
        await office.FactsAsync(
            "a,M1,instalment,c1,2026-08-03,K-1,,60.00",
            "b,M1,instalment,c2,2026-08-03,K-2,,40.00",
            "c,M1,instalment,c3,2026-08-03,,,900.00",
            "d,M2,instalment,c4,2026-08-03,K-3,,100.00"
        );
        await office.FactsAsync(Enumerable.Range(0, 20).Select(n => $"m{n},M3,instalment,d{n},2026-08-03,L-{n},,1.00"));
        var all = await GetAsync(office.Hr, "/customer-concentration?period=2026-08");
        Assert.Equal(
            ["M1 2 1 1", "M2 1 1 1", "M3 20 0.5 1"],
            all.GetProperty("managers")
                .EnumerateArray()
                .Select(m =>
                    $"{m.GetProperty("managerNo").GetString()} {m.GetProperty("customers").GetInt32()} {m.GetProperty("top10").GetString()} {m.GetProperty("top20").GetString()}"
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("220.00", all.GetProperty("all").GetProperty("amount").GetString());
        // 100, 60, 40 and seven of 1.00 among 220.00.
        Assert.Equal("0.940909", all.GetProperty("all").GetProperty("top10").GetString());
        var own = await GetAsync(Head(office, "B2"), "/customer-concentration?period=2026-08");
        Assert.Equal("100.00", own.GetProperty("all").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task One_customer_is_put_without_a_file()
    {
        await using var office = await HrOffice.StartAsync();
        await SendOkAsync(Head(office, "B1"), HttpMethod.Put, "/customers/K-7", Put("M1"));
        await SendOkAsync(Head(office, "B1"), HttpMethod.Put, "/customers/K-7", Put(null));
        Assert.Equal(
            "customer.held-by-another",
            await CodeAsync(office.Hr, "/customers/K-7", Put("M2"), HttpMethod.Put)
        );
        Assert.Equal(
            "import.looks-like-a-card-number",
            await CodeAsync(office.Hr, "/customers/4111111111111111", Put("M1"), HttpMethod.Put)
        );
    }

    private static async Task FillAsync(HrOffice office) =>
        await office.TakeAsync(
            "customers",
            Header
                + "K-1,M1,high,2020-01-01,9,true,2026-08-10\nK-2,M2,middle,2025-08-01,,true,2026-08-20\nK-3,M3,general,2026-08-01,,false,\n"
        );

    private static string Put(string? managerNo) =>
        JsonSerializer.Serialize(
            new
            {
                managerNo,
                segment = "middle",
                since = "2026-01-05",
                consent = true,
            }
        );

    private static HttpClient Manager(HrOffice office, string no) =>
        office.Service.As(Roles.AccountManager, managerNo: no, id: no);

    private static HttpClient Head(HrOffice office, string org) =>
        office.Service.As(Roles.BranchHead, org, id: $"head-of-{org}");

    private static Task<IReadOnlyList<string>> RefsAsync(HttpClient by, string path) =>
        HrOffice.KeysAsync(by, path, "customerRef");

    private static async Task<JsonElement> GetAsync(HttpClient by, string path)
    {
        var answer = await HrOffice.GetAsync(by, path);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static Task<Answer> SendAsync(HttpClient by, HttpMethod method, string path, string body) =>
        HrOffice.SendAsync(by, method, path, body);

    private static Task<JsonElement> PostAsync(HttpClient by, string path, string body) =>
        SendOkAsync(by, HttpMethod.Post, path, body);

    private static async Task<JsonElement> SendOkAsync(HttpClient by, HttpMethod method, string path, string body)
    {
        var answer = await SendAsync(by, method, path, body);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static async Task<string?> CodeAsync(HttpClient by, string path, string body, HttpMethod? method = null) =>
        (await SendAsync(by, method ?? HttpMethod.Post, path, body)).Code;
}
