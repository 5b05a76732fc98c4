using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Stores the tickets behind session cookies, tokens included, sealed: in one file each, which outlives the process,
/// and where a cache is set also there, so that every replica knows them. The cookie holds only a ticket's key; files
/// and cache use a hash of the key, so that neither lets anyone in. Without an answer of the cache the file counts.
/// </summary>
internal sealed class SessionTickets(
    TicketFolder folder,
    TicketCache cache,
    SessionSettings settings,
    IDataProtectionProvider protection,
    TimeProvider time
) : ITicketStore
{
    private const int KeyBytes = 32;

    private readonly IDataProtector _seal = protection.CreateProtector("CardTeam.Sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        if (folder.Sweep())
            await TellEndsAsync();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        await WriteAsync(Hash(key), ticket, When.Always);
        if (SubjectOf(ticket) is { } person)
            await cache.NotePersonAsync(person, Hash(key));
        return key;
    }

    /// <summary>
    /// Does not revive a session that was signed out, and never overwrites a newer token with an older one.
    /// </summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (
            await RetrieveAsync(key) is { } stored
            && SubjectOf(stored) == SubjectOf(ticket)
            && SessionSecurity.TokenEnd(stored.Properties) <= SessionSecurity.TokenEnd(ticket.Properties)
        )
            await WriteAsync(Hash(key), ticket, When.Exists);
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => FindAsync(Hash(key));

    /// <summary>
    /// All sessions of a person: those stored here, and where a cache is set those of other replicas.
    /// </summary>
    public async Task<IReadOnlyList<AuthenticationTicket>> OfPersonAsync(string person) =>
        [.. (await OwnAsync(person)).Select(own => own.Ticket)];

    /// <summary>Ends the selected sessions of a person.</summary>
    /// <returns>The number of ended sessions.</returns>
    public async Task<int> EndAsync(string person, Func<AuthenticationTicket, bool> which)
    {
        var ended = (await OwnAsync(person)).Where(own => which(own.Ticket)).ToList();
        foreach (var (hash, _) in ended)
            await RemoveHashAsync(hash);
        return ended.Count;
    }

    private async Task<List<(string Hash, AuthenticationTicket Ticket)>> OwnAsync(string person)
    {
        var own = new List<(string, AuthenticationTicket)>();
        foreach (var hash in folder.All().Union(await cache.OfPersonAsync(person), StringComparer.Ordinal))
            if (await FindAsync(hash) is { } ticket && SubjectOf(ticket) == person && EndsAt(ticket) > time.GetUtcNow())
                own.Add((hash, ticket));
        return own;
    }

    private async Task<AuthenticationTicket?> FindAsync(string hash)
    {
        if (!cache.IsSet)
            return Unseal(await folder.ReadAsync(hash));
        if (folder.IsEnded(hash))
            return null;
        var answer = await cache.ReadAsync(hash);
        if (answer is { IsThere: true, Value.IsEnded: true })
        {
            folder.Delete(hash);
            return null;
        }

        var isCached = answer is { IsThere: true, Value.Ticket: not null };
        var @sealed = isCached ? answer.Value.Ticket : await folder.ReadAsync(hash);
        var ticket = Unseal(@sealed);
        if (ticket is null)
            return null;
        // If the cache becomes unavailable, this replica still has the ticket; if the cache was emptied, it gets the
        // ticket back.
        if (!isCached)
            await cache.WriteAsync(hash, @sealed!, EndsAt(ticket) - time.GetUtcNow(), When.NotExists);
        else if (folder.EndsAt(hash) < EndsAt(ticket) - TimeSpan.FromSeconds(1))
            await folder.WriteAsync(hash, @sealed!, EndsAt(ticket));
        return ticket;
    }

    public Task RemoveAsync(string key) => RemoveHashAsync(Hash(key));

    private async Task RemoveHashAsync(string hash)
    {
        if (cache.IsSet)
            folder.NoteEnd(hash);
        folder.Delete(hash);
        await TellEndsAsync();
    }

    private async Task TellEndsAsync()
    {
        if (!cache.IsSet)
            return;
        foreach (var ended in folder.ToldNobody().ToList())
        {
            if (!await cache.EndAsync(ended))
                return;
            folder.ForgetEnd(ended);
        }
    }

    private async Task WriteAsync(string hash, AuthenticationTicket ticket, When only)
    {
        var @sealed = _seal.Protect(TicketSerializer.Default.Serialize(ticket));
        await folder.WriteAsync(hash, @sealed, EndsAt(ticket));
        await cache.WriteAsync(hash, @sealed, EndsAt(ticket) - time.GetUtcNow(), only);
    }

    /// <summary>
    /// The ticket; null where there is none, or where it was sealed with keys that no longer exist: the person signs in
    /// again.
    /// </summary>
    private AuthenticationTicket? Unseal(byte[]? @sealed)
    {
        try
        {
            return @sealed is null ? null : TicketSerializer.Default.Deserialize(_seal.Unprotect(@sealed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private DateTimeOffset EndsAt(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + settings.Idle;

    private static string? SubjectOf(AuthenticationTicket ticket) => ticket.Principal.FindFirst("sub")?.Value;

    private static string Hash(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
}
