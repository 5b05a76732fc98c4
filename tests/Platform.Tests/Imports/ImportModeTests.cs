using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>The rows of a file that are kept, and the errors reported for the rest.</summary>
public sealed class ImportModeTests : IAsyncLifetime
{
    /// <summary>Three chunks; rows 6 and 26 of the sheet are wrong, the first in two cells.</summary>
    private static readonly string Mixed =
        "name,day,amount\n"
        + string.Concat(
            Enumerable
                .Range(2, 29)
                .Select(i =>
                    i switch
                    {
                        6 => "r06,soon,=1+1\n",
                        26 => ",2026-06-01,1.00\n",
                        _ => $"r{i:00},2026-06-01,1.00\n",
                    }
                )
        );

    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync() => _service = await NoteService.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task By_rows_the_good_ones_are_kept()
    {
        var outcome = await _service.ImportAsync("notes", Mixed);
        Assert.Equal(
            ("completed", "rows", 29L, (27L, 0L, 2L)),
            (outcome.Status, outcome.Mode, outcome.RowsRead, outcome.Rows)
        );
        Assert.Equal(
            [(6, "day", "import.not-a-date"), (6, "amount", "import.not-an-amount"), (26, "name", "import.required")],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code))
        );
        Assert.Equal(27, (await _service.NotesAsync()).Count);
        Assert.Equal(3, (await _service.OutboxAsync()).Count);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await _service.ImportAsync("notes", Mixed);
        var again = await _service.ImportAsync("notes", Mixed);
        Assert.Equal((0L, 27L, 2L), again.Rows);
        Assert.All(await _service.NotesAsync(), note => Assert.Equal(1, note.Writes));
    }

    [Fact]
    public async Task Atomic_one_bad_row_and_nothing_is_kept()
    {
        var outcome = await _service.ImportAsync("notes", Mixed, atomic: true);
        Assert.Equal(
            ("failed", "atomic", "import.nothing-kept", (27L, 0L, 2L)),
            (outcome.Status, outcome.Mode, outcome.ErrorCode, outcome.Rows)
        );
        Assert.Equal(3, outcome.Errors.Count);
        Assert.Empty(await _service.NotesAsync());
        Assert.Empty(await _service.OutboxAsync());

        var good = await _service.ImportAsync("notes", "name\na\nb\n", atomic: true);
        Assert.Equal(("completed", (2L, 0L, 0L)), (good.Status, good.Rows));
        Assert.Equal(2, (await _service.NotesAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dry_run_says_what_would_be_and_keeps_nothing(bool atomic)
    {
        await _service.ImportAsync("notes", "name,day,amount\nr02,2026-06-01,1.00\n");
        var before = (await _service.OutboxAsync()).Count;
        var outcome = await _service.ImportAsync("notes", Mixed, atomic: atomic, dryRun: true);
        Assert.Equal(("completed", true, (26L, 1L, 2L)), (outcome.Status, outcome.DryRun, outcome.Rows));
        Assert.Equal(3, outcome.Errors.Count);
        Assert.Single(await _service.NotesAsync());
        Assert.Equal(before, (await _service.OutboxAsync()).Count);
    }

    /// <summary>Rows see the effects of earlier rows, also of an earlier chunk.</summary>
    [Fact]
    public async Task Of_two_rows_of_one_thing_the_later_has_the_last_word()
    {
        var rows = "name,text\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"a,{i % 5}\n"));
        var outcome = await _service.ImportAsync("notes", rows, atomic: true);
        Assert.Equal(25, outcome.RowsAccepted);
        Assert.Equal("4", Assert.Single(await _service.NotesAsync()).Text);
    }

    [Theory]
    [InlineData("zh-CN", "不是日期", "必填。")]
    [InlineData("en", "Not a date", "Required.")]
    public async Task Mistakes_are_told_in_both_languages(string language, string notADate, string required)
    {
        var outcome = await _service.ImportAsync("notes", Mixed);
        var client = _service.As(Roles.Administrator);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var response = await client.GetAsync(new Uri($"/imports/{outcome.Id}/errors", UriKind.Relative));
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        // The byte order mark is for people, whose spreadsheet program needs it; programs name no language and would
        // read it as part of the first column's name.
        Assert.Equal([0xEF, 0xBB, 0xBF], (await response.Content.ReadAsByteArrayAsync())[..3]);
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        Assert.Equal(
            "row"u8.ToArray(),
            (await client.GetByteArrayAsync(new Uri($"/imports/{outcome.Id}/errors", UriKind.Relative)))[..3]
        );
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("row,column,code,message", lines[0]);
        Assert.StartsWith("6,day,import.not-a-date,", lines[1], StringComparison.Ordinal);
        Assert.Contains(notADate, lines[1], StringComparison.Ordinal);
        Assert.Equal($"26,name,import.required,{required}", lines[3]);
    }

    /// <summary>A cell's text is repeated in the list of errors, which people open in a spreadsheet program.</summary>
    [Fact]
    public async Task No_cell_of_the_mistakes_is_a_formula()
    {
        var outcome = await _service.ImportAsync("notes", "name,\"=HYPERLINK(1)\"\na,b\n");
        var lines = await _service
            .As(Roles.Administrator)
            .GetStringAsync(new Uri($"/imports/{outcome.Id}/errors", UriKind.Relative));
        Assert.Contains("1,'=HYPERLINK(1),import.unknown-column,", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_under_the_same_key_is_the_same_import()
    {
        var first = await UploadAsync("name\na\n", "k");
        var again = await UploadAsync("name\na\n", "k");
        Assert.Equal((202, 202), (first.Status, again.Status));
        Assert.Equal(first.Body.GetProperty("id").GetGuid(), again.Body.GetProperty("id").GetGuid());
        Assert.Equal(
            (first.Location, $"/notes/imports/{first.Body.GetProperty("id").GetGuid()}"),
            (again.Location, first.Location)
        );
        await _service.FinishedAsync(first.Body.GetProperty("id").GetGuid());

        var otherFile = await UploadAsync("name\nb\n", "k");
        var otherMode = await UploadAsync("name\na\n", "k", "?mode=atomic");
        Assert.Equal(
            (422, 422, "idempotency.key-reused"),
            (otherFile.Status, otherMode.Status, otherFile.Body.GetProperty("code").GetString())
        );
        Assert.Equal(1, await _service.ReadAsync(db => db.Imports.CountAsync()));
        Assert.Equal("a", Assert.Single(await _service.NotesAsync()).Name);
    }

    [Fact]
    public async Task The_same_file_at_the_same_moment_under_one_key_is_one_import()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => UploadAsync("name\na\n", "k")))
        );
        Assert.Single(answers.Select(a => a.Body.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(1, await _service.ReadAsync(db => db.Imports.CountAsync()));
    }

    [Theory]
    [InlineData("?mode=some", 400)]
    [InlineData("?dryRun=perhaps", 400)]
    [InlineData("?mode=rows&dryRun=true", 202)]
    public async Task The_mode_is_one_of_two(string query, int status)
    {
        var answer = await UploadAsync("name\na\n", null, query);
        Assert.Equal(status, answer.Status);
        if (status == 202)
            await _service.FinishedAsync(answer.Body.GetProperty("id").GetGuid());
    }

    /// <summary>
    /// A file is deleted after its import: it may contain data that the suite does not store. Its rejected rows are
    /// kept for a week for correction.
    /// </summary>
    [Fact]
    public async Task Nothing_of_a_file_stays_in_the_folder()
    {
        await _service.ImportAsync("notes", Mixed);
        await _service.ImportAsync("notes", Mixed, atomic: true);
        await _service.ImportAsync("notes", "colour\nb\n");
        await UploadAsync("", null);
        await UploadAsync("name\na\n", "k");
        await UploadAsync("name\nb\n", "k");
        var folder = _service.ImportsFolder;
        await ServiceUnderTest.UntilAsync(
            () =>
                Task.FromResult(
                    Directory.GetFiles(folder) is { Length: 4 } left
                        && left.All(f =>
                            f.EndsWith(".rejected.xlsx", StringComparison.Ordinal)
                            || f.EndsWith(".preview.json", StringComparison.Ordinal)
                        )
                ),
            "the folder to hold rejected rows alone"
        );
    }

    [Fact]
    public async Task Imports_are_listed_the_newest_first_page_by_page()
    {
        for (var i = 0; i < 3; i++)
            await _service.ImportAsync("notes", $"name\nn{i}\n");
        await _service.ImportAsync("notes", "colour\nb\n");
        var it = _service.As(Roles.Administrator);
        var newest = await it.GetFromJsonAsync<JsonElement>("/imports?limit=3");
        Assert.Equal(
            ["failed", "completed", "completed"],
            newest.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetString())
        );
        var rest = await it.GetFromJsonAsync<JsonElement>(
            $"/imports?limit=3&after={newest.GetProperty("next").GetString()}"
        );
        Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Single(
            (await it.GetFromJsonAsync<JsonElement>("/imports?status=failed&kind=notes"))
                .GetProperty("items")
                .EnumerateArray()
        );
    }

    private async Task<(int Status, string? Location, JsonElement Body)> UploadAsync(
        string csv,
        string? key,
        string query = ""
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/imports/notes{query}")
        {
            Content = new StringContent(csv, Encoding.UTF8, "text/csv"),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await _service.As(Roles.Administrator).SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.JsonAsync());
    }
}
