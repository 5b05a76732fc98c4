using System.Xml;
using System.Xml.Linq;
using CardTeam.ServiceDefaults.Cache;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// The keys that seal cookies and tickets: stored as files, and where a cache is set those of every replica in it. Each
/// replica keeps a copy of all, so that none depends on the cache once it has read them.
/// </summary>
internal sealed class SharedKeys(FileSystemXmlRepository files, SharedCache cache, ILogger<SharedKeys> logger)
    : IXmlRepository
{
    private static readonly RedisKey Key = SharedCache.Prefix + "gateway:keys";

    private static readonly Action<ILogger, Exception?> Unreadable = LoggerMessage.Define(
        LogLevel.Warning,
        new(1, nameof(Unreadable)),
        "An entry under the gateway's keys in the cache is none; it is left alone"
    );

    // The framework reads its keys only synchronously, and seldom: at the start, once a day, and when told of new ones.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(async () =>
            {
                await ShareAsync();
                return files.GetAllElements();
            })
            .GetAwaiter()
            .GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        files.StoreElement(element, friendlyName);
        Task.Run(ShareAsync).GetAwaiter().GetResult();
    }

    /// <summary>Gives the other replicas the keys they lack and copies the keys missing here.</summary>
    /// <returns>True when a key was copied here.</returns>
    public async Task<bool> ShareAsync()
    {
        var shared = await cache.AskAsync(database => database.HashGetAllAsync(Key));
        if (!shared.IsThere)
            return false;
        var own = files.GetAllElements().ToDictionary(Name, StringComparer.Ordinal);
        var theirs = shared.Value!.ToDictionary(e => (string)e.Name!, e => (string)e.Value!, StringComparer.Ordinal);
        foreach (var (name, element) in own.ExceptBy(theirs.Keys, o => o.Key, StringComparer.Ordinal))
            await cache.AskAsync(database =>
                database.HashSetAsync(Key, name, element.ToString(SaveOptions.DisableFormatting))
            );
        var news = theirs
            .ExceptBy(own.Keys, t => t.Key, StringComparer.Ordinal)
            .Select(t => (Name: t.Key, Element: Parse(t.Value)))
            .Where(n => n.Element is not null)
            .ToList();
        foreach (var (name, element) in news)
            files.StoreElement(element!, name);
        return news.Count > 0;
    }

    private static string Name(XElement element) =>
        $"{element.Name.LocalName}-{(string?)element.Attribute("id") ?? (string?)element.Element("key")?.Attribute("id") ?? element.Value}";

    private XElement? Parse(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            Unreadable(logger, null);
            return null;
        }
    }
}

/// <summary>
/// Checks every few seconds whether another replica has made a key, or the cache has lost the keys, and has the
/// framework read them again.
/// </summary>
internal sealed class KeySharing(
    IOptions<KeyManagementOptions> options,
    SharedCache cache,
    KeysChanged changed,
    TimeProvider time,
    ILogger<KeySharing> logger
) : BackgroundService
{
    private static readonly Action<ILogger, string, Exception?> NotKept = LoggerMessage.Define<string>(
        LogLevel.Warning,
        new(1, nameof(NotKept)),
        "Another replica's key could not be kept in Sessions:Folder ({Error})"
    );

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!cache.IsSet || options.Value.XmlRepository is not SharedKeys keys)
            return;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await keys.ShareAsync())
                    changed.Notify();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // A folder that cannot be written must not end the gateway; existing sessions continue.
                NotKept(logger, failure.GetType().Name, null);
            }
        }
    }
}

/// <summary>Notifies the holders of keys in memory of new keys.</summary>
internal sealed class KeysChanged : IDisposable
{
    private CancellationTokenSource _next = new();

    /// <summary>Cancelled at the next change.</summary>
    public CancellationToken Token => Volatile.Read(ref _next).Token;

    /// <remarks>The old source is not disposed: somebody may be about to ask it for its token.</remarks>
    public void Notify() => Interlocked.Exchange(ref _next, new()).Cancel();

    public void Dispose() => _next.Dispose();
}

/// <summary>
/// The framework's own key manager, which knows only changes in its own process, extended by the changes of other
/// replicas.
/// </summary>
internal sealed class KeyManagerOfReplicas(XmlKeyManager own, KeysChanged changed) : IKeyManager
{
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        own.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => own.GetAllKeys();

    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(own.GetCacheExpirationToken(), changed.Token).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => own.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) =>
        own.RevokeAllKeys(revocationDate, reason);
}
