using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Platform.Tests.Requests;

/// <summary>A list is complete in any order, and its export has the same rows.</summary>
public sealed class ListingTests
{
    /// <summary>Few values, so that many rows share one, and some rows have none.</summary>
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

    /// <summary>
    /// A script gets the fields' names, no byte order mark and no sums; a person gets titles, the mark and the sums.
    /// </summary>
    [Theory]
    [InlineData(null, "name,text,day,amount,share,often,unsummed", null)]
    [InlineData("en", "Name,Text,Day,Amount,Share,Often,Not summed", "Total")]
    [InlineData("zh-CN", "名称,内容,日期,金额,占比,多次,不计", "合计")]
    public async Task A_csv_is_for_a_person_when_it_names_a_language(string? language, string columns, string? total)
    {
        await using var service = await NoteService.StartAsync();
        await KeepAsync(
            service,
            [
                new Note { Name = "=1+1", Text = "a,\"b\"" },
                new Note
                {
                    Name = "-0.5",
                    Text = "-2+3",
                    Day = new(2026, 6, 30),
                    Amount = new Money(-1_234_50),
                    Writes = 8_888,
                },
                new Note { Name = "\u0001<&", Amount = new Money(34_50) },
            ]
        );
        var csv = await ExportAsync(service, "/notes.csv", language);
        Assert.Equal(("text/csv", "utf-8", "notes.csv"), (csv.Type, csv.Charset, csv.File));
        var (mark, sums) = language is null ? ("", "") : ("\uFEFF", $"{total},,,-1200.00,,,\r\n");
        Assert.Equal(
            $"{mark}{columns}\r\n\u0001<&,,,34.50,0,false,34.50\r\n"
                + "-0.5,'-2+3,2026-06-30,-1234.50,0.8888,true,-1234.50\r\n'=1+1,\"a,\"\"b\"\"\",,,0,false,\r\n"
                + sums,
            Encoding.UTF8.GetString(csv.Body)
        );
        using var other = await service.As(Roles.Hr).GetAsync(new Uri("/notes.pdf", UriKind.Relative));
        Assert.Equal(404, (int)other.StatusCode);
    }

    [Theory]
    [InlineData(null, "name", "Total")]
    [InlineData("en", "Name", "Total")]
    [InlineData("zh-CN", "名称", "合计")]
    public async Task Two_readers_find_the_same_numbers_days_and_sums_in_a_workbook(
        string? language,
        string title,
        string total
    )
    {
        var random = new Random(7);
        var notes = Enumerable
            .Range(0, 230)
            .Select(i => new Note
            {
                Name = $"{i:000}",
                Text = i == 7 ? "信用卡客户经理信用卡客户经理" : "=SUM(A1:A9)",
                Day = new DateOnly(1990, 1, 1).AddDays(random.Next(20_000)),
                Amount = new Money(random.NextInt64(-100_000_00, 100_000_000_00)),
                Writes = random.Next(10_000),
            })
            .ToList();
        await using var service = await NoteService.StartAsync();
        await KeepAsync(service, notes);
        var workbook = await ExportAsync(service, "/notes.xlsx", language);
        Assert.Equal((ExportFile.WorkbookType, "notes.xlsx"), (workbook.Type, workbook.File));

        var sheet = Assert.Single(await OpenedWorkbook.ByBothAsync(workbook.Body));
        Assert.Equal((1, title), (sheet.FrozenRows, sheet.Rows[0][0].Text));
        Assert.True(sheet.Widths![1] >= 28, "a Chinese text takes the width of two letters each");
        Assert.Equal(notes.Count + 2, sheet.Rows.Count);
        foreach (var (note, cells) in notes.Zip(sheet.Rows.Skip(1)))
            Assert.Equal(
                [
                    new("text", note.Name),
                    new("text", note.Text!.StartsWith('=') ? $"'{note.Text}" : note.Text),
                    new("date", $"{note.Day:yyyy-MM-dd}T00:00:00"),
                    Amount(note.Amount!.Value),
                    new("number", (note.Writes / 10_000d).ToString("R", CultureInfo.InvariantCulture)),
                    new("flag", note.Writes > 1 ? "true" : "false"),
                    Amount(note.Amount!.Value),
                ],
                cells
            );
        var sum = sheet.Rows[^1];
        Assert.Equal(new OpenedCell("text", total), sum[0]);
        Assert.True(TotalRow.IsMark(sum[0].Text));
        Assert.Equal(Amount(new(notes.Sum(n => n.Amount!.Value.Fen))), sum[3]);
        Assert.All(sum.Where((_, column) => column is not (0 or 3)), cell => Assert.Equal("nothing", cell.Kind));
    }

    private static OpenedCell Amount(Money amount) =>
        new("number", (amount.Fen / 100d).ToString("R", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    [InlineData(250, 84)]
    public async Task A_workbook_goes_on_in_another_sheet(int rows, int sheets)
    {
        using var book = new MemoryStream();
        await new Workbook("many", [new("n")], "Total") { Largest = 4 }.WriteAsync(
            book,
            Enumerable.Range(0, rows).Select(n => (IReadOnlyList<object?>)[n]).ToAsyncEnumerable(),
            CancellationToken.None
        );
        var opened = await OpenedWorkbook.ByBothAsync(book.ToArray());
        Assert.Equal(sheets, opened.Count);
        Assert.All(opened, sheet => Assert.Equal("n", sheet.Rows[0][0].Text));
        Assert.Equal(
            Enumerable.Range(0, rows).Select(n => $"{n}"),
            opened.SelectMany(sheet => sheet.Rows.Skip(1)).Select(row => row[0].Text)
        );
    }

    /// <summary>A number that a spreadsheet would round is written as text.</summary>
    [Fact]
    public async Task A_number_of_more_digits_than_a_spreadsheet_keeps_is_text()
    {
        using var book = new MemoryStream();
        object?[] values = [123456789012345L, 1234567890123456L, 0.123456m, -0.5m, new DateOnly(1899, 12, 31)];
        await new Workbook("digits", [.. values.Select((_, i) => new ExportHeading($"c{i}"))], "Total").WriteAsync(
            book,
            new[] { (IReadOnlyList<object?>)values }.ToAsyncEnumerable(),
            CancellationToken.None
        );
        var sheet = Assert.Single(await OpenedWorkbook.ByBothAsync(book.ToArray()));
        Assert.Equal(
            [
                new("number", "123456789012345"),
                new("text", "1234567890123456"),
                new("number", "0.123456"),
                new("number", "-0.5"),
                new("text", "1899-12-31"),
            ],
            sheet.Rows[1]
        );
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
}
