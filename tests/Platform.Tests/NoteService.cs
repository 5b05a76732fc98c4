using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Platform.Tests;

/// <summary>
/// The smallest possible service, built like the real ones: notes by name, one event, one consumer, one kind of file.
/// </summary>
internal static class NoteService
{
    /// <param name="transport">The transport of events; null to keep them in the outbox.</param>
    /// <param name="interceptors">Observers of database commands, which may make them fail.</param>
    public static Task<ServiceUnderTest> StartAsync(
        NoteScript? script = null,
        ITransport? transport = null,
        params IInterceptor[] interceptors
    ) =>
        ServiceUnderTest.StartAsync(
            (args, configure) => Build(args, configure, script ?? new NoteScript(), transport, interceptors),
            onFile: script?.OnFile == true
        );

    public static WebApplication Build(
        string[] args,
        Action<WebApplicationBuilder>? configure,
        NoteScript script,
        ITransport? transport = null,
        params IInterceptor[] interceptors
    )
    {
        var builder = ServiceHost.CreateBuilder<NoteDbContext, NoteOnSqlServer>(
            "notes",
            args,
            b =>
            {
                configure?.Invoke(b);
                b.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { ["Database:MigrateAtStart"] = "false" }
                );
                var clock = (TimeProvider)
                    b.Services.Last(s => s.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
                b.Services.AddSingleton<TimeProvider>(new SwiftClock(clock, script.Waits));
                b.Services.AddHostedService<CreateTables>(); // before the workers that want them
            }
        );
        builder.Services.AddValidation();
        builder.Services.AddSingleton(script);
        builder.Services.AddScoped<ImportKind, ImportNotes>();
        builder.Services.ConfigureDbContext<NoteDbContext>(options => options.AddInterceptors(interceptors));
        if (transport is not null)
            builder.Services.AddSingleton(transport);

        var app = builder.Build();
        app.UsePlatform("notes");
        NoteRoutes.Map(app);
        return app;
    }

    private sealed class CreateTables(IServiceScopeFactory scopes) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<ServiceDbContext>()
                .Database.EnsureCreatedAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Lets a test intervene where the service works.</summary>
internal sealed class NoteScript
{
    /// <summary>True for a test of what a service keeps beside a database that is a file.</summary>
    public bool OnFile { get; init; }

    /// <summary>Called before a message takes effect.</summary>
    public Func<CertificatesCounted, Task> OnMessage { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before a row of a file is judged, with the note's name.</summary>
    public Func<string, CancellationToken, Task> OnRow { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The waiting times the service asked for.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];
}

/// <summary>Records the waiting times and does not wait: tests of back-off check the recorded times.</summary>
internal sealed class SwiftClock(TimeProvider inner, ConcurrentQueue<TimeSpan> waits) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > TimeSpan.FromMinutes(1))
            return inner.CreateTimer(callback, state, dueTime, period);
        waits.Enqueue(dueTime);
        return inner.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}

internal class NoteDbContext(DbContextOptions options, AuditTrail trail, CommitNotifier committed, TimeProvider clock)
    : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Effect> Effects => Set<Effect>();
}

internal sealed class NoteOnSqlServer(
    DbContextOptions<NoteOnSqlServer> options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : NoteDbContext(options, trail, committed, clock);

internal sealed class Note
{
    public string Name { get; init; } = "";
    public string? Text { get; set; }
    public DateOnly? Day { get; set; }
    public Money? Amount { get; set; }
    public bool? Flag { get; set; }

    /// <summary>The unit it belongs to.</summary>
    public string Org { get; set; } = "";

    /// <summary>The number of writes to it.</summary>
    public int Writes { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Note>
    {
        public void Configure(EntityTypeBuilder<Note> builder) => builder.HasKey(n => n.Name);
    }
}

/// <summary>The effect of a message.</summary>
internal sealed class Effect
{
    public long Number { get; private set; }
    public int Of { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Effect>
    {
        public void Configure(EntityTypeBuilder<Effect> builder) => builder.HasKey(e => e.Number);
    }
}

internal sealed class CountOnCertificatesCounted(NoteDbContext db, NoteScript script)
    : OnceConsumer<CertificatesCounted>
{
    protected override async Task Handle(CertificatesCounted message, CancellationToken ct)
    {
        db.Effects.Add(new Effect { Of = message.Intervals });
        await script.OnMessage(message);
    }
}

internal static class NoteRoutes
{
    public sealed record Request([property: Required, MaxLength(50)] string? Name, string? Text);

    public sealed record Answer(string Name, string? Text);

    private static readonly ListOrder<Note> Order = new ListOrder<Note>("name")
        .Key("name", n => n.Name)
        .By("text", n => n.Text, mayBeNull: true)
        .By("day", n => n.Day)
        .By("amount", n => n.Amount)
        .By("writes", n => n.Writes);

    public sealed record Row(string Name, string? Text, DateOnly? Day, Money? Amount, int Writes);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("name", new("名称", "Name"), n => n.Name),
        new("text", new("内容", "Text"), n => n.Text),
        new("day", new("日期", "Day"), n => n.Day),
        new("amount", new("金额", "Amount"), n => n.Amount),
        new("share", new("占比", "Share"), n => n.Writes / 10_000m) { IsRatio = true },
        new("often", new("多次", "Often"), n => n.Writes > 1),
        new("unsummed", new("不计", "Not summed"), n => n.Amount) { IsSummed = false },
    ];

    public sealed record Part(
        bool IsWhole,
        IReadOnlyList<string>? Orgs,
        string? ManagerNo,
        IReadOnlyList<string> Notes
    );

    /// <summary>An event identified by its number.</summary>
    public static CertificatesCounted Event(int number) => new(Period.Month(2026, 6), 1, number, 0);

    public static void Map(WebApplication app)
    {
        app.MapPost("/notes", Write).RequireRoles(AllRoles.Hr);
        app.MapList("/notes", (list, path) => list.MapGet(path, List)).RequireRoles(AllRoles.Hr);
        app.MapGet("/notes/{name}", Read).RequireRoles(AllRoles.Hr).AuditReads();
        app.MapGet("/part", ShowPart).RequireRoles(AllRoles.Hr, AllRoles.BranchHead, AllRoles.AccountManager);
    }

    private static async Task<Created<Answer>> Write(Request request, NoteDbContext db, CancellationToken ct)
    {
        if (await db.Notes.AnyAsync(n => n.Name == request.Name, ct))
            throw new RuleBrokenException("note.known", new("已有同名便笺。", "There is a note of that name."));
        db.Notes.Add(
            new Note
            {
                Name = request.Name!,
                Text = request.Text,
                Writes = 1,
            }
        );
        db.Announce(Event(1), "notes");
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/notes/notes/{request.Name}", new Answer(request.Name!, request.Text));
    }

    private static Listing<Note, Row> List([AsParameters] ListQuery list, NoteDbContext db) =>
        new(db.Notes.AsNoTracking(), list, Order, n => new Row(n.Name, n.Text, n.Day, n.Amount, n.Writes), Columns);

    private static async Task<Ok<Answer>> Read(string name, NoteDbContext db, CancellationToken ct) =>
        TypedResults.Ok(
            await db.Notes.Where(n => n.Name == name).Select(n => new Answer(n.Name, n.Text)).FirstOrDefaultAsync(ct)
                ?? throw RuleBrokenException.NotFound("note")
        );

    private static async Task<Part> ShowPart(PartOfBankFinder finder, NoteDbContext db, CancellationToken ct)
    {
        var part = await finder.FindAsync(ct);
        var notes = await db
            .Notes.AsNoTracking()
            .Within(part, n => n.Org, n => n.Name)
            .OrderBy(n => n.Name)
            .Select(n => n.Name)
            .ToListAsync(ct);
        return new(part.IsWhole, part.Orgs?.Order(StringComparer.Ordinal).ToList(), part.ManagerNo, notes);
    }
}

internal sealed class ImportNotes(NoteDbContext db, NoteScript script) : ImportKind
{
    private static readonly TextColumn NoteName = new("name", new("名称", "Name"), 50, true),
        Text = new("text", new("内容", "Text"), 200);
    private static readonly DateColumn Day = new("day", new("日期", "Day"), IsPlanned: true);
    private static readonly AmountColumn Amount = new("amount", new("金额", "Amount"));
    private static readonly FlagColumn Flag = new("flag", new("标记", "Flag"));
    private static readonly CodeColumn Code = new("code", new("代码", "Code"), 40);
    private static readonly ManagerNoColumn ManagerNo = new("manager_no", new("经理编号", "Manager"));
    private static readonly PeriodColumn Month = new("period", new("期间", "Period"));
    private static readonly FigureColumn Figure = new("figure", new("数值", "Figure"));
    private static readonly DateColumn Happened = new("happened_on", new("发生日期", "Happened on"));
    private static readonly ChoiceColumn Colour = new(
        "shade",
        new("颜色", "Shade"),
        [new("red", new("红", "Red")), new("blue", new("蓝", "Blue"), "azure")]
    );

    public override string Name => "notes";
    public override Text Title { get; } = new("便笺", "Notes");
    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [NoteName, Text, Day, Amount, Flag, Code, ManagerNo, Month, Figure, Happened, Colour];
    public override IReadOnlyList<string> ExportedToo { get; } = ["writes"];
    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Feed, AllRoles.Administrator];

    /// <summary>Small, so that a test's file has several.</summary>
    public override int ChunkSize => 10;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        foreach (var row in chunk.Rows)
        {
            var (name, text, day, amount, flag) = (
                row.Text(NoteName),
                row.Text(Text),
                row.Date(Day),
                row.Money(Amount),
                row.Flag(Flag)
            );
            string?[] more =
            [
                row.Text(Code),
                row.Text(ManagerNo),
                row.Period(Month)?.ToString(),
                row.Decimal(Figure)?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                row.Date(Happened)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                row.Choice(Colour),
            ];
            text ??= more.Any(m => m is not null) ? string.Join('|', more.Where(m => m is not null)) : null;
            if (name is not null)
                await script.OnRow(name, ct);
            if (!row.IsGood)
                continue;
            var note = await db.Notes.FindAsync([name], ct);
            if (note is not null && (note.Text, note.Day, note.Amount, note.Flag) == (text, day, amount, flag))
            {
                row.Unchanged();
                continue;
            }

            if (note is null)
                db.Notes.Add(note = new Note { Name = name! });
            (note.Text, note.Day, note.Amount, note.Flag) = (text, day, amount, flag);
            note.Writes++;
            row.Accept();
        }

        db.Announce(NoteRoutes.Event(chunk.Rows.Count), "imported");
    }
}
