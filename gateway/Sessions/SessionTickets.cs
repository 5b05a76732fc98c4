using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// What a session's cookie stands for, tokens and all: a sealed file for each, so that it outlives the process and replicas share it. The cookie holds only its
/// key, and the file's name only a hash of that: neither folder nor backup lets anyone in.
/// </summary>
internal sealed class SessionTickets(SessionSettings settings, IDataProtectionProvider protection, TimeProvider time) : ITicketStore
{
    private const string Ending = ".ticket";
    private const int KeyBytes = 32;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _seal = protection.CreateProtector("CardTeam.Sessions");
    private long _sweptAt = time.GetTimestamp();

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        Sweep();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        await WriteAsync(key, ticket);
        return key;
    }

    /// <summary>One that was ended in the meantime stays ended, and one that got a newer token keeps it.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        if (await RetrieveAsync(key) is { } stored && SessionSecurity.TokenEnd(stored.Properties) <= SessionSecurity.TokenEnd(ticket.Properties)) await WriteAsync(key, ticket);
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_seal.Unprotect(await File.ReadAllBytesAsync(At(key))));
        }
        catch (Exception gone) when (gone is FileNotFoundException or CryptographicException)
        {
            // Ended, swept, or sealed with keys that are no more: one signs in again.
            return null;
        }
    }

    public Task RemoveAsync(string key)
    {
        File.Delete(At(key));
        return Task.CompletedTask;
    }

    private async Task WriteAsync(string key, AuthenticationTicket ticket)
    {
        var (file, draft) = (At(key), $"{At(key)}.{Guid.NewGuid():n}");
        await File.WriteAllBytesAsync(draft, _seal.Protect(TicketSerializer.Default.Serialize(ticket)));
        // When it ends without being used: what the sweep goes by.
        File.SetLastWriteTimeUtc(draft, (ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + settings.Idle).UtcDateTime);
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Those whose browser was closed without signing out.</summary>
    private void Sweep()
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (time.GetElapsedTime(last) < SweepEvery || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last) return;
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var file in new DirectoryInfo(settings.Folder).EnumerateFiles($"*{Ending}*"))
            if (file.LastWriteTimeUtc < now) file.Delete();
    }

    private string At(string key) => Path.Combine(settings.Folder, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))) + Ending);
}
