using System.Diagnostics;
using System.Text.Json;
using CardTeam.Incentive;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Tests.Audit;

/// <summary>What was written about who did what cannot be changed unseen.</summary>
public sealed class AuditChainTests
{
    [Fact]
    public async Task The_chain_is_whole_after_many_writes_at_once()
    {
        await using var service = await NoteService.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => service.WriteAsync($"n{i}", id: $"writer-{i % 7}")))
        );
        Assert.All(answers, answer => Assert.Equal(201, (int)answer.StatusCode));
        var verdict = await SealedAsync(service, 200);
        Assert.True(verdict.IsWhole);
        var entries = await service.ReadAsync(db => db.Audit.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long?)i), entries.Select(e => e.Sequence));
        Assert.Equal((AuditChain.Genesis, entries[^1].Hash), (entries[0].PreviousHash, verdict.Head));
        Assert.Equal(entries.Skip(1).Select(e => e.PreviousHash), entries.SkipLast(1).Select(e => e.Hash));
    }

    [Fact]
    public async Task The_entries_come_newest_first_by_action_and_day()
    {
        await using var service = await NoteService.StartAsync();
        foreach (var (name, day) in new[] { ("a", 14), ("b", 15), ("c", 16) })
        {
            service.Clock.SetTo(new(2026, 6, day));
            (await service.WriteAsync(name)).Dispose();
        }

        (await service.As(Roles.Hr, id: "reader").GetAsync("/notes/a")).Dispose();
        var auditor = service.As(Roles.Auditor);
        Assert.Equal(["4", "3", "2", "1"], await auditor.WalkAsync("/audit?", "id"));
        Assert.Equal(["1", "2", "3", "4"], await auditor.WalkAsync("/audit?sort=id", "id", 3));
        Assert.Equal(["3", "2", "1"], await auditor.WalkAsync("/audit?action=POST /notes", "id"));
        Assert.Equal(["3", "2"], await auditor.WalkAsync("/audit?action=POST /notes&from=2026-06-15", "id"));
        Assert.Equal(["2", "1"], await auditor.WalkAsync("/audit?to=2026-06-15", "id"));
        Assert.Equal(["4"], await auditor.ColumnAsync("/audit.csv?actor=reader", "id"));
    }

    /// <summary>What the chain itself cannot show: its newest entries taken away, and all of it written anew.</summary>
    [Fact]
    public async Task An_end_noted_outside_the_database_shows_what_was_cut_off_and_what_was_written_anew()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-heads-").FullName;
        await using var service = await ServiceUnderTest.StartAsync(
            (args, configure) =>
                NoteService.Build([.. args, $"--Audit:HeadsFolder={folder}"], configure, new NoteScript())
        );
        foreach (var i in Enumerable.Range(0, 5))
            (await service.WriteAsync($"n{i}")).Dispose();
        await SealedAsync(service, 5);
        var heads = service.App.Services.GetRequiredService<AuditHeads>();
        Task NoteAsync() =>
            service.ReadAsync(async db =>
            {
                await heads.NoteAsync(db, service.Clock, CancellationToken.None);
                return 0;
            });
        await NoteAsync();
        await NoteAsync(); // the same day
        Assert.Equal(5, Assert.Single(heads.Read()).Sequence);
        service.Clock.Advance(TimeSpan.FromDays(1));
        (await service.WriteAsync("another")).Dispose();
        await SealedAsync(service, 6);
        await NoteAsync();
        Assert.Equal([5, 6], heads.Read().Select(h => h.Sequence));
        Assert.True((await VerifyAsync(service)).IsWhole);

        await service.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "Audit" WHERE "Sequence" > 4"""));
        Assert.Equal(new BrokenLink(5, "cut-off"), (await VerifyAsync(service)).FirstBroken);
        await service.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """UPDATE "Audit" SET "Actor" = 'somebody else', "Sequence" = NULL, "Hash" = NULL, "PreviousHash" = NULL"""
            )
        );
        foreach (var i in Enumerable.Range(0, 3))
            (await service.WriteAsync($"more{i}")).Dispose();
        await ServiceUnderTest.UntilAsync(
            async () => (await VerifyAsync(service)).Unsealed == 0,
            "the entries to be sealed anew"
        );
        Assert.Equal(new BrokenLink(5, "rewritten"), (await VerifyAsync(service)).FirstBroken);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Actor")]
    [InlineData("Roles")]
    [InlineData("Action")]
    [InlineData("Subject")]
    [InlineData("Detail")]
    [InlineData("TraceId")]
    public async Task A_changed_entry_is_named(string field)
    {
        await using var service = await WrittenAsync(8);
        await service.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """UPDATE "Audit" SET "Field" = 'another' WHERE "Sequence" = 5""".Replace(
                    "Field",
                    field,
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Equal(new BrokenLink(5, "changed"), (await VerifyAsync(service)).FirstBroken);
    }

    [Fact]
    public async Task An_entry_moved_in_time_is_named()
    {
        await using var service = await WrittenAsync(8);
        await service.ExecuteAsync($"""UPDATE "Audit" SET "At" = '2026-06-14 00:00:00' WHERE "Sequence" = 3""");
        Assert.Equal(new BrokenLink(3, "changed"), (await VerifyAsync(service)).FirstBroken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_removed_entry_is_named(int sequence)
    {
        await using var service = await WrittenAsync(8);
        await service.ExecuteAsync($"""DELETE FROM "Audit" WHERE "Sequence" = {sequence}""");
        var verdict = await VerifyAsync(service);
        Assert.Equal((new BrokenLink(sequence, "missing"), sequence - 1), (verdict.FirstBroken, verdict.Sealed));
    }

    /// <summary>Whoever changes an entry and its hash too is found at the one that follows.</summary>
    [Fact]
    public async Task An_entry_with_a_hash_of_its_own_is_found_at_the_next()
    {
        await using var service = await WrittenAsync(8);
        await ForgeAsync(service, 5);
        Assert.Equal(new BrokenLink(6, "relinked"), (await VerifyAsync(service)).FirstBroken);
    }

    [Fact]
    public async Task What_is_written_after_goes_on_from_the_end()
    {
        await using var service = await WrittenAsync(3);
        await service.RestartAsync();
        (await service.WriteAsync("after")).Dispose();
        Assert.True((await SealedAsync(service, 4)).IsWhole);
    }

    /// <summary>The command an auditor runs: 0 for a whole chain, 1 for a broken one.</summary>
    [Fact]
    public async Task The_command_says_whether_the_chain_is_whole()
    {
        await using var service = await ServiceUnderTest.StartAsync(IncentiveService.Build);
        for (var i = 0; i < 3; i++)
        {
            using var read = await service.As(Roles.Payroll).GetAsync(new Uri("/payroll/bonuses", UriKind.Relative));
            Assert.Equal(200, (int)read.StatusCode);
        }

        await SealedAsync(service, 3);
        var (code, verdict) = await VerifyAsProgramAsync(service);
        Assert.Equal(
            (0, true, 3),
            (code, verdict.GetProperty("isWhole").GetBoolean(), verdict.GetProperty("sealed").GetInt64())
        );

        await service.ExecuteAsync($"""UPDATE "Audit" SET "Actor" = 'another' WHERE "Sequence" = 2""");
        (code, verdict) = await VerifyAsProgramAsync(service);
        Assert.Equal((1, false), (code, verdict.GetProperty("isWhole").GetBoolean()));
        var broken = verdict.GetProperty("firstBroken");
        Assert.Equal(
            (2, "changed"),
            (broken.GetProperty("sequence").GetInt64(), broken.GetProperty("reason").GetString())
        );
    }

    private static async Task<(int Code, JsonElement Verdict)> VerifyAsProgramAsync(ServiceUnderTest service)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(IncentiveService).Assembly.Location, "verify-audit"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__database"] = service.ConnectionString;
        start.Environment["Authentication__Authority"] = TestTokens.Issuer;
        using var program = Process.Start(start)!;
        var said = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, JsonSerializer.Deserialize<JsonElement>(said));
    }

    private static async Task<ServiceUnderTest> WrittenAsync(int entries)
    {
        var service = await NoteService.StartAsync();
        for (var i = 0; i < entries; i++)
            (await service.WriteAsync($"n{i}")).Dispose();
        await SealedAsync(service, entries);
        return service;
    }

    /// <summary>As the sealer would write it, had somebody else done it.</summary>
    private static Task<int> ForgeAsync(ServiceUnderTest service, long sequence) =>
        service.ReadAsync(async db =>
        {
            var entry = await db.Audit.AsNoTracking().SingleAsync(e => e.Sequence == sequence);
            var forged = new AuditEntry(
                entry.At,
                "another",
                entry.Roles,
                entry.Action,
                entry.Subject,
                entry.Detail,
                entry.TraceId
            );
            forged.Seal(sequence, entry.PreviousHash!);
            return await db.Database.ExecuteSqlAsync(
                $"""UPDATE "Audit" SET "Actor" = 'another', "Hash" = {forged.Hash} WHERE "Sequence" = {sequence}"""
            );
        });

    private static async Task<AuditVerdict> SealedAsync(ServiceUnderTest service, long entries)
    {
        AuditVerdict? verdict = null;
        await ServiceUnderTest.UntilAsync(
            async () => (verdict = await VerifyAsync(service)) is { Unsealed: 0 } v && v.Sealed == entries,
            "the entries to be sealed"
        );
        return verdict!;
    }

    private static Task<AuditVerdict> VerifyAsync(ServiceUnderTest service) =>
        service.ReadAsync(db =>
            AuditChain.VerifyAsync(
                db,
                service.App.Services.GetRequiredService<AuditHeads>().Read(),
                CancellationToken.None
            )
        );
}
