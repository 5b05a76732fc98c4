using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>
/// The order of persons' files, the limit of waiting ones, cancellation, and reports of an import without progress.
/// </summary>
public sealed class TurnTests
{
    [Fact]
    public async Task Persons_take_turns_and_each_ones_files_keep_their_order()
    {
        ServiceUnderTest? service = null;
        var (script, order) = (new NoteScript(), new List<string>());
        script.OnRow = (name, _) =>
        {
            order.Add(name);
            service!.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };
        service = await NoteService.StartAsync(script);
        await HoldAsync(service);
        for (var i = 0; i < 3; i++)
            await UploadAsync(service, "ann", $"name\nann{i}\n");
        await UploadAsync(service, "bob", "name\nbob0\n");
        await UploadAsync(service, "bob", "name\nbob1\n");
        await LetGoAsync(service);
        await ServiceUnderTest.UntilAsync(() => Task.FromResult(order.Count == 5), "all five files");
        Assert.Equal(["ann0", "bob0", "ann1", "bob1", "ann2"], order);
        await service.DisposeAsync();
    }

    [Fact]
    public async Task So_many_files_of_one_person_may_wait_and_others_come_in()
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service);
        for (var i = 0; i < 20; i++)
            await UploadAsync(service, "ann", $"name\nn{i}\n");
        using var refused = await SendAsync(service, "ann", "name\nmore\n");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("import.too-many-waiting", (await refused.JsonAsync()).GetProperty("code").GetString());
        Assert.NotNull(refused.Headers.RetryAfter);
        await UploadAsync(service, "bob", "name\nb\n");
    }

    [Theory]
    [InlineData("rows", 20L)]
    [InlineData("atomic", 0L)]
    public async Task One_that_runs_is_ended_by_who_sent_it_or_an_administrator(string mode, long kept)
    {
        var (script, reached, gate) = (new NoteScript(), new TaskCompletionSource(), new TaskCompletionSource());
        script.OnRow = async (name, ct) =>
        {
            if (name != "n15")
                return;
            reached.TrySetResult();
            await gate.Task.WaitAsync(ct);
        };
        await using var service = await NoteService.StartAsync(script);
        var rows = "name\n" + string.Concat(Enumerable.Range(0, 45).Select(i => $"n{i:00}\n"));
        await HoldAsync(service);
        var running = await UploadAsync(service, "ann", rows, $"?mode={mode}");
        var waiting = await UploadAsync(service, "ann", "name\nlater\n");
        await LetGoAsync(service);
        await reached.Task;

        Assert.Equal(HttpStatusCode.Forbidden, await CancelAsync(service, Roles.Hr, "bob", running));
        Assert.Equal(HttpStatusCode.Accepted, await CancelAsync(service, Roles.Hr, "ann", running));
        gate.SetResult();
        var ended = await service.FinishedAsync(running);
        Assert.Equal(("failed", "import.cancelled", kept), (ended.Status, ended.ErrorCode, ended.RowsAccepted));
        Assert.Contains("ann", ended.Error!, StringComparison.Ordinal);
        Assert.Equal("completed", (await service.FinishedAsync(waiting)).Status);
        Assert.Equal(kept + 1, (await service.NotesAsync()).Count);
        Assert.Equal(HttpStatusCode.Conflict, await CancelAsync(service, Roles.Administrator, "it", running));
        Assert.Equal([$"ann hr {running}"], await CancellationsAsync(service));
    }

    [Fact]
    public async Task One_that_waits_is_ended_at_once_and_the_audit_names_the_person()
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service);
        var waiting = await UploadAsync(service, "ann", "name\na\n");
        Assert.Equal(HttpStatusCode.Accepted, await CancelAsync(service, Roles.Administrator, "it", waiting));
        Assert.Equal("import.cancelled", (await service.FinishedAsync(waiting)).ErrorCode);
        Assert.Equal([$"it administrator {waiting}"], await CancellationsAsync(service));
    }

    /// <summary>
    /// It was started twice and the process ended each time: it is not started a third time, and later imports run.
    /// </summary>
    [Fact]
    public async Task One_that_ends_the_process_is_not_begun_for_ever()
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service);
        var bad = await UploadAsync(service, "ann", "name\nbad\n");
        var next = await UploadAsync(service, "ann", "name\nnext\n");
        await service.ExecuteAsync($"""UPDATE "Imports" SET "Starts" = 2 WHERE "Number" = 1""");
        await LetGoAsync(service);
        var outcome = await service.FinishedAsync(bad);
        Assert.Equal(("failed", "import.never-ends"), (outcome.Status, outcome.ErrorCode));
        Assert.Equal("completed", (await service.FinishedAsync(next)).Status);
    }

    /// <summary>An import that throws again and again is given up, and later imports run.</summary>
    [Fact]
    public async Task One_that_fails_again_and_again_is_given_up()
    {
        var script = new NoteScript();
        await using var service = await NoteService.StartAsync(script);
        script.OnRow = (name, _) =>
        {
            if (name != "bad")
                return Task.CompletedTask;
            service.Clock.Advance(TimeSpan.FromSeconds(3));
            throw new InvalidOperationException("Always.");
        };
        await HoldAsync(service);
        var bad = await UploadAsync(service, "ann", "name\nbad\n");
        var next = await UploadAsync(service, "ann", "name\nnext\n");
        await LetGoAsync(service);
        var outcome = await service.FinishedAsync(bad);
        Assert.Equal(("failed", "import.could-not-be-taken"), (outcome.Status, outcome.ErrorCode));
        Assert.Equal("completed", (await service.FinishedAsync(next)).Status);
    }

    [Fact]
    public async Task Health_tells_of_one_that_does_not_move()
    {
        var (script, reached) = (new NoteScript(), new TaskCompletionSource());
        script.OnRow = async (_, ct) =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
        };
        await using var service = await NoteService.StartAsync(script);
        var id = await UploadAsync(service, "ann", "name\na\n");
        await reached.Task;
        Assert.Equal("healthy", await HealthAsync(service));
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("degraded", await HealthAsync(service));
        await CancelAsync(service, Roles.Administrator, "it", id);
    }

    [Fact]
    public async Task The_answer_names_file_sender_sheet_and_total()
    {
        await using var service = await NoteService.StartAsync();
        using var body = new StringContent("name\na\nb\n", Encoding.UTF8, "text/csv");
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = "六月.csv" };
        using var answer = await service
            .As(Roles.Hr, id: "ann")
            .PostAsync(new Uri("/imports/notes", UriKind.Relative), body);
        var outcome = await service.FinishedAsync((await answer.JsonAsync()).GetProperty("id").GetGuid());
        Assert.Equal(
            ("六月.csv", "ann", null, 2L),
            (outcome.FileName, outcome.CreatedBy, outcome.Sheet, outcome.RowsTotal)
        );
    }

    /// <summary>
    /// Rejected rows are downloaded as a workbook, corrected and imported again; references are preserved on the way.
    /// </summary>
    [Fact]
    public async Task Rejected_rows_come_back_as_a_workbook_that_can_be_brought_again()
    {
        await using var service = await NoteService.StartAsync();
        var outcome = await service.ImportAsync(
            "notes",
            "名称,代码,日期\ngood,1,2026-06-01\n007,202506010000000001,soon\ncard,4111111111111111,2026-06-01\n"
        );
        Assert.Equal((1L, 0L, 2L), outcome.Rows);
        var it = service.As(Roles.Administrator);
        var rejected = await it.GetByteArrayAsync(new Uri($"/imports/{outcome.Id}/rejected.xlsx", UriKind.Relative));
        var again = await service.ImportAsync("notes", rejected);
        // The card number is gone; the day is still wrong.
        Assert.Equal(("completed", (1L, 0L, 1L)), (again.Status, again.Rows));
        Assert.Equal("import.not-a-date", Assert.Single(again.Errors).Code);
        Assert.DoesNotContain("4111", Encoding.UTF8.GetString(rejected), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_the_first_rows_as_they_are_read()
    {
        await using var service = await NoteService.StartAsync();
        var outcome = await service.ImportAsync("notes", "名称,备注,日期\na,x,2026-06-01\n", dryRun: true);
        var preview = await service
            .As(Roles.Administrator)
            .GetFromJsonAsync<JsonElement>($"/imports/{outcome.Id}/preview");
        Assert.Equal(
            ["name", null, "day"],
            preview.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("column").GetString())
        );
        Assert.Equal(
            ["a", "x", "2026-06-01"],
            preview.GetProperty("first")[0].GetProperty("cells").EnumerateArray().Select(c => c.GetString())
        );
    }

    [Fact]
    public async Task The_template_is_taken_as_it_is_and_the_columns_are_told_in_both_languages()
    {
        await using var service = await NoteService.StartAsync();
        var it = service.As(Roles.Administrator);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            it.DefaultRequestHeaders.AcceptLanguage.Clear();
            it.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            var template = await it.GetByteArrayAsync(new Uri("/imports/notes/template.xlsx", UriKind.Relative));
            var outcome = await service.ImportAsync("notes", template);
            Assert.Equal(("completed", 0L), (outcome.Status, outcome.RowsRead));
        }

        var columns = await it.GetFromJsonAsync<JsonElement>("/imports/notes/columns");
        var shade = columns
            .GetProperty("columns")
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "shade");
        Assert.Equal(
            ("颜色", "Shade", "choice", "红"),
            (
                shade.GetProperty("zh").GetString(),
                shade.GetProperty("en").GetString(),
                shade.GetProperty("form").GetString(),
                shade.GetProperty("words")[0].GetProperty("zh").GetString()
            )
        );
    }

    /// <summary>Another replica holds the lease for imports until it releases it.</summary>
    private static Task HoldAsync(ServiceUnderTest service) =>
        service.ExecuteAsync(
            $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresAt") VALUES ('imports', 'another-machine/1/1', '2099-01-01 00:00:00')"""
        );

    private static async Task LetGoAsync(ServiceUnderTest service)
    {
        await service.ExecuteAsync($"""DELETE FROM "Leases" WHERE "Name" = 'imports'""");
        service.Wake();
    }

    private static async Task<string?> HealthAsync(ServiceUnderTest service) =>
        (await service.Anonymous().GetFromJsonAsync<JsonElement>("/health"))
            .GetProperty("dependencies")
            .GetProperty("imports")
            .GetProperty("status")
            .GetString();

    private static async Task<HttpStatusCode> CancelAsync(ServiceUnderTest service, string role, string id, Guid import)
    {
        using var response = await service
            .As(role, id: id)
            .PostAsync(new Uri($"/imports/{import}/cancel", UriKind.Relative), null);
        return response.StatusCode;
    }

    /// <summary>Actor, roles and subject of every cancellation in the audit.</summary>
    private static async Task<IReadOnlyList<string>> CancellationsAsync(ServiceUnderTest service)
    {
        var found = await service
            .As(Roles.Auditor, id: "auditor")
            .GetFromJsonAsync<JsonElement>("/audit?action=POST /imports/{id:guid}/cancel");
        return
        [
            .. found
                .GetProperty("items")
                .EnumerateArray()
                .Select(e => $"{e.GetProperty("actor")} {e.GetProperty("roles")} {e.GetProperty("subject")}"),
        ];
    }

    private static async Task<Guid> UploadAsync(ServiceUnderTest service, string person, string csv, string query = "")
    {
        using var response = await SendAsync(service, person, csv, query);
        return (await response.JsonAsync()).GetProperty("id").GetGuid();
    }

    private static async Task<HttpResponseMessage> SendAsync(
        ServiceUnderTest service,
        string person,
        string csv,
        string query = ""
    )
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await service
            .As(Roles.Hr, id: person)
            .PostAsync(new Uri($"/imports/notes{query}", UriKind.Relative), body);
    }
}
