using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Incentive.Tests.Payroll;

public class ExportPayrollTests
{
    private const string Columns =
        "sequence,event_id,kind,period,manager_no,org,currency,amount,deferred,plan_code,plan_version,rule_hash,approved_by,approved_at";

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
                $"1,{entry.EventId},approved,2026-04,M1,'=1+1,CNY,100.00,0.00,CARD,1,{entry.RuleHash},incentive-approver,2026-06-15T02:00:00Z",
                $"2,{(await office.EntriesAsync())[1].EventId},approved,2026-04,M2,\"'@B,2\",CNY,100.00,0.00,CARD,1,{entry.RuleHash},incentive-approver,2026-06-15T02:00:00Z",
                "",
            ],
            lines
        );
    }

    [Fact]
    public async Task The_workbook_holds_the_same_and_every_cell_is_text()
    {
        await using var office = await PaidAsync();
        using var book = new MemoryStream(await office.Payroll.GetByteArrayAsync("/payroll/export/2026-04.xlsx"));
        using var document = SpreadsheetDocument.Open(book, isEditable: false);
        var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().ToList();

        Assert.Equal(3, rows.Count);
        Assert.All(
            rows.SelectMany(r => r.Elements<Cell>()),
            cell => Assert.Equal((CellValues.InlineString, null), (cell.DataType!.Value, cell.CellFormula))
        );
        Assert.Equal(Columns, string.Join(',', rows[0].Elements<Cell>().Select(c => c.InnerText)));
        Assert.Equal(
            ["1", "M1", "'=1+1", "100.00"],
            rows[1].Elements<Cell>().Select(c => c.InnerText).Where((_, i) => i is 0 or 4 or 5 or 7)
        );
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
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.PayAsync("2026-04");
        return office;
    }
}
