using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>The stream of a period as a sheet.</summary>
internal static class ExportPayroll
{
    private static readonly string[] Columns =
        ["sequence", "event_id", "kind", "period", "manager_no", "org", "currency", "amount", "deferred", "plan_code", "plan_version", "rule_hash", "approved_by", "approved_at"];

    public static async Task Handle(string file, HttpContext http, PartOfBankFinder part, IncentiveDbContext db, CancellationToken ct)
    {
        var (name, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file));
        if (!Period.TryParse(name, out var period) || extension is not (".csv" or ".xlsx")) throw RuleBrokenException.NotFound("export");
        var entries = db.PayrollEntries.AsNoTracking().Where(e => e.Period == period)
            .Within(await part.FindAsync(ct), e => e.Org, e => e.ManagerNo).OrderBy(e => e.Sequence).AsAsyncEnumerable();
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"bonuses-{period}{extension}\"";
        if (extension == ".csv") await WriteCsvAsync(http, entries, ct);
        else await WriteWorkbookAsync(http, entries, ct);
    }

    private static string[] Cells(PayrollEntry e) =>
    [
        e.Sequence.ToString(CultureInfo.InvariantCulture), e.EventId.ToString(), e.Kind, e.Period.ToString(), e.ManagerNo, e.Org, "CNY", e.Amount.ToString(), e.Deferred.ToString(),
        e.PlanCode, e.PlanVersion.ToString(CultureInfo.InvariantCulture), e.RuleHash, e.ApprovedBy, e.ApprovedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    ];

    private static async Task WriteCsvAsync(HttpContext http, IAsyncEnumerable<PayrollEntry> entries, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        await using var csv = new StreamWriter(http.Response.Body);
        await csv.WriteAsync(string.Join(',', Columns) + "\r\n");
        await foreach (var entry in entries.WithCancellation(ct)) await csv.WriteAsync(string.Join(',', Cells(entry).Select(SafeCell.Csv)) + "\r\n");
    }

    private static async Task WriteWorkbookAsync(HttpContext http, IAsyncEnumerable<PayrollEntry> entries, CancellationToken ct)
    {
        // A workbook is a zip with its directory at the end: made whole, then sent.
        using var book = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(book, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                WriteRow(writer, Columns);
                await foreach (var entry in entries.WithCancellation(ct)) WriteRow(writer, Cells(entry));
                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            workbook.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "bonuses" }));
            workbook.Workbook.Save();
        }

        http.Response.ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        book.Position = 0;
        await book.CopyToAsync(http.Response.Body, ct);
    }

    /// <summary>Every cell is text: amounts keep their places and nothing is taken for a formula.</summary>
    private static void WriteRow(OpenXmlWriter writer, IEnumerable<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells) writer.WriteElement(new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(SafeCell.Plain(cell))) });
        writer.WriteEndElement();
    }
}
