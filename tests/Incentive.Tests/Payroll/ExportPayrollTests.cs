using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Incentive.Tests.Payroll;

public class ExportPayrollTests
{
    private const string Columns =
        "sequence,event_id,kind,period,manager_no,org,currency,amount,deferred,plan_code,plan_version,rule_hash,approved_by,approved_at,corrects_event_id";

    [Fact]
    public async Task The_csv_holds_the_stream_of_the_month_and_no_formula()
    {
        await using var office = await PaidAsync();
        using var response = await office.Payroll.GetAsync("/payroll/export/2026-04.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bonuses-2026-04.csv", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n");
        var entry = (await office.EntriesAsync())[0];
        Assert.Equal(
            [
                Columns,
                $"1,{entry.EventId},approved,2026-04,M1,'=1+1,CNY,100.00,0.00,CARD,1,{entry.RuleHash},incentive-approver,2026-06-15T02:00:00Z,",
                $"2,{(await office.EntriesAsync())[1].EventId},approved,2026-04,M2,\"'@B,2\",CNY,100.00,0.00,CARD,1,{entry.RuleHash},incentive-approver,2026-06-15T02:00:00Z,",
                "",
            ],
            lines
        );
    }

    [Theory]
    [InlineData(null, "manager_no", "name", "Total")]
    [InlineData("en", "Manager number", "Name", "Total")]
    [InlineData("zh-CN", "客户经理编号", "姓名", "合计")]
    public async Task The_workbook_has_names_and_amounts_that_add_up(
        string? language,
        string number,
        string name,
        string total
    )
    {
        await using var office = await PaidAsync();
        var client = office.Payroll;
        if (language is not null)
            client.DefaultRequestHeaders.Add("Accept-Language", language);
        var book = await client.GetByteArrayAsync("/payroll/export/2026-04.xlsx");
        var sheet = Assert.Single(await OpenedWorkbook.ByBothAsync(book));

        Assert.Equal([number, name], sheet.Rows[0].Skip(4).Take(2).Select(c => c.Text));
        Assert.Equal(["1", "M1", "王芳", "'=1+1", "100"], Picked(sheet.Rows[1]));
        Assert.Equal(["2", "M2", "", "'@B,2", "100"], Picked(sheet.Rows[2]));
        Assert.Equal([total, "", "", "", "200"], Picked(sheet.Rows[3]));
        Assert.Equal(4, sheet.Rows.Count);
        Assert.All(sheet.Rows.Skip(1), row => Assert.Equal("number", row[9].Kind));

        static IEnumerable<string> Picked(IReadOnlyList<OpenedCell> row) =>
            row.Where((_, column) => column is 0 or 4 or 5 or 6 or 9).Select(c => c.Text);
    }

    [Fact]
    public async Task A_person_s_csv_has_names_and_sums_and_the_stream_has_none()
    {
        await using var office = await PaidAsync();
        var stream = await office.Payroll.GetStringAsync("/payroll/bonuses");
        Assert.DoesNotContain("王芳", stream, StringComparison.Ordinal);
        Assert.All(
            (await office.Service.OutboxAsync()).Where(a => a.Stream == "payroll"),
            entry => Assert.DoesNotContain("王芳", entry.Event.ToString(), StringComparison.Ordinal)
        );
        Assert.Equal("""{"M1":"王芳"}""", await office.Payroll.GetStringAsync("/payroll/names/2026-04"));
        Assert.Equal("{}", await office.Payroll.GetStringAsync("/payroll/names/2026-05"));

        var client = office.Payroll;
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        var lines = (await client.GetStringAsync("/payroll/export/2026-04.csv")).Split("\r\n");
        Assert.StartsWith("序号,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",M1,王芳,", lines[1], StringComparison.Ordinal);
        Assert.Equal("合计,,,,,,,,,200.00,0.00,,,,,,", lines[3]);
    }

    [Fact]
    public async Task A_month_without_entries_has_its_columns_and_another_file_does_not_exist()
    {
        await using var office = await PaidAsync();

        Assert.Equal(
            Columns + "\r\n",
            (await office.Payroll.GetStringAsync("/payroll/export/2026-05.csv")).TrimStart('\uFEFF')
        );
        foreach (var file in new[] { "2026-04.pdf", "2026-04", "april.csv", ".csv" })
            Assert.Equal(404, (int)(await office.Payroll.GetAsync($"/payroll/export/{file}")).StatusCode);
        Assert.Equal(403, (int)(await office.Service.As(Roles.Hr).GetAsync("/payroll/export/2026-04.csv")).StatusCode);
    }

    private static async Task<BonusOffice> PaidAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Hire("M1", "=1+1")
            .Hire("M2", "@B,2")
            .Name("M1", "王芳")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        return office;
    }
}
