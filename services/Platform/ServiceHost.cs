using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Messaging;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CardTeam.Platform;

/// <summary>Builds and runs a service, alone or with the others in one process.</summary>
public static class ServiceHost
{
    private static readonly Dictionary<Type, TextFormat> Texts = new()
    {
        [typeof(Money)] = new(@"^-?\d+\.\d{2}$", "1234.50"),
        [typeof(Period)] = new(@"^\d{4}(-(\d{2}|Q[1-4]|H[12]))?$", "2026-06"),
    };

    /// <param name="service">The service's name in addresses: <c>performance</c>.</param>
    /// <param name="configure">Adds the settings, shared logger and loopback of the surrounding process.</param>
    /// <exception cref="StartRefusedException">A setting is missing or wrong.</exception>
    public static WebApplicationBuilder CreateBuilder<TContext, TOnSqlServer>(
        string service,
        string[] args,
        Action<WebApplicationBuilder>? configure
    )
        where TContext : ServiceDbContext
        where TOnSqlServer : TContext
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(TContext).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.AddSettings();
        configure?.Invoke(builder);
        SettingsSource.Check(builder.Configuration);
        builder.Services.TryAddSingleton<TimeProvider>(new WholeClock());
        builder.AddServiceDefaults();
        builder.Services.AddServiceDatabase<TContext, TOnSqlServer>(builder.Configuration);
        builder.Services.AddScoped<AuditTrail>();
        builder.Services.AddMessaging(service, typeof(TContext).Assembly, builder.Configuration);
        builder.Services.AddSingleton(new ImportFolder(builder.Configuration, service));
        builder.Services.AddSingleton(provider => new BankBounds(
            builder.Configuration,
            provider.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton<ImportProgress>();
        builder.Services.AddSingleton(new ImportQuota(builder.Configuration));
        builder.Services.AddSingleton(provider => new ImportMetrics(
            provider.GetRequiredService<IMeterFactory>(),
            service,
            provider.GetRequiredService<ImportProgress>()
        ));
        builder.Services.AddHostedService<ImportWorker>();
        builder.Services.AddHostedService<AuditSealer>();
        builder.Services.AddSingleton(new AuditHeads(builder.Configuration, service));
        builder.Services.AddSingleton(new AuditKey(builder.Configuration, service));
        builder.Services.AddHealthChecks().AddCheck<AuditHealth>("audit");
        builder.Services.AddSingleton<RecentReads>();
        builder.Services.AddHostedService<AuditHeadsWorker>();
        builder.Services.AddHostedService<RetentionWorker>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<PartOfBankFinder>();
        builder.Services.AddHealthChecks().AddDbContextCheck<TContext>("database").AddCheck<ImportHealth>("imports");
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.Converters.Add(new InstantJson());
        });
        ApiDescription.Add(
            builder.Services,
            service,
            $"/{service}",
            Texts,
            openApi => openApi.AddOperationTransformer(ListRoutes.DescribeAsync)
        );
        return builder;
    }

    /// <summary>Adds the middleware and the routes that every service has.</summary>
    public static WebApplication UsePlatform(this WebApplication app, string service)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseServiceDefaults();
        app.UsePartOfBank();
        app.UseRequestTexts();
        app.UseAuditTrail();
        app.UseIdempotency();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        using var scope = app.Services.CreateScope();
        app.MapImports(service, scope.ServiceProvider.GetServices<ImportKind>());
        app.MapParked();
        app.MapErrorQueues();
        app.MapAudit();
        return app;
    }

    /// <summary>
    /// A service's <c>Main</c>: serves requests, or runs one of the commands <c>migrate</c>, <c>migrate --script</c>
    /// and <c>verify-audit</c> and ends.
    /// </summary>
    /// <param name="own">Further commands of the service; each returns the exit code.</param>
    public static Task<int> RunAsync(
        string[] args,
        Func<string[], WebApplication> build,
        params (string Name, Func<IServiceProvider, CancellationToken, Task<int>> RunAsync)[] own
    )
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(build);
        var program = Assembly.GetEntryAssembly()?.GetName().Name ?? "CardTeam";
        return StartRefusedException.GuardAsync(
            program,
            async () =>
            {
                OwnerOnly.FilesOfThisProcess();
                if (args is ["--version"])
                    return Release.Print();
                if (args is ["broker-permissions", ..])
                    return BrokerPermissions.Print(args, Console.Out);
                var command =
                    args.FirstOrDefault() is { } first
                    && (first is "migrate" or "verify-audit" || own.Any(o => o.Name == first))
                        ? first
                        : null;
                // A command authenticates nobody: it needs the database, but no identity provider.
                await using var app = build(
                    command is null ? args : [.. SettingsOf(args[1..]), "--Authentication:Authority=http://127.0.0.1"]
                );
                if (command is null)
                {
                    await app.RunAsync();
                    return 0;
                }

                await using var scope = app.Services.CreateAsyncScope();
                if (own.FirstOrDefault(o => o.Name == command).RunAsync is { } run)
                    return await run(scope.ServiceProvider, CancellationToken.None);
                var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
                return command == "verify-audit" ? await VerifyAuditAsync(scope.ServiceProvider, args)
                    : args.Contains("--script", StringComparer.Ordinal) ? WriteScript(db)
                    : args.Contains("--schema", StringComparer.Ordinal) ? await WriteSchemaAsync(db)
                    : await MigrateAsync(db);
            }
        );
    }

    private static async Task<int> MigrateAsync(ServiceDbContext db)
    {
        await DatabaseChoice.MigrateAsync(db, CancellationToken.None);
        Console.WriteLine("The schema is up to date.");
        return 0;
    }

    /// <summary>
    /// Writes the migration script for review by an administrator: it brings any earlier schema up to date and can run
    /// repeatedly.
    /// </summary>
    private static int WriteScript(ServiceDbContext db)
    {
        Console.WriteLine(DatabaseChoice.Script(db));
        return 0;
    }

    /// <summary>Brings a SQLite file up to date and writes its schema, for <c>services/prepare-models</c>.</summary>
    private static async Task<int> WriteSchemaAsync(ServiceDbContext db)
    {
        await DatabaseChoice.MigrateAsync(db, CancellationToken.None);
        Console.Write(await DatabaseChoice.SchemaAsync(db, CancellationToken.None));
        return 0;
    }

    /// <summary>The arguments that are settings; <c>--script</c>, <c>--schema</c> and <c>--heads FILE</c> belong to a command.</summary>
    private static IEnumerable<string> SettingsOf(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
            if (args[i] == "--heads")
                i++;
            else if (args[i] is not ("--script" or "--schema"))
                yield return args[i];
    }

    private static async Task<int> VerifyAuditAsync(IServiceProvider services, string[] args)
    {
        var heads = services.GetRequiredService<AuditHeads>();
        var db = services.GetRequiredService<ServiceDbContext>();
        var file = Array.IndexOf(args, "--heads") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        if (file is not null && !File.Exists(file))
            throw new StartRefusedException($"--heads: there is no file {file}");
        var verdict = await AuditChain.VerifyAsync(
            db,
            services.GetRequiredService<AuditKey>(),
            [.. heads.Read(), .. file is null ? [] : AuditHeads.ReadFrom(file)],
            heads.Findings(await AuditChain.HeadAsync(db, CancellationToken.None) is null),
            services.GetRequiredService<TimeProvider>(),
            CancellationToken.None
        );
        Console.WriteLine(JsonSerializer.Serialize(verdict, JsonSerializerOptions.Web));
        return verdict.IsWhole ? 0 : 1;
    }
}
