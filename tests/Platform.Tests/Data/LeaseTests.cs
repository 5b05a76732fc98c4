using System.Data.Common;
using System.Diagnostics;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Platform.Tests.Data;

/// <summary>Replicas share background work without doing it twice.</summary>
public sealed class LeaseTests
{
    private const string Elsewhere = "another-machine/1/1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Its_owner_holds_and_renews_it()
    {
        await using var service = await NoteService.StartAsync();
        Assert.True(await ClaimAsync(service));
        service.Clock.Advance(Minute / 2);
        Assert.True(await ClaimAsync(service));
        Assert.Equal(service.Clock.Now + Minute, (await LeaseAsync(service)).ExpiresAt);
    }

    [Fact]
    public async Task Another_owner_waits_until_it_has_expired()
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service, Elsewhere);
        Assert.False(await ClaimAsync(service));
        service.Clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.False(await ClaimAsync(service));
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await ClaimAsync(service));
        Assert.Equal(Lease.Self, (await LeaseAsync(service)).Owner);
    }

    [Fact]
    public async Task The_lease_of_a_dead_process_is_taken_over_at_once_and_that_of_a_living_one_is_not()
    {
        await using var service = await NoteService.StartAsync();
        using var other = Process.Start(new ProcessStartInfo("sleep", "600") { UseShellExecute = false })!;
        try
        {
            var began = other.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
            await HoldAsync(service, $"{Environment.MachineName}/{other.Id}/{began}");
            Assert.False(await ClaimAsync(service));
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync();
        }

        Assert.True(await ClaimAsync(service));
    }

    /// <summary>After a restart of the machine another program may have the same process id.</summary>
    [Fact]
    public async Task A_process_that_has_only_the_number_of_the_owner_is_not_the_owner()
    {
        await using var service = await NoteService.StartAsync();
        await HoldAsync(service, $"{Environment.MachineName}/{Environment.ProcessId}/1");
        Assert.True(await ClaimAsync(service));
    }

    /// <summary>
    /// Two owners read at the same moment, find the lease free or expired, and claim it: one gets it.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_owners_that_reach_at_once_one_gets_it(bool expired)
    {
        await using var service = await NoteService.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var name = $"round {round}";
            if (expired)
            {
                await HoldAsync(service, Elsewhere, name);
                service.Clock.Advance(Minute);
            }

            using var both = new Barrier(2);
            var claims = await Task.WhenAll(
                Task.Run(() => ClaimAsAsync(service, name, new AnotherOwner("one", both))),
                Task.Run(() => ClaimAsAsync(service, name, new AnotherOwner("other", both)))
            );
            Assert.Single(claims, true);
            Assert.Equal(claims[0] ? "one" : "other", (await LeaseAsync(service, name)).Owner);
        }
    }

    /// <summary>A claim is not a user's change.</summary>
    [Fact]
    public async Task It_leaves_no_audit_entry()
    {
        await using var service = await NoteService.StartAsync();
        await ClaimAsync(service);
        Assert.Equal(0, await service.ReadAsync(db => db.Audit.CountAsync()));
    }

    private static Task<bool> ClaimAsync(ServiceUnderTest service, string name = "work") =>
        service.ReadAsync(db => Lease.TryClaimAsync(db, name, Minute, service.Clock, CancellationToken.None));

    private static Task<Lease> LeaseAsync(ServiceUnderTest service, string name = "work") =>
        service.ReadAsync(db => db.Leases.AsNoTracking().SingleAsync(l => l.Name == name));

    private static Task HoldAsync(ServiceUnderTest service, string owner, string name = "work") =>
        service.ExecuteAsync(
            $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresAt") VALUES ({name}, {owner}, {(service.Clock.Now + Minute).UtcDateTime})"""
        );

    private static async Task<bool> ClaimAsAsync(ServiceUnderTest service, string name, AnotherOwner owner)
    {
        var options = new DbContextOptionsBuilder<NoteDbContext>();
        DatabaseKind.Of(service.ConnectionString).Use(options, service.ConnectionString);
        options.AddInterceptors(owner);
        await using var db = new NoteDbContext(options.Options, new AuditTrail(), new CommitNotifier(), service.Clock);
        return await Lease.TryClaimAsync(db, name, Minute, service.Clock, CancellationToken.None);
    }

    /// <summary>Claims in another process's name, and only when both have read.</summary>
    private sealed class AnotherOwner(string name, Barrier both) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            foreach (DbParameter parameter in command.Parameters)
                if (Lease.Self.Equals(parameter.Value))
                    parameter.Value = name;
            if (command.CommandText.Contains("\"Leases\"", StringComparison.Ordinal))
                both.SignalAndWait(TimeSpan.FromSeconds(20), cancellationToken);
            return new(result);
        }
    }
}
