using System.Globalization;
using System.Net;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Testing;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>Detects a file's format from its bytes, and reads its content.</summary>
public sealed class FileFormatTests : IAsyncLifetime
{
    private const string Csv = "name,text,day,amount,flag\n张伟,“信用卡”,2026-06-03,1234.50,true\n王芳,,,,\n";
    private ServiceUnderTest _service = null!;

    /// <summary>The encoding, whether with a byte order mark, and the declared charset.</summary>
    public static TheoryData<string, bool, string> Encodings =>
        new()
        {
            { "utf-8", false, "utf-8" },
            { "utf-8", true, "utf-8" },
            { "gbk", false, "gb18030" },
            { "GB18030", false, "gb18030" },
            { "utf-16", true, "utf-16" },
            { "utf-16BE", true, "utf-16" },
        };

    public async Task InitializeAsync() => _service = await NoteService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    /// <summary>An export for people ends with a total, which is not imported as a row.</summary>
    [Theory]
    [InlineData("合计,,,1234.50,", 0)]
    [InlineData("Total,,,1234.50,", 0)]
    [InlineData("Total,a note of somebody by that name,,1234.50,", 1)]
    public async Task The_total_below_an_export_is_no_row(string last, int rows)
    {
        var outcome = await _service.ImportAsync("notes", Encode(Csv + last + "\n", "utf-8", mark: true));
        Assert.Equal(("completed", (2L + rows, 0L, 0L)), (outcome.Status, outcome.Rows));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Text_is_read_in_every_encoding_a_bank_writes(string encoding, bool mark, string format)
    {
        var outcome = await _service.ImportAsync("notes", Encode(Csv, encoding, mark));
        Assert.Equal(("completed", format, (2L, 0L, 0L)), (outcome.Status, outcome.Format, outcome.Rows));
        var (empty, full) = (await _service.NotesAsync()) switch
        {
            [var a, var b] when a.Text is null => (a, b),
            [var a, var b] => (b, a),
            _ => throw new InvalidOperationException(),
        };
        Assert.Equal(
            ("张伟", "“信用卡”", new DateOnly(2026, 6, 3), Money.Parse("1234.50"), true),
            (full.Name, full.Text, full.Day!.Value, full.Amount!.Value, full.Flag!.Value)
        );
        Assert.Equal(("王芳", null, null, null, null), (empty.Name, empty.Text, empty.Day, empty.Amount, empty.Flag));
    }

    /// <summary>Characters beyond GBK, which GB18030 encodes with four bytes.</summary>
    [Fact]
    public async Task Rare_characters_of_names_are_read()
    {
        await _service.ImportAsync("notes", Encode("name,text\n㛃,𠮷\n", "GB18030"));
        Assert.Equal(
            ("㛃", "𠮷"),
            Assert.Single(await _service.NotesAsync()) is var note ? (note.Name, note.Text) : default
        );
    }

    /// <summary>Files are read piece by piece, and a character may be split across two pieces.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_long_text_keeps_its_encoding(int shift)
    {
        var csv = new StringBuilder("name,text\n").Append('x', shift);
        for (var i = 0; i < 900; i++)
            csv.Append(CultureInfo.InvariantCulture, $"n{i},{new string('汉', 150)}\n");
        var outcome = await _service.ImportAsync("notes", csv.ToString(), dryRun: true);
        Assert.Equal(("utf-8", "completed", 900), (outcome.Format, outcome.Status, outcome.RowsAccepted));
    }

    [Fact]
    public async Task Quotes_columns_and_lines_are_as_a_spreadsheet_writes_them()
    {
        var csv = "\uFEFFTEXT , Name\r\n\"a,\"\"b\"\"\",one\r\n\r\n  padded  ,two\r\n,three";
        var outcome = await _service.ImportAsync("notes", csv);
        Assert.Equal(3, outcome.RowsAccepted);
        Assert.Equal(
            [("one", "a,\"b\""), ("three", null), ("two", "padded")],
            (await _service.NotesAsync()).Select(n => (n.Name, n.Text))
        );
    }

    [Fact]
    public async Task A_workbook_is_read_as_it_is_shown()
    {
        var outcome = await _service.ImportAsync(
            "notes",
            TestSheet.Write(
                [
                    TestSheet.Shared("name"),
                    TestSheet.Inline("text"),
                    TestSheet.Shared("day"),
                    TestSheet.Shared("amount"),
                    TestSheet.Shared("flag"),
                ],
                [
                    TestSheet.Shared("built-in"),
                    TestSheet.Shared("共享"),
                    TestSheet.Date(new(2026, 6, 3)),
                    TestSheet.Number("1234.5"),
                    TestSheet.Flag(true),
                ],
                [
                    TestSheet.Inline("own"),
                    TestSheet.Inline("内联"),
                    TestSheet.Date(new(2024, 2, 29), ownFormat: true),
                    TestSheet.Number("0.30000000000000004"),
                    TestSheet.Flag(false),
                ],
                [
                    TestSheet.NumberAsText("00042"),
                    TestSheet.Number("42"),
                    TestSheet.NumberAsText("2026-06-05"),
                    TestSheet.NumberAsText("12.30"),
                ],
                [TestSheet.Shared("gap").At("A6"), TestSheet.Number("1E3").At("D6")],
                [TestSheet.Inline("")],
                [TestSheet.Formula("A2", "calculated"), TestSheet.Number("7.0000000000000001E-2")]
            )
        );
        Assert.Equal(("completed", "xlsx", (5L, 0L, 0L)), (outcome.Status, outcome.Format, outcome.Rows));
        Assert.Equal(
            [
                ("00042", "42", "2026-06-05", "12.30", null),
                ("built-in", "共享", "2026-06-03", "1234.50", true),
                ("calculated", "0.07", null, null, null),
                ("gap", null, null, "1000.00", null),
                ("own", "内联", "2024-02-29", "0.30", false),
            ],
            (await _service.NotesAsync()).Select(n =>
                (n.Name, n.Text, n.Day?.ToString("yyyy-MM-dd"), n.Amount?.ToString(), n.Flag)
            )
        );
    }

    /// <summary>Rows are named by their numbers in the spreadsheet, also after empty ones.</summary>
    [Fact]
    public async Task A_mistake_in_a_workbook_is_named_by_its_row()
    {
        var outcome = await _service.ImportAsync(
            "notes",
            TestSheet.Write(
                [TestSheet.Shared("name"), TestSheet.Shared("day")],
                [],
                [],
                [TestSheet.Shared("a"), TestSheet.Inline("soon")]
            )
        );
        Assert.Equal(
            (4L, "day", "import.not-a-date"),
            outcome.Errors.Single() is var mistake ? (mistake.Row, mistake.Column, mistake.Code) : default
        );
    }

    [Fact]
    public async Task Csv_and_workbook_say_the_same()
    {
        var csv = "name,text\na,一\nb,二\n";
        Assert.Equal(2, (await _service.ImportAsync("notes", csv)).RowsAccepted);
        Assert.Equal((0L, 2L, 0L), (await _service.ImportAsync("notes", TestWorkbook.FromCsv(csv))).Rows);
    }

    [Theory]
    [InlineData("name,text\na,\"b\n", "import.malformed", "")]
    [InlineData("name,colour\na,b\n", "import.unknown-column", "colour")]
    [InlineData("text\nb\n", "import.missing-column", "name")]
    [InlineData("name,text,Name\na,b,c\n", "import.repeated-column", "Name")]
    public async Task A_file_that_cannot_be_read_says_why(string csv, string code, string column)
    {
        var outcome = await _service.ImportAsync("notes", csv);
        Assert.Equal(("failed", code), (outcome.Status, outcome.ErrorCode));
        Assert.Equal((code, column), outcome.Errors.Single() is var mistake ? (mistake.Code, mistake.Column) : default);
        Assert.NotEmpty(outcome.Error!);
        Assert.Empty(await _service.NotesAsync());
    }

    [Theory]
    [InlineData("name,text\na,b,,\nc,d\ne,f,g\n", "import.too-many-cells", "“g”")]
    [InlineData("name,text\na,b\nc,d\ne,f\"g\"h\n", "import.malformed", "")]
    [InlineData("name,text\na,b\nc,d\ne,\"f\"g\n", "import.malformed", "")]
    public async Task A_fault_of_a_row_costs_the_row(string csv, string code, string says)
    {
        var outcome = await _service.ImportAsync("notes", csv);
        Assert.Equal(("completed", (2L, 0L, 1L)), (outcome.Status, outcome.Rows));
        var mistake = Assert.Single(outcome.Errors);
        Assert.Equal((4L, code), (mistake.Row, mistake.Code));
        Assert.Contains(says, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_of_no_encoding_say_so()
    {
        var outcome = await _service.ImportAsync("notes", [.. "name,text\na,"u8, 0xFF, 0xFF, (byte)'\n']);
        Assert.Equal(("failed", "import.encoding"), (outcome.Status, outcome.ErrorCode));
    }

    [Fact]
    public async Task A_zip_that_is_no_workbook_says_so()
    {
        var outcome = await _service.ImportAsync("notes", [0x50, 0x4B, 0x03, 0x04, .. new byte[200]]);
        Assert.Equal(("failed", "xlsx", "import.not-a-workbook"), (outcome.Status, outcome.Format, outcome.ErrorCode));
    }

    [Fact]
    public async Task Names_without_rows_are_an_import_of_nothing()
    {
        var outcome = await _service.ImportAsync("notes", "name,text\n");
        Assert.Equal(("completed", 0L), (outcome.Status, outcome.RowsRead));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("\u0001\u0000\u0002\u0000", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("%PDF-1.7\u0000\u0000", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_table_at_all_is_refused_at_the_door(string bytes, HttpStatusCode status)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            _service.ImportAsync("notes", Encoding.Latin1.GetBytes(bytes))
        );
        Assert.Equal(status, refused.StatusCode);
    }

    private static byte[] Encode(string text, string encoding, bool mark = false)
    {
        var written = Encoding.GetEncoding(encoding);
        return mark ? [.. written.Preamble, .. written.GetBytes(text)] : written.GetBytes(text);
    }
}
