using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Instrumentation.StackExchangeRedis;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace CardTeam.ServiceDefaults.Cache;

/// <summary>An answer of the cache.</summary>
/// <param name="IsThere">
/// False where no cache is set, where it does not answer, or where it was not asked because it had just failed: the
/// caller must continue without it.
/// </param>
public readonly record struct CacheAnswer<T>(bool IsThere, T? Value);

/// <summary>
/// The Redis that replicas share, <c>ConnectionStrings:cache</c>. Nothing may depend on it: every caller must be able
/// to continue without an answer. A call waits at most <see cref="CallTimeout"/>; after several failures none is tried for
/// <see cref="PauseAfterFailure"/>, so that a server that hangs costs a request next to nothing.
/// </summary>
public sealed class SharedCache : IAsyncDisposable
{
    /// <summary>The prefix of every key: other applications may use the same server.</summary>
    public const string Prefix = "cardteam:";

    /// <summary>The timeout of a call.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>The time without calls after failures.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(2);

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
    private StackExchangeRedisInstrumentation? _spans;

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
                    BreakDuration = PauseAfterFailure,
                    OnOpened = _ => LogChange(isLost: true),
                    OnClosed = _ => LogChange(isLost: false),
                }
            )
            .AddTimeout(CallTimeout)
            .Build();
        if (Options(configuration) is { } options)
            _connection = new(() => ConnectAsync(options));

        // Each failed try opens the circuit again; it is logged once.
        ValueTask LogChange(bool isLost)
        {
            if (Interlocked.Exchange(ref _isLost, isLost) != isLost)
                (isLost ? Lost : Back)(logger, null);
            return default;
        }
    }

    /// <summary>True when a cache is configured.</summary>
    public bool IsSet => _connection is not null;

    /// <summary>
    /// Makes a key that does not reveal its owner: readers of the cache must not learn callers, accounts or units.
    /// </summary>
    /// <param name="name">The kind of value stored under the key: <c>gateway:sign-ins</c>.</param>
    public static RedisKey KeyOf(string name, string whose) =>
        $"{Prefix}{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whose)))}";

    /// <summary>Asks the cache, unless it is not set or has just failed.</summary>
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

    /// <summary>Makes the calls of the connection visible as spans, from the next connection on.</summary>
    internal void Show(StackExchangeRedisInstrumentation spans) => _spans = spans;

    public async ValueTask DisposeAsync()
    {
        if (_connection is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;
        await (await _connection.Value).DisposeAsync();
    }

    /// <exception cref="StartRefusedException">The setting cannot be read.</exception>
    internal static void Check(IConfiguration configuration) => Options(configuration);

    /// <summary>True for failures of the server or of the connection, false for errors of the caller.</summary>
    private static bool IsFailure(Exception failure) =>
        failure
            is RedisException
                or RedisTimeoutException
                or TimeoutRejectedException
                or OperationCanceledException
                or ObjectDisposedException;

    private async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        _spans?.AddConnection(connection);
        return connection;
    }

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
            // The setting's text is not repeated: the unreadable part may be a password.
            throw new StartRefusedException(
                $"{SuiteSettings.Cache.Key} is {SuiteSettings.Cache.Range}; what is set cannot be read."
            );
        }

        if (options.EndPoints.Count == 0)
            throw new StartRefusedException(
                $"{SuiteSettings.Cache.Key} names no server: it is {SuiteSettings.Cache.Range}."
            );
        // The cache may start later than this process, and calls that wait for it would only be late.
        (options.AbortOnConnectFail, options.BacklogPolicy, options.ConnectTimeout) = (
            false,
            BacklogPolicy.FailFast,
            2000
        );
        options.ReconnectRetryPolicy = new ExponentialRetry(100, (int)PauseAfterFailure.TotalMilliseconds);
        return options;
    }
}
