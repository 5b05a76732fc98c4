using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace CardTeam.ServiceDefaults.Cache;

/// <summary>What the cache said.</summary>
/// <param name="IsThere">False where it is not set, does not answer, or was left alone because it did not a moment ago: go on without it.</param>
public readonly record struct CacheAnswer<T>(bool IsThere, T? Value);

/// <summary>
/// The Redis that replicas share, <c>ConnectionStrings:cache</c>. Nothing may depend on it: whoever asks must know what to do without an answer. A call waits at most
/// <see cref="Patience"/>; when some have failed in vain, none is tried for <see cref="Rest"/>, so that a server that hangs costs a request next to nothing.
/// </summary>
public sealed class SharedCache : IAsyncDisposable
{
    /// <summary>Before every key: the server may hold what is others'.</summary>
    public const string Prefix = "cardteam:";

    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it is left alone after it failed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private static readonly Action<ILogger, Exception?> Lost = LoggerMessage.Define(
            LogLevel.Warning,
            new(1, nameof(Lost)),
            "The cache does not answer; going on without it"
        ),
        Back = LoggerMessage.Define(LogLevel.Information, new(2, nameof(Back)), "The cache answers again");

    private readonly Lazy<Task<ConnectionMultiplexer>>? _connection;
    private readonly ResiliencePipeline _guard;
    private readonly CacheMetrics _metrics;
    private bool _isLost;

    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    public SharedCache(IConfiguration configuration, CacheMetrics metrics, ILogger<SharedCache> logger)
    {
        _metrics = metrics;
        _guard = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(
                new()
                {
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(IsFailure),
                    FailureRatio = 0.1,
                    MinimumThroughput = 2,
                    SamplingDuration = TimeSpan.FromSeconds(1),
                    BreakDuration = Rest,
                    OnOpened = _ => Say(isLost: true),
                    OnClosed = _ => Say(isLost: false),
                }
            )
            .AddTimeout(Patience)
            .Build();
        if (Options(configuration) is { } options)
            _connection = new(() => ConnectionMultiplexer.ConnectAsync(options));

        // Each try in vain opens the circuit anew; it is said once.
        ValueTask Say(bool isLost)
        {
            if (Interlocked.Exchange(ref _isLost, isLost) != isLost)
                (isLost ? Lost : Back)(logger, null);
            return default;
        }
    }

    /// <summary>Whether there is to be one.</summary>
    public bool IsSet => _connection is not null;

    /// <summary>A key that does not say whose it is: who reads the cache has no business with callers, accounts or units.</summary>
    /// <param name="name">What is kept there: <c>gateway:sign-ins</c>.</param>
    public static RedisKey KeyOf(string name, string whose) =>
        $"{Prefix}{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whose)))}";

    /// <summary>Asks it, or does not when it is not there.</summary>
    public async Task<CacheAnswer<T>> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (_connection is null)
            return default;
        try
        {
            var value = await _guard.ExecuteAsync(
                static async (call, over) =>
                {
                    var server = await call._connection.Value.WaitAsync(over);
                    return await call.ask(server.GetDatabase()).WaitAsync(over);
                },
                (_connection, ask)
            );
            _metrics.Asked("answered");
            return new(true, value);
        }
        catch (Exception failure) when (failure is BrokenCircuitException || IsFailure(failure))
        {
            _metrics.Asked(failure is BrokenCircuitException ? "skipped" : "failed");
            return default;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;
        await (await _connection.Value).DisposeAsync();
    }

    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    internal static void Check(IConfiguration configuration) => Options(configuration);

    /// <summary>What the server or the way to it did, and not the caller's mistake.</summary>
    private static bool IsFailure(Exception failure) =>
        failure
            is RedisException
                or RedisTimeoutException
                or TimeoutRejectedException
                or OperationCanceledException
                or ObjectDisposedException;

    private static ConfigurationOptions? Options(IConfiguration configuration)
    {
        if (SuiteSettings.Cache.Of(configuration) is not { } setting)
            return null;
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(setting);
        }
        catch (ArgumentException)
        {
            // Not what it holds: a password may be the part that cannot be read.
            throw new StartRefusedException(
                $"{SuiteSettings.Cache.Key} is {SuiteSettings.Cache.Range}; what is set cannot be read."
            );
        }

        if (options.EndPoints.Count == 0)
            throw new StartRefusedException(
                $"{SuiteSettings.Cache.Key} names no server: it is {SuiteSettings.Cache.Range}."
            );
        // It may come later than we do, and what waits for it is not worth waiting for.
        (options.AbortOnConnectFail, options.BacklogPolicy, options.ConnectTimeout) = (
            false,
            BacklogPolicy.FailFast,
            2000
        );
        options.ReconnectRetryPolicy = new ExponentialRetry(100, (int)Rest.TotalMilliseconds);
        return options;
    }
}
