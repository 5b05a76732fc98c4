using CardTeam.Testing;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>
/// Malicious and damaged files: each ends its own import with a message, and the next file is imported.
/// </summary>
public sealed class HostileFileTests : IAsyncLifetime
{
    private static readonly string Heading = RawWorkbook.Row(RawWorkbook.Text("name"), RawWorkbook.Text("day"));
    private ServiceUnderTest _service = null!;

    private static readonly Dictionary<string, Func<byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["60,000 elements deep"] = () =>
            RawWorkbook.OneSheet(
                Heading
                    + $"<row><c t=\"inlineStr\"><is>{string.Concat(Enumerable.Repeat("<r>", 60_000))}<t>a</t>{string.Concat(Enumerable.Repeat("</r>", 60_000))}</is></c></row>"
            ),
        ["a cell of 200 MB"] = () =>
            RawWorkbook.OneSheet(Heading + RawWorkbook.Row(RawWorkbook.Text(new string('x', 200_000_000)))),
        ["an attribute of 20 MB"] = () =>
            RawWorkbook.OneSheet(Heading + $"<row spans=\"{Noise(20_000_000)}\"><c/></row>"),
        ["a cell longer than any"] = () =>
            RawWorkbook.OneSheet(Heading + RawWorkbook.Row(RawWorkbook.Text(Noise(40_000)))),
        ["many names"] = () =>
            RawWorkbook.OneSheet(Heading + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<n{i}/>"))),
        ["a text that is not there"] = () => RawWorkbook.OneSheet(Heading + "<row><c t=\"s\"><v>99999</v></c></row>"),
        ["a text index that is none"] = () =>
            RawWorkbook.OneSheet(
                Heading + "<row><c t=\"s\"><v>-1</v></c></row>",
                texts: "<sst><si><t>a</t></si></sst>"
            ),
        ["a row number beyond any"] = () =>
            RawWorkbook.OneSheet(Heading + "<row r=\"99999999999\"><c t=\"inlineStr\"><is><t>a</t></is></c></row>"),
        ["rows out of order"] = () =>
            RawWorkbook.OneSheet(
                "<row r=\"3\"/>" + Heading.Replace("<row>", "<row r=\"2\">", StringComparison.Ordinal)
            ),
        ["a column beyond any"] = () => RawWorkbook.OneSheet(Heading + "<row><c r=\"ZZZZ1\"><v>1</v></c></row>"),
        ["a sheet outside the package"] = () =>
            RawWorkbook.Write(RawWorkbook.Frame([("data", "worksheet", "../../../etc/passwd", "")], "", false)),
        ["a sheet that is missing"] = () =>
            RawWorkbook.Write(RawWorkbook.Frame([("data", "worksheet", "worksheets/sheet9.xml", "")], "", false)),
        ["no sheet at all"] = () => RawWorkbook.Write([("a.txt", "a")]),
        ["entities"] = () =>
            RawWorkbook.Write([
                .. RawWorkbook.Frame([("data", "worksheet", "worksheets/sheet1.xml", "")], "", false),
                (
                    "xl/worksheets/sheet1.xml",
                    "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>"
                ),
                ("xl/styles.xml", RawWorkbook.Styles([])),
            ]),
        ["broken xml"] = () => RawWorkbook.OneSheet(Heading + "<row><c>"),
        ["cut in the middle"] = () => RawWorkbook.OneSheet(Heading)[..300],
        ["a zip of nothing"] = () => [0x50, 0x4B, 0x03, 0x04, .. new byte[200]],
        ["20,000 parts"] = () => RawWorkbook.Write([.. Enumerable.Range(0, 20_000).Select(i => ($"{i}", ""))]),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    public async Task InitializeAsync() => _service = await NoteService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_fails_alone_with_a_sentence(string name)
    {
        var file = Files[name]();
        var outcomes = new[]
        {
            await _service.ImportAsync("notes", file),
            await _service.ImportAsync("notes", file, dryRun: true),
            await _service.ImportAsync("notes", file, atomic: true),
        };
        Assert.All(
            outcomes,
            o => Assert.Equal(("failed", "import.not-a-workbook", 0L), (o.Status, o.ErrorCode, o.RowsAccepted))
        );
        Assert.All(outcomes, o => Assert.NotEmpty(o.Error!));
        Assert.Equal("completed", (await _service.ImportAsync("notes", "name\nnext\n")).Status);
        Assert.Equal("next", Assert.Single(await _service.NotesAsync()).Name);
    }

    [Theory]
    [InlineData("1E300")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("20250630")]
    public async Task A_date_that_no_calendar_has_costs_its_row(string number)
    {
        var outcome = await _service.ImportAsync(
            "notes",
            RawWorkbook.OneSheet(
                Heading
                    + RawWorkbook.Row(RawWorkbook.Text("a"), RawWorkbook.Number(number, 1))
                    + RawWorkbook.Row(RawWorkbook.Text("b"), RawWorkbook.Number("46176", 1)),
                ["yyyy-mm-dd"]
            )
        );
        Assert.Equal(("completed", (1L, 0L, 1L)), (outcome.Status, outcome.Rows));
        Assert.Equal(
            (2L, "day", "import.not-a-date"),
            outcome.Errors.Single() is var m ? (m.Row, m.Column, m.Code) : default
        );
        Assert.Equal(new DateOnly(2026, 6, 3), Assert.Single(await _service.NotesAsync()).Day);
    }

    /// <summary>Letters that do not compress well.</summary>
    private static string Noise(int length)
    {
        var random = new Random(1);
        return string.Create(
            length,
            random,
            (to, r) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = (char)('a' + r.Next(26));
            }
        );
    }
}
