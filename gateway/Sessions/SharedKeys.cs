using System.Xml;
using System.Xml.Linq;
using CardTeam.ServiceDefaults.Cache;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// The keys that seal cookies and tickets: files, and where a cache is set every replica's in it. Each replica keeps a copy of all, so that none depends on the cache once it has
/// seen them.
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

    // The framework asks for its keys in no other way, and seldom: at the start, once a day, and when it has heard of new ones.
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

    /// <summary>Gives the others what they lack and takes what is missing here.</summary>
    /// <returns>Whether something was.</returns>
    public async Task<bool> ShareAsync()
    {
        var shared = await cache.AskAsync(database => database.HashGetAllAsync(Key));
        if (!shared.IsThere)
            return false;
        var own = files.GetAllElements().ToDictionary(Name, StringComparer.Ordinal);
        var theirs = shared.Value!.ToDictionary(e => (string)e.Name!, e => (string)e.Value!, StringComparer.Ordinal);
        foreach (var (name, element) in own.ExceptBy(theirs.Keys, o => o.Key))
            await cache.AskAsync(database =>
                database.HashSetAsync(Key, name, element.ToString(SaveOptions.DisableFormatting))
            );
        var news = theirs
            .ExceptBy(own.Keys, t => t.Key)
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

/// <summary>Looks every few seconds whether another replica has made a key, or the cache has lost them, and has the framework read them again.</summary>
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
                    changed.Say();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // A folder that cannot be written must not end the gateway; those who have a session keep it.
                NotKept(logger, failure.GetType().Name, null);
            }
        }
    }
}

/// <summary>Tells who holds the keys in memory that there are others.</summary>
internal sealed class KeysChanged : IDisposable
{
    private CancellationTokenSource _next = new();

    /// <summary>Cancelled with the next change.</summary>
    public CancellationToken Token => Volatile.Read(ref _next).Token;

    /// <remarks>The old one is left to the collector: somebody may be about to ask it for its token.</remarks>
    public void Say() => Interlocked.Exchange(ref _next, new()).Cancel();

    public void Dispose() => _next.Dispose();
}

/// <summary>The framework's own key manager, which knows only of what changes in its own process, and what other replicas change.</summary>
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
