using System.Text;
using CardTeam.Testing;
using static CardTeam.Platform.Tests.Imports.RawWorkbook;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>
/// Cells are read as they are displayed, or rejected with their row; sheets and columns are found by their headings.
/// </summary>
public sealed class CellTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await NoteService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    /// <summary>Heading, format, stored number, result; after ! the code of the refusal.</summary>
    [Theory]
    [InlineData("figure", "0_ ;[Red]\\-0\\ ", "12", "12")]
    [InlineData("figure", "#,##0.00_);[Red](#,##0.00)", "-12.5", "-12.5")]
    [InlineData("figure", "[<100]0;[Color10]0", "12", "12")]
    [InlineData("figure", "0\"d\"", "12", "12")]
    [InlineData("figure", "0.00E+00", "1.2E1", "12")]
    [InlineData("figure", "General", "86.66666666666667", "86.666667")]
    [InlineData("code", "0_ ;[Red]\\-0\\ ", "1234", "1234")]
    [InlineData("code", "#,##0", "1234", "1234")]
    [InlineData("code", "00000000", "1234", "00001234")]
    [InlineData("code", "\"K-\"0000", "1234", "!import.shown-otherwise")]
    [InlineData("code", "General", "202506010000000001", "!import.lost-digits")]
    [InlineData("code", "General", "2.02506010000000001E17", "!import.lost-digits")]
    [InlineData("code", "General", "123456789012345", "123456789012345")]
    [InlineData("code", "yyyy-mm-dd", "46176", "!import.made-a-date")]
    [InlineData("happened_on", "yyyy\"年\"m\"月\"d\"日\"", "46176", "2026-06-03")]
    [InlineData("happened_on", "[$-804]yyyy\\-mm\\-dd;@", "46176.75", "2026-06-03")]
    [InlineData("happened_on", "yyyy-mm-dd hh:mm", "46176.75", "!import.not-a-date")]
    [InlineData("happened_on", "General", "20260603", "2026-06-03")]
    [InlineData("happened_on", "General", "46176", "!import.not-a-date")]
    [InlineData("period", "yyyy-mm", "46174", "2026-06")]
    [InlineData("period", "yyyy-mm", "46175", "!import.not-a-period")]
    [InlineData("period", "General", "2026", "2026")]
    [InlineData("period", "General", "202606", "2026-06")]
    public async Task A_number_is_what_is_shown(string heading, string format, string stored, string kept)
    {
        var outcome = await _service.ImportAsync(
            "notes",
            OneSheet(Row(Text("name"), Text(heading)) + Row(Text("a"), Number(stored, 1)), [format])
        );
        if (kept.StartsWith('!'))
            Assert.Equal(
                (2L, heading, kept[1..]),
                outcome.Errors.Single() is var m ? (m.Row, m.Column, m.Code) : default
            );
        else
            Assert.Equal(kept, Assert.Single(await _service.NotesAsync()).Text);
    }

    [Theory]
    [InlineData("date1904=\"1\"")]
    [InlineData("date1904=\"true\"")]
    public async Task Days_may_count_from_1904(string attribute)
    {
        await _service.ImportAsync(
            "notes",
            OneSheet(
                Row(Text("name"), Text("day")) + Row(Text("a"), Number("44714", 1)),
                ["yyyy-mm-dd"],
                book: $"<workbookPr {attribute}/>"
            )
        );
        Assert.Equal(new DateOnly(2026, 6, 3), Assert.Single(await _service.NotesAsync()).Day);
    }

    [Theory]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>", "import.formula-error")]
    [InlineData("<c><f>A1</f></c>", "import.formula-without-result")]
    [InlineData("<c t=\"str\"><f>A1</f><v>x</v></c>", null)]
    [InlineData("<c t=\"str\"><f>A1</f><v></v></c>", null)]
    public async Task A_formula_is_its_result(string cell, string? code)
    {
        var outcome = await _service.ImportAsync(
            "notes",
            OneSheet(Row(Text("name"), Text("text")) + Row(Text("a"), cell))
        );
        Assert.Equal(code, outcome.Errors.SingleOrDefault()?.Code);
    }

    [Fact]
    public async Task Phonetic_guides_are_no_part_of_a_text_and_runs_are_joined()
    {
        await _service.ImportAsync(
            "notes",
            OneSheet(
                Row(Text("name"), Text("text"))
                    + "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>一</t></r><r><t>二</t></r></is></c></row>",
                texts: "<sst><si><t>安澜</t><rPh sb=\"0\" eb=\"1\"><t>ānlán</t></rPh></si></sst>"
            )
        );
        Assert.Equal(
            ("安澜", "一二"),
            Assert.Single(await _service.NotesAsync()) is var n ? (n.Name, n.Text) : default
        );
    }

    [Fact]
    public async Task A_merged_cell_without_content_costs_its_row()
    {
        var outcome = await _service.ImportAsync(
            "notes",
            OneSheet(
                Row(Text("notes of June"), "<c/>")
                    + Row(Text("name"), Text("text"))
                    + Row(Text("a"), Text("x"))
                    + Row(Text("b"), "<c/>"),
                after: "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"B3:B4\"/></mergeCells>"
            )
        );
        Assert.Equal((1L, 0L, 1L), outcome.Rows);
        Assert.Equal(
            (4L, "text", "import.merged-cell"),
            outcome.Errors.Single() is var m ? (m.Row, m.Column, m.Code) : default
        );
    }

    [Fact]
    public async Task The_sheet_is_chosen_by_its_columns_and_told()
    {
        var data = Row(Text("name")) + Row(Text("a"));
        var outcome = await _service.ImportAsync(
            "notes",
            Sheets(
                ("hidden", "hidden", data),
                ("very", "veryHidden", data),
                ("读我", "", Row(Text("read me"))),
                ("便笺", "", data)
            )
        );
        Assert.Equal(("completed", "便笺", 1L), (outcome.Status, outcome.Sheet, outcome.RowsAccepted));

        var two = await _service.ImportAsync("notes", Sheets(("one", "", data), ("two", "", data)));
        Assert.Equal(("failed", "import.several-sheets"), (two.Status, two.ErrorCode));
        Assert.All(["one", "two"], s => Assert.Contains(s, two.Error!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("名称,内容,备注\na,b,ignored\n")]
    [InlineData("Name,Text,# internal\na,b,ignored\n")]
    [InlineData("名称（必填）,内容*,Remarks\na,b,ignored\n")]
    [InlineData("name,text,writes\na,b,3\n")]
    [InlineData("name,,text,\na,,b,\n")]
    [InlineData("name;text\na;b\n")]
    [InlineData("name\ttext\na\tb\n")]
    [InlineData("sep=;\nname;text\na;b\n")]
    [InlineData("June\n\nname,text\na,b\n")]
    public async Task Headings_and_separators_are_as_people_write_them(string csv)
    {
        var outcome = await _service.ImportAsync("notes", csv);
        Assert.Equal(("completed", (1L, 0L, 0L)), (outcome.Status, outcome.Rows));
        Assert.Equal(("a", "b"), Assert.Single(await _service.NotesAsync()) is var n ? (n.Name, n.Text) : default);
    }

    [Theory]
    [InlineData("shade", "红", "red")]
    [InlineData("shade", "BLUE", "blue")]
    [InlineData("颜色", "azure", "blue")]
    [InlineData("code", "Ａ１－２", "A1-2")]
    [InlineData("manager_no", "Ｍ０００１", "M0001")]
    public async Task Words_are_taken_in_both_languages(string heading, string cell, string kept)
    {
        await _service.ImportAsync("notes", $"name,{heading}\na,{cell}\n");
        Assert.Equal(kept, Assert.Single(await _service.NotesAsync()).Text);
    }

    [Theory]
    [InlineData("code", "a\u200Bb", "import.invisible-character")]
    [InlineData("text", "a\u202Eb", "import.invisible-character")]
    [InlineData("text", "6222 0212 3456 7890 128", "import.looks-like-a-card-number")]
    [InlineData("manager_no", "安澜", "manager.number-not-valid")]
    [InlineData("happened_on", "6/3/2026", "import.not-a-date")]
    [InlineData("happened_on", "2026-06-17", "import.day-to-come")]
    [InlineData("happened_on", "0206-06-03", "import.day-out-of-range")]
    [InlineData("amount", "999999999999999.99", "import.amount-too-large")]
    [InlineData("amount", "4111111111111111", "import.not-an-amount")]
    public async Task What_cannot_be_meant_costs_its_row_and_no_card_number_is_repeated(
        string heading,
        string cell,
        string code
    )
    {
        var outcome = await _service.ImportAsync("notes", $"name,{heading}\na,{cell}\n");
        var mistake = Assert.Single(outcome.Errors);
        Assert.Equal((2L, heading, code), (mistake.Row, mistake.Column, mistake.Code));
        Assert.DoesNotContain("4111", mistake.Message, StringComparison.Ordinal);
    }

    /// <summary>Text that is Cyrillic in UTF-8 and Chinese in GBK is stored only in the declared encoding.</summary>
    [Fact]
    public async Task An_encoding_is_declared_marked_or_sure()
    {
        var file = Encoding.GetEncoding("GB18030").GetBytes("name\n薛萤\n");
        var unsure = await _service.ImportAsync("notes", file);
        Assert.Equal(("failed", "import.encoding"), (unsure.Status, unsure.ErrorCode));

        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new("text/csv") { CharSet = "GBK" };
        using var answer = await _service
            .As(ServiceDefaults.Security.Roles.Administrator)
            .PostAsync(new Uri("/imports/notes", UriKind.Relative), body);
        var declared = await _service.FinishedAsync((await answer.JsonAsync()).GetProperty("id").GetGuid());
        Assert.Equal(("completed", "gb18030"), (declared.Status, declared.Format));
        Assert.Equal("薛萤", Assert.Single(await _service.NotesAsync()).Name);
    }

    [Fact]
    public async Task A_byte_of_another_encoding_late_in_a_file_keeps_nothing_of_it()
    {
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"安{i}\n"))),
            .. "x"u8,
            0xFF,
            .. "\n"u8,
        ];
        var outcome = await _service.ImportAsync("notes", file);
        Assert.Equal(("failed", "import.encoding", 0L), (outcome.Status, outcome.ErrorCode, outcome.RowsAccepted));
        Assert.Equal(3002, Assert.Single(outcome.Errors).Row);
        Assert.Empty(await _service.NotesAsync());
    }
}
