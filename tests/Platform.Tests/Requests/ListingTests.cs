using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Platform.Tests.Requests;

/// <summary>A list is walked whole in any order, and its export says the same.</summary>
public sealed class ListingTests
{
    /// <summary>Few values, so that many rows share one, and some have none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_walk_in_any_order_and_page_size_sees_each_row_once_in_its_place(int seed)
    {
        var random = new Random(seed);
        var notes = Enumerable
            .Range(0, random.Next(1, 40))
            .Select(i => new Note
            {
                Name = $"{"nNné李"[random.Next(5)]}{i}",
                Text = random.Next(3) == 0 ? null : $"{"aB乙="[random.Next(4)]}",
                Day = random.Next(3) == 0 ? null : new DateOnly(2026, 6, 1).AddDays(random.Next(3)),
                Amount = random.Next(3) == 0 ? null : new Money(random.Next(-2, 12)),
                Writes = random.Next(-1, 3),
            })
            .ToList();
        await using var service = await NoteService.StartAsync();
        await KeepAsync(service, notes);

        foreach (var (sort, expected) in Orders(notes))
        {
            foreach (var limit in (int[])[1, random.Next(2, 7), notes.Count, 500])
                Assert.Equal(expected, await service.As(Roles.Hr).WalkAsync($"/notes?sort={sort}", "name", limit));
            Assert.Equal(expected, await service.As(Roles.Hr).ColumnAsync($"/notes.csv?sort={sort}", "name"));
        }
    }

    [Theory]
    [InlineData("sort=colour", "request.invalid-sort")]
    [InlineData("sort=--name", "request.invalid-sort")]
    [InlineData("sort=-", "request.invalid-sort")]
    [InlineData("sort=Name", "request.invalid-sort")]
    [InlineData("sort=day&after=WyJuYW1lIiwibjEiXQ==", "request.invalid-cursor")]
    [InlineData("sort=name&after=WyJuYW1lIiwibjEiXQ==", null)]
    [InlineData("sort=name&after=WyJuYW1lIixudWxsXQ==", "request.invalid-cursor")]
    [InlineData("sort=name&after=WyJuYW1lIiw3XQ==", "request.invalid-cursor")]
    [InlineData("sort=name&after=WyJuYW1lIl0=", "request.invalid-cursor")]
    [InlineData("sort=name&after=WzEsIm4xIl0=", "request.invalid-cursor")]
    [InlineData("sort=name&after=bnVsbA==", "request.invalid-cursor")]
    [InlineData("sort=name&after=bjE=", "request.invalid-cursor")]
    public async Task A_sort_that_is_none_and_a_cursor_of_another_are_refused(string query, string? code)
    {
        await using var service = await NoteService.StartAsync();
        using var answer = await service.As(Roles.Hr).GetAsync(new Uri($"/notes?{query}", UriKind.Relative));
        Assert.Equal(code is null ? 200 : 400, (int)answer.StatusCode);
        if (code is not null)
            Assert.Equal(code, await answer.CodeAsync());
    }

    [Fact]
    public async Task A_total_counts_the_whole_list_on_every_page_and_only_where_it_is_asked_for()
    {
        await using var service = await NoteService.StartAsync();
        await KeepAsync(service, [.. Enumerable.Range(0, 7).Select(i => new Note { Name = $"n{i}" })]);
        var reader = service.As(Roles.Hr);

        var first = await reader.GetFromJsonAsync<JsonElement>("/notes?limit=3&total=true");
        var second = await reader.GetFromJsonAsync<JsonElement>(
            $"/notes?limit=3&total=true&after={first.GetProperty("next").GetString()}"
        );
        Assert.Equal((7, 7), (first.GetProperty("total").GetInt32(), second.GetProperty("total").GetInt32()));
        Assert.False((await reader.GetFromJsonAsync<JsonElement>("/notes?limit=3")).TryGetProperty("total", out _));
    }

    [Fact]
    public async Task A_refused_sort_names_what_there_is()
    {
        await using var service = await NoteService.StartAsync();
        using var answer = await service.As(Roles.Hr).GetAsync(new Uri("/notes.xlsx?sort=colour", UriKind.Relative));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(
            "name, text, day, amount, writes",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "name,text")]
    [InlineData("en", "Name,Text")]
    [InlineData("zh-CN", "名称,内容")]
    public async Task The_columns_are_named_in_the_callers_language_or_as_the_fields(string? language, string columns)
    {
        await using var service = await NoteService.StartAsync();
        await KeepAsync(
            service,
            [new Note { Name = "=1+1", Text = "a,\"b\"" }, new Note { Name = "\u0001<&", Text = null }]
        );
        var csv = await ExportAsync(service, "/notes.csv", language);
        Assert.Equal(("text/csv", "utf-8", "notes.csv"), (csv.Type, csv.Charset, csv.File));
        // A person opens it with a spreadsheet program, which reads UTF-8 by the mark only.
        Assert.Equal(
            $"{(language is null ? "" : "\uFEFF")}{columns}\r\n\u0001<&,\r\n'=1+1,\"a,\"\"b\"\"\"\r\n",
            Encoding.UTF8.GetString(csv.Body)
        );

        var workbook = await ExportAsync(service, "/notes.xlsx", language);
        Assert.Equal((SheetFile.WorkbookType, "notes.xlsx"), (workbook.Type, workbook.File));
        Assert.Equal([columns, "\uFFFD<&,", "'=1+1,a,\"b\""], RowsOf(workbook.Body));
        using var other = await service.As(Roles.Hr).GetAsync(new Uri("/notes.pdf", UriKind.Relative));
        Assert.Equal(404, (int)other.StatusCode);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    public async Task A_workbook_goes_on_in_another_sheet(int rows, int sheets)
    {
        using var book = new MemoryStream();
        await SheetFile.WriteWorkbookAsync(
            book,
            "many",
            ["n"],
            Enumerable.Range(0, rows).Select(n => (IReadOnlyList<object?>)[n]).ToAsyncEnumerable(),
            largest: 4,
            CancellationToken.None
        );
        using var document = SpreadsheetDocument.Open(book, isEditable: false);
        var parts = document
            .WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>()
            .Select(s => (WorksheetPart)document.WorkbookPart.GetPartById(s.Id!))
            .ToList();
        Assert.Equal(sheets, parts.Count);
        var texts = parts
            .SelectMany(p => p.Worksheet!.Descendants<Row>().Select(r => r.InnerText))
            .Where(t => t != "n");
        Assert.Equal(Enumerable.Range(0, rows).Select(n => $"{n}"), texts);
    }

    private static IEnumerable<(string Sort, IReadOnlyList<string> Expected)> Orders(IReadOnlyList<Note> notes)
    {
        foreach (var isDescending in (bool[])[false, true])
        {
            var sign = isDescending ? "-" : "";
            yield return ($"{sign}name", By(n => n.Name, StringComparer.Ordinal));
            yield return ($"{sign}text", By(n => n.Text, StringComparer.Ordinal));
            yield return ($"{sign}day", By(n => n.Day, Comparer<DateOnly?>.Default));
            yield return ($"{sign}amount", By(n => n.Amount, Comparer<Money?>.Default));
            yield return ($"{sign}writes", By(n => n.Writes, Comparer<int>.Default));

            IReadOnlyList<string> By<TValue>(Func<Note, TValue> value, IComparer<TValue> comparer)
            {
                var known = notes.OrderBy(n => value(n) is null);
                var sorted = isDescending ? known.ThenByDescending(value, comparer) : known.ThenBy(value, comparer);
                return [.. sorted.ThenBy(n => n.Name, StringComparer.Ordinal).Select(n => n.Name)];
            }
        }
    }

    private static Task<int> KeepAsync(ServiceUnderTest service, IEnumerable<Note> notes) =>
        service.ReadAsync<NoteDbContext, int>(async db =>
        {
            db.Notes.AddRange(notes);
            return await db.SaveChangesAsync();
        });

    private static async Task<(string? Type, string? Charset, string? File, byte[] Body)> ExportAsync(
        ServiceUnderTest service,
        string path,
        string? language
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null)
            request.Headers.Add("Accept-Language", language);
        using var answer = await service.As(Roles.Hr).SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        var headers = answer.Content.Headers;
        return (
            headers.ContentType?.MediaType,
            headers.ContentType?.CharSet,
            headers.ContentDisposition?.FileName?.Trim('"'),
            await answer.Content.ReadAsByteArrayAsync()
        );
    }

    /// <summary>As a spreadsheet reads it.</summary>
    private static IReadOnlyList<string> RowsOf(byte[] workbook)
    {
        using var bytes = new MemoryStream(workbook);
        using var document = SpreadsheetDocument.Open(bytes, isEditable: false);
        return
        [
            .. document
                .WorkbookPart!.WorksheetParts.Single()
                .Worksheet!.Descendants<Row>()
                .Select(r => string.Join(',', r.Elements<Cell>().Select(c => c.InnerText))),
        ];
    }
}
