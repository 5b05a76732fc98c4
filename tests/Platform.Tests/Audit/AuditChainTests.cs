using System.Diagnostics;
using System.Text.Json;
using CardTeam.Incentive;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Tests.Audit;

/// <summary>A change of the audit entries is always detected.</summary>
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

    /// <summary>
    /// The chain itself cannot show that its newest entries were cut off, or that all of it was written anew.
    /// </summary>
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
        await NoteAsync(); // nothing new
        Assert.Equal(5, heads.Read()[^1].Sequence);
        var before = heads.Read().Count;
        (await service.WriteAsync("another")).Dispose();
        await SealedAsync(service, 6);
        await NoteAsync();
        Assert.Equal((before + 1, 6), (heads.Read().Count, heads.Read()[^1].Sequence));
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
        // Sealed again by the service itself, they are still not what it wrote.
        Assert.Equal(new BrokenLink(1, "inserted"), (await VerifyAsync(service)).FirstBroken);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The database's owner can do all this, but without the key it is detected.</summary>
    [Fact]
    public async Task The_owner_of_the_database_can_neither_rewrite_nor_insert_nor_cut_off_unseen()
    {
        await using (var rewritten = await WrittenAsync(4))
        {
            // Everything is computed again as the release without a key sealed it.
            await rewritten.ReadAsync(async db =>
            {
                var hash = AuditChain.Genesis;
                foreach (var entry in await db.Audit.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync())
                {
                    var forged = new AuditEntry(
                        entry.At,
                        "another",
                        entry.Roles,
                        entry.Action,
                        entry.Subject,
                        entry.Detail,
                        entry.TraceId
                    );
                    forged.Seal(entry.Sequence!.Value, hash);
                    await db.Database.ExecuteSqlAsync(
                        $"""UPDATE "Audit" SET "Actor" = 'another', "KeyId" = NULL, "Mark" = NULL, "PreviousHash" = {hash}, "Hash" = {forged.Hash} WHERE "Sequence" = {entry.Sequence}"""
                    );
                    hash = forged.Hash!;
                }

                return 0;
            });
            Assert.Equal(new BrokenLink(1, "unkeyed"), (await VerifyAsync(rewritten)).FirstBroken);
        }

        await using (var inserted = await WrittenAsync(4))
        {
            await inserted.ExecuteAsync(
                $"""INSERT INTO "Audit" ("At", "Actor", "Roles", "Action", "Subject", "IsRead") VALUES ('2026-06-15 02:00:00', 'approver', '', 'POST /runs', 'x', 0)"""
            );
            (await inserted.WriteAsync("wakes the sealer")).Dispose();
            await ServiceUnderTest.UntilAsync(
                async () => (await VerifyAsync(inserted)).Unsealed == 0,
                "the inserted entry to be sealed"
            );
            var verdict = await VerifyAsync(inserted);
            Assert.Equal((new BrokenLink(5, "inserted"), 4), (verdict.FirstBroken, verdict.Sealed));
        }

        await using (var cut = await WrittenAsync(4))
        {
            await cut.ReadAsync(async db =>
            {
                await cut
                    .App.Services.GetRequiredService<AuditHeads>()
                    .NoteAsync(db, cut.Clock, CancellationToken.None);
                return 0;
            });
            await cut.ExecuteAsync($"""DELETE FROM "Audit" WHERE "Sequence" > 2""");
            Assert.Equal(new BrokenLink(3, "cut-off"), (await VerifyAsync(cut)).FirstBroken);
        }

        await using var other = await WrittenAsync(4);
        await other.ExecuteAsync($"""UPDATE "Audit" SET "KeyId" = 'ffffffffffffffff' WHERE "Sequence" = 2""");
        Assert.Equal(new BrokenLink(2, "other-key"), (await VerifyAsync(other)).FirstBroken);
    }

    /// <summary>A chain begun without a key continues with one, and its first part still verifies.</summary>
    [Fact]
    public async Task A_chain_of_the_release_before_goes_on_with_a_key()
    {
        await using var service = await WrittenAsync(5);
        var folder = Path.GetDirectoryName(
            new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(service.ConnectionString).DataSource
        )!;
        await service.ReadAsync(async db =>
        {
            var hash = AuditChain.Genesis;
            foreach (var entry in await db.Audit.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync())
            {
                var old = new AuditEntry(
                    entry.At,
                    entry.Actor,
                    entry.Roles,
                    entry.Action,
                    entry.Subject,
                    entry.Detail,
                    entry.TraceId
                );
                old.Seal(entry.Sequence!.Value, hash);
                await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "Audit" SET "KeyId" = NULL, "Mark" = NULL, "PreviousHash" = {hash}, "Hash" = {old.Hash} WHERE "Sequence" = {entry.Sequence}"""
                );
                hash = old.Hash!;
            }

            return 0;
        });
        foreach (var file in Directory.GetFiles(folder, "*.audit-key"))
            File.Delete(file);
        Directory.Delete(Path.Combine(folder, "audit-heads"), recursive: true);
        await service.RestartAsync();
        (await service.WriteAsync("after")).Dispose();
        var verdict = await SealedAsync(service, 6);
        Assert.Null(verdict.FirstBroken);
        Assert.Equal(5, service.App.Services.GetRequiredService<AuditKey>().After!.Sequence);
        var mode = File.GetUnixFileMode(Directory.GetFiles(folder, "*.audit-key").Single());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    /// <summary>A chain proves only as much as is noted outside the database: missing notes are a finding.</summary>
    [Fact]
    public async Task A_missing_folder_and_entries_that_are_not_sealed_are_findings()
    {
        await using var service = await WrittenAsync(2);
        var heads = service.App.Services.GetRequiredService<AuditHeads>();
        Assert.Empty(heads.Findings(isEmpty: false));
        var folder = Path.GetDirectoryName(
            new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(service.ConnectionString).DataSource
        )!;
        Directory.Delete(Path.Combine(folder, "audit-heads"), recursive: true);
        Assert.StartsWith("heads-missing: ", Assert.Single(heads.Findings(isEmpty: false)), StringComparison.Ordinal);

        await service.App.StopAsync();
        await service.ExecuteAsync(
            $"""UPDATE "Audit" SET "Sequence" = NULL, "At" = '2026-06-15 01:00:00' WHERE "Sequence" = 2"""
        );
        var verdict = await VerifyAsync(service);
        Assert.Equal((1, 1), (verdict.Sealed, verdict.Unsealed));
        Assert.Contains("unsealed", verdict.Findings);
    }

    /// <summary>An end of the chain that only the log has is a proof too.</summary>
    [Fact]
    public void Ends_of_the_chain_are_read_out_of_a_log()
    {
        var file = Path.GetTempFileName();
        var hash = new string('a', 64);
        File.WriteAllText(file, $"info: AuditHeadsWorker[0] Audit chain ends with 42 {hash}\nsomething else 12\n");
        Assert.Equal([new AuditHead(42, hash)], AuditHeads.ReadFrom(file));
        File.Delete(file);
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

    /// <summary>Somebody who changes an entry and its hash too does not have the key.</summary>
    [Fact]
    public async Task An_entry_with_a_hash_of_its_own_is_named()
    {
        await using var service = await WrittenAsync(8);
        await ForgeAsync(service, 5);
        Assert.Equal(new BrokenLink(5, "changed"), (await VerifyAsync(service)).FirstBroken);
    }

    [Fact]
    public async Task What_is_written_after_goes_on_from_the_end()
    {
        await using var service = await WrittenAsync(3);
        await service.RestartAsync();
        (await service.WriteAsync("after")).Dispose();
        Assert.True((await SealedAsync(service, 4)).IsWhole);
    }

    /// <summary>The command for auditors: exit code 0 for a whole chain, 1 for a broken one.</summary>
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
        var service = await NoteService.StartAsync(new NoteScript { OnFile = true });
        for (var i = 0; i < entries; i++)
            (await service.WriteAsync($"n{i}")).Dispose();
        await SealedAsync(service, entries);
        return service;
    }

    /// <summary>Seals entries as the sealer would, without the service's key.</summary>
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
                service.App.Services.GetRequiredService<AuditKey>(),
                service.App.Services.GetRequiredService<AuditHeads>().Read(),
                [],
                service.Clock,
                CancellationToken.None
            )
        );
}
