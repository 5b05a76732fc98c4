using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>
/// Whatever interrupts an import, every row counts once, and an atomic file is imported completely or not at all.
/// </summary>
public sealed class ImportCrashTests
{
    private const int Rows = 45;
    private static readonly string File =
        "name,text,day\n"
        + string.Concat(Enumerable.Range(0, Rows).Select(i => $"n{i:00},x,{(i == 7 ? "soon" : "")}\n"));

    /// <summary>Row by row the seventh is wrong; for an atomic file all rows are right.</summary>
    private static string FileFor(bool atomic) => atomic ? File.Replace("soon", "", StringComparison.Ordinal) : File;

    [Theory]
    [InlineData(false, "n23")]
    [InlineData(false, "n40")]
    [InlineData(true, "n23")]
    public async Task A_kind_that_stumbles_is_taken_up_again(bool atomic, string at)
    {
        var (script, stumbled) = (new NoteScript(), 0);
        script.OnRow = (name, _) => name == at && stumbled++ == 0 ? throw new IOException("Once.") : Task.CompletedTask;
        await using var service = await NoteService.StartAsync(script);
        await IsWholeAsync(service, await service.ImportAsync("notes", FileFor(atomic), atomic: atomic), atomic);
        Assert.InRange(stumbled, 2, 2);
    }

    /// <summary>The host ends between two chunks, or within one; another host continues where it stopped.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_ends_in_the_middle_leaves_it_to_the_next(bool atomic)
    {
        var (script, reached, seen) = (new NoteScript(), new TaskCompletionSource(), new List<string>());
        script.OnRow = async (name, ct) =>
        {
            if (name != "n31")
                return;
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, ct);
        };
        await using var service = await NoteService.StartAsync(script);
        var id = await UploadAsync(service, FileFor(atomic), atomic);
        await reached.Task;

        // Whole chunks are stored by then, or nothing; progress is visible while it runs.
        Assert.Equal(atomic ? 0 : 29, (await service.NotesAsync()).Count);
        var running = await service.As(Roles.Administrator).GetFromJsonAsync<JsonElement>($"/imports/{id}");
        Assert.Equal(
            ("running", 30),
            (running.GetProperty("status").GetString(), running.GetProperty("rowsRead").GetInt64())
        );

        script.OnRow = (name, _) =>
        {
            seen.Add(name);
            return Task.CompletedTask;
        };
        await service.RestartAsync();
        await IsWholeAsync(service, await service.FinishedAsync(id), atomic);
        Assert.Equal(atomic ? "n00" : "n30", seen[0]);
    }

    /// <summary>The worst moment: rows, counts and events are written, but not committed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chunk_and_its_progress_are_one_transaction(bool atomic)
    {
        var saves = new FailingSaves(entity => entity is Note { Name: "n15" });
        await using var service = await NoteService.StartAsync(interceptors: saves);
        var id = await UploadAsync(service, FileFor(atomic), atomic);
        await saves.Failed;
        Assert.Equal(atomic ? 0 : 9, (await service.NotesAsync()).Count);
        Assert.Equal(atomic ? 0 : 10, await service.ReadAsync(db => db.Imports.Select(i => i.RowsRead).SingleAsync()));
        saves.Failing = false;
        await IsWholeAsync(service, await service.FinishedAsync(id), atomic);
    }

    [Fact]
    public async Task Files_are_taken_in_in_the_order_they_came()
    {
        var (script, order, imports) = (new NoteScript(), new List<string>(), new List<Guid>());
        script.OnRow = (name, _) =>
        {
            order.Add(name);
            return Task.CompletedTask;
        };
        await using var service = await NoteService.StartAsync(script);
        await HoldAsync(service);
        for (var i = 0; i < 5; i++)
            imports.Add(await UploadAsync(service, $"name,text\nfile-{i},\nsame,{i}\n", atomic: i % 2 == 1));
        Assert.Equal(5, await service.ReadAsync(db => db.Imports.CountAsync(i => i.Status == ImportStatus.Queued)));
        await LetGoAsync(service);
        foreach (var import in imports)
            Assert.Equal("completed", (await service.FinishedAsync(import)).Status);
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => new[] { $"file-{i}", "same" }), order);
        Assert.Equal("4", (await service.NotesAsync()).Single(n => n.Name == "same").Text);
    }

    /// <summary>
    /// Two replicas may have a folder each: the replica with the file imports it. A file that none has is not waited
    /// for without limit.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_not_here_is_left_to_who_has_it_and_is_lost_when_nobody_has(bool comesBack)
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service);
        var missing = await UploadAsync(service, "name\nmissing\n", atomic: false);
        var next = await UploadAsync(service, "name\nnext\n", atomic: false);
        var (file, elsewhere) = (
            Path.Combine(service.ImportsFolder, $"{missing:N}.csv"),
            Path.Combine(service.ImportsFolder, "elsewhere")
        );
        System.IO.File.Move(file, elsewhere);
        await LetGoAsync(service);
        // Longer than a worker sleeps: it has looked, and imported neither this file nor the one after it.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Equal(2, await service.ReadAsync(db => db.Imports.CountAsync(i => i.Status == ImportStatus.Queued)));

        if (comesBack)
            System.IO.File.Move(elsewhere, file);
        else
            service.Clock.Advance(TimeSpan.FromMinutes(3));
        service.Wake();
        var outcome = await service.FinishedAsync(missing);
        Assert.Equal(
            comesBack ? ("completed", null) : ("failed", "import.file-lost"),
            (outcome.Status, outcome.ErrorCode)
        );
        Assert.Equal("completed", (await service.FinishedAsync(next)).Status);
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

    private static async Task IsWholeAsync(ServiceUnderTest service, ImportOutcome outcome, bool atomic)
    {
        var bad = atomic ? 0 : 1;
        Assert.Equal(("completed", Rows, (Rows - bad, 0L, bad)), (outcome.Status, outcome.RowsRead, outcome.Rows));
        Assert.Equal(bad, outcome.Errors.Count);
        var notes = await service.NotesAsync();
        Assert.Equal(Rows - bad, notes.Count);
        Assert.All(notes, note => Assert.Equal(1, note.Writes));
        Assert.Equal(5, (await service.OutboxAsync()).Count); // an event per chunk, none twice
    }

    private static async Task<Guid> UploadAsync(ServiceUnderTest service, string csv, bool atomic)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var response = await service
            .As(Roles.Administrator)
            .PostAsync(new Uri($"/imports/notes?mode={(atomic ? "atomic" : "rows")}", UriKind.Relative), body);
        return (await response.JsonAsync()).GetProperty("id").GetGuid();
    }
}
