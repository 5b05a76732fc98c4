using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>The cut-off and the pay day of each month.</summary>
public sealed class PayrollCalendarTests
{
    [Fact]
    public async Task Set_by_payroll_or_an_analyst_it_is_shown_to_everybody()
    {
        await using var office = await BonusOffice.StartAsync();
        Assert.Empty(await MonthsAsync(office, Roles.AccountManager));

        var put = await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Year(2026));
        Assert.Equal((200, 12), (put.Status, put.Body.GetProperty("months").GetArrayLength()));
        Assert.Equal(200, (await BonusOffice.PutAsync(office.Analyst, "/payroll/calendar/2027", Year(2027))).Status);

        foreach (var role in Roles.All)
        {
            var months = await MonthsAsync(office, role);
            Assert.Equal(12, months.Count);
            Assert.Equal(("2026-01", "2026-02-08", "2026-02-15"), months[0]);
            Assert.Equal(("2026-12", "2027-01-08", "2027-01-15"), months[11]);
        }

        foreach (var role in Roles.All.Except([Roles.Payroll, Roles.IncentiveAnalyst]))
            Assert.Equal(
                403,
                (await BonusOffice.PutAsync(Somebody(office, role), "/payroll/calendar/2026", Year(2026))).Status
            );
        var csv = (await office.Payroll.GetStringAsync("/payroll/calendar.csv")).TrimEnd().Split("\r\n");
        Assert.Equal("period,cutOff,payDay", csv[0]);
        Assert.Equal("2026-01,2026-02-08,2026-02-15", csv[1]);
        Assert.Equal(25, csv.Length);
    }

    [Fact]
    public async Task The_next_pay_day_is_the_first_from_today_on()
    {
        await using var office = await BonusOffice.StartAsync();
        Assert.Null(await NextAsync(office));
        await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Year(2026));

        // The ordinary day is 15 June: pay day of May.
        Assert.Equal("2026-06-15", await NextAsync(office));
        office.Service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("2026-07-15", await NextAsync(office));
    }

    public static TheoryData<string, string, string, string> Faults =>
        new()
        {
            { "2026-03", "2026-03-31", "2026-04-15", "2026-03: 2026-03-31 must be after the month's end" },
            { "2026-03", "2026-04-15", "2026-04-15", "2026-03: the cut-off 2026-04-15 must be before the pay day" },
            { "2026-03", "2026-04-16", "2026-04-15", "2026-03: the cut-off 2026-04-16 must be before the pay day" },
            { "2026-03", "2026-04-08", "2027-04-15", "2026-03: 2027-04-15 is more than 6 months after" },
            { "2026-03", "2026-05-08", "2026-05-10", "2026-04: the cut-off 2026-05-08 must be after that of 2026-03" },
            { "2026-03", "2026-03-09", "2026-03-14", "2026-03: 2026-03-09 must be after the month's end" },
            { "2026-03", "2026-04-07", "2026-05-15", "2026-04: the pay day 2026-05-15 must be after that of 2026-03" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_day_that_cannot_be_meant_is_named_and_nothing_is_kept(
        string month,
        string cutOff,
        string payDay,
        string said
    )
    {
        await using var office = await BonusOffice.StartAsync();
        var months = Months(2026).Select(m => m.Period == month ? (month, cutOff, payDay) : m);

        var answer = await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Json(months));

        Assert.Equal((400, "payroll-calendar.not-valid"), (answer.Status, answer.Code));
        Assert.Contains(
            answer.Details,
            d => d.GetProperty("text").GetProperty("en").GetString()!.StartsWith(said, StringComparison.Ordinal)
        );
        Assert.All(answer.Details, d => Assert.NotEmpty(d.GetProperty("text").GetProperty("zh").GetString()!));
        Assert.Empty(await MonthsAsync(office, Roles.Payroll));
    }

    [Fact]
    public async Task Every_month_is_there_once_and_all_faults_are_told_together()
    {
        await using var office = await BonusOffice.StartAsync();
        var twice = Months(2026).Select(m => m.Period == "2026-02" ? Months(2026)[0] : m);
        Assert.Contains(
            (await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Json(twice))).Details,
            d => d.GetProperty("period").GetString() == "2026-02"
        );
        var others = await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Year(2025));
        Assert.Equal(24, others.Details.Count);
        foreach (var few in (string[])["""{ "months": [] }""", "{}", Json(Months(2026).Take(11))])
            Assert.Equal(400, (await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", few)).Status);
        Assert.Equal(400, (await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/1", Year(2026))).Status);
        Assert.Equal(400, (await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/9000", Year(2026))).Status);
    }

    [Fact]
    public async Task Years_follow_each_other()
    {
        await using var office = await BonusOffice.StartAsync();
        var late = Months(2026).Select(m => m.Period == "2026-12" ? ("2026-12", "2027-02-08", "2027-02-15") : m);
        Assert.Equal(200, (await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Json(late))).Status);

        var answer = await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2027", Year(2027));
        Assert.Equal((400, "payroll-calendar.not-valid"), (answer.Status, answer.Code));
        Assert.Equal("2027-01", answer.Details[0].GetProperty("period").GetString());
    }

    [Fact]
    public async Task A_run_approved_after_the_cut_off_says_so_whatever_the_calendar_says_later()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-05-02");
        // Without a calendar nothing is late.
        var april = await office.PayAsync("2026-04");
        Assert.Null(await MissedAsync(office, april.Id));

        var months = Months(2026).Select(m => m.Period == "2026-05" ? ("2026-05", "2026-06-14", "2026-06-20") : m);
        await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Json(months));
        var may = await office.PayAsync("2026-05");
        Assert.Equal("2026-06-14", await MissedAsync(office, may.Id));

        await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Year(2026));
        Assert.Equal("2026-06-14", await MissedAsync(office, may.Id));
    }

    /// <summary>The cut-off is the bank's day, all of it.</summary>
    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "2026-06-15")]
    public async Task The_day_of_the_cut_off_itself_is_in_time(int hours, string? missed)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-05-02").Fact("B", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        var months = Months(2026).Select(m => m.Period == "2026-05" ? ("2026-05", "2026-06-15", "2026-06-20") : m);
        await BonusOffice.PutAsync(office.Payroll, "/payroll/calendar/2026", Json(months));
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");
        // Midnight at the bank is 16:00 UTC; the ordinary day begins at 02:00 UTC.
        office.Service.Clock.Advance(
            BankCalendar.EndOf(new(2026, 6, 15)) - office.Service.Clock.Now + TimeSpan.FromHours(hours)
        );
        await office.ApproveAsync(run);
        Assert.Equal(missed, await MissedAsync(office, run.Id));
    }

    private static HttpClient Somebody(BonusOffice office, string role) =>
        office.Service.As(
            role,
            org: role == Roles.BranchHead ? "B1" : null,
            managerNo: role == Roles.AccountManager ? "M1" : null
        );

    private static async Task<string?> MissedAsync(BonusOffice office, Guid run) =>
        (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run}")).Body.GetProperty("missedCutOff").GetString();

    private static async Task<string?> NextAsync(BonusOffice office)
    {
        var next = (
            await BonusOffice.GetAsync(Somebody(office, Roles.AccountManager), "/payroll/calendar/next")
        ).Body.GetProperty("next");
        return next.ValueKind == JsonValueKind.Null ? null : next.GetProperty("payDay").GetString();
    }

    private static async Task<List<(string?, string?, string?)>> MonthsAsync(BonusOffice office, string role) =>
        (await BonusOffice.GetAsync(Somebody(office, role), "/payroll/calendar/2026"))
            .Body.GetProperty("months")
            .EnumerateArray()
            .Select(m =>
                (
                    m.GetProperty("period").GetString(),
                    m.GetProperty("cutOff").GetString(),
                    m.GetProperty("payDay").GetString()
                )
            )
            .ToList();

    /// <summary>Cut-off on the 8th and pay day on the 15th of the month after.</summary>
    private static List<(string Period, string CutOff, string PayDay)> Months(int year) =>
        Enumerable
            .Range(1, 12)
            .Select(m => Period.Month(year, m))
            .Select(p => (p.ToString(), $"{p.Next()}-08", $"{p.Next()}-15"))
            .ToList();

    private static string Year(int year) => Json(Months(year));

    private static string Json(IEnumerable<(string Period, string CutOff, string PayDay)> months) =>
        JsonSerializer.Serialize(
            new
            {
                months = months.Select(m => new
                {
                    period = m.Period,
                    cutOff = m.CutOff,
                    payDay = m.PayDay,
                }),
            }
        );
}
