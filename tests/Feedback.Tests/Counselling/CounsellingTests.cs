using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Feedback.Counselling;
using CardTeam.Feedback.Data;
using CardTeam.Feedback.Sealing;
using CardTeam.Feedback.Tests.Complaints;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Feedback.Tests.Counselling;

/// <summary>Counselling: what a person asks, what the counsellor has, and that nobody else finds a word of it.</summary>
public sealed class CounsellingTests : IAsyncLifetime
{
    private const string Words = "我近来彻夜难眠焦虑不安",
        Reach = "小周分机七七零八",
        NoteText = "情绪低落建议每周会谈",
        Place = "周三十四点三楼会谈室",
        Passphrase = "a long enough passphrase";

    private readonly Written _log = new();
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(
            FeedbackService.Build,
            builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log)
        );
        await _service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ")));
        await _service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_person_asks_a_counsellor_and_gets_an_appointment()
    {
        await MakeKeyAsync("lin");
        await MakeKeyAsync("he");
        await AskAsync(Person(), "lin");
        Assert.Equal(409, (await SendAsync(Person(), "lin")).Status);

        var lin = await UnlockedAsync("lin");
        var id = Assert.Single(await CasesAsync(lin)).Text("id")!;
        var opened = await lin.GetFromJsonAsync<JsonElement>($"/counselling/cases/{id}");
        Assert.Equal(("person", Reach, Words), (opened.Text("person"), opened.Text("reach"), opened.Text("words")));
        await StepAsync(lin, $"/counselling/cases/{id}/appointment", new { text = Place });
        await StepAsync(lin, $"/counselling/cases/{id}/notes", new { text = NoteText });
        opened = await lin.GetFromJsonAsync<JsonElement>($"/counselling/cases/{id}");
        Assert.Equal(NoteText, Assert.Single(opened.GetProperty("notes").EnumerateArray()).Text("text"));

        var own = await Person().GetFromJsonAsync<JsonElement>("/counselling/requests/mine");
        Assert.Equal(Place, own.Text("appointment"));
        Assert.Equal(
            """{"hasAsked":false,"appointment":null}""",
            await _service.As(Roles.Hr, id: "hr").GetStringAsync("/counselling/requests/mine")
        );

        var he = await UnlockedAsync("he");
        Assert.Empty(await CasesAsync(he));
        Assert.Equal(404, (int)(await he.GetAsync($"/counselling/cases/{id}")).StatusCode);
        await StepAsync(lin, $"/counselling/cases/{id}/share", new { counsellor = "he" });
        Assert.Equal(Words, (await he.GetFromJsonAsync<JsonElement>($"/counselling/cases/{id}")).Text("words"));
        await StepAsync(lin, $"/counselling/cases/{id}/close", new { });
        Assert.False(
            (await Person().GetFromJsonAsync<JsonElement>("/counselling/requests/mine"))
                .GetProperty("hasAsked")
                .GetBoolean()
        );
        var late = await lin.PostAsJsonAsync($"/counselling/cases/{id}/notes", new { text = "x" });
        Assert.Equal(409, (int)late.StatusCode);
    }

    /// <summary>
    /// Takes what operations, database administrators, auditors and developers have: the database with its journal, the
    /// events, the log, the audit and its export, and every reading route as every other role.
    /// </summary>
    [Fact]
    public async Task Nobody_with_database_log_events_audit_and_every_other_role_finds_a_word()
    {
        await MakeKeyAsync("lin");
        await NameOfficersAsync();
        await AskAsync(Person(), wished: null, key: "once");
        var lin = await UnlockedAsync("lin");
        var id = Assert.Single(await CasesAsync(lin)).Text("id")!;
        await lin.GetAsync($"/counselling/cases/{id}");
        await StepAsync(lin, $"/counselling/cases/{id}/appointment", new { text = Place });
        await StepAsync(lin, $"/counselling/cases/{id}/notes", new { text = NoteText });

        var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["log"] = Encoding.UTF8.GetBytes(string.Join('\n', _log.Lines)),
            ["events"] = await EventsAsync(),
        };
        foreach (var file in FilesBesideDatabase())
            kept[file] = await ReadAsync(file);
        Assert.Contains(kept.Keys, k => k.EndsWith("service.db", StringComparison.Ordinal));
        foreach (var (role, path, answer) in await EveryAnswerAsync(id))
            kept[$"{role} {path}"] = answer;
        Assert.True(kept.Count > 100, $"Only {kept.Count} places were looked at.");
        foreach (var (place, content) in kept)
        foreach (var secret in (string[])[Words, Reach, NoteText, Place, Passphrase])
            AssertAbsent(place, content, secret);
        // And the audit does not say who asked.
        var audit = Encoding.UTF8.GetString(kept[$"{Roles.Auditor} /audit.csv"]);
        Assert.Contains("POST /counselling/requests", audit, StringComparison.Ordinal);
        Assert.Contains($"GET /counselling/cases/{{id:guid}}", audit, StringComparison.Ordinal);
        Assert.Contains(id, audit, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "person",
            audit.Replace("personal", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await _service.ReadAsync<FeedbackDbContext, int>(db => db.IdempotentAnswers.CountAsync()));
    }

    [Fact]
    public async Task A_key_is_unlocked_for_half_an_hour_by_its_holder_only()
    {
        await MakeKeyAsync("lin");
        await MakeKeyAsync("he");
        await AskAsync(Person(), wished: null);
        var lin = await UnlockedAsync("lin");
        var id = Assert.Single(await CasesAsync(lin)).Text("id")!;
        var locked = Counsellor("lin");
        Assert.Equal(409, (int)(await locked.GetAsync($"/counselling/cases/{id}")).StatusCode);
        var borrowed = Counsellor("he");
        borrowed.DefaultRequestHeaders.Add(
            "X-Counselling-Key",
            lin.DefaultRequestHeaders.GetValues("X-Counselling-Key")
        );
        Assert.Equal(409, (int)(await borrowed.GetAsync($"/counselling/cases/{id}")).StatusCode);
        _service.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(200, (int)(await lin.GetAsync($"/counselling/cases/{id}")).StatusCode);
        _service.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(409, (int)(await lin.GetAsync($"/counselling/cases/{id}")).StatusCode);
    }

    [Fact]
    public async Task Wrong_passphrases_are_counted()
    {
        await MakeKeyAsync("lin");
        var statuses = new List<int>();
        for (var i = 0; i < 6; i++)
            statuses.Add(await TryAsync("not the passphrase"));
        statuses.Add(await TryAsync(Passphrase));
        _service.Clock.Advance(TimeSpan.FromMinutes(16));
        statuses.Add(await TryAsync(Passphrase));
        Assert.Equal([409, 409, 409, 409, 409, 429, 429, 200], statuses);

        async Task<int> TryAsync(string passphrase) =>
            (int)(await Counsellor("lin").PostAsJsonAsync("/counselling/key/unlock", new { passphrase })).StatusCode;
    }

    [Fact]
    public async Task A_lost_passphrase_takes_both_officers()
    {
        await MakeKeyAsync("lin");
        await NameOfficersAsync();
        await AskAsync(Person(), "lin");
        Assert.Equal(204, await PutKeyAsync("lin", "another long passphrase", isNew: true));
        var lin = await UnlockedAsync("lin", "another long passphrase");
        var id = Assert.Single(await CasesAsync(lin)).Text("id")!;
        Assert.Equal(404, (int)(await lin.GetAsync($"/counselling/cases/{id}")).StatusCode);
        Assert.Equal(1, await RecoverAsync("hr", Roles.Hr));
        Assert.Equal(404, (int)(await lin.GetAsync($"/counselling/cases/{id}")).StatusCode);
        Assert.Equal(1, await RecoverAsync("auditor", Roles.Auditor));
        Assert.Equal(Words, (await lin.GetFromJsonAsync<JsonElement>($"/counselling/cases/{id}")).Text("words"));
        // An officer opens nothing: they are no counsellors, and their halves are no key.
        Assert.Equal(403, (int)(await Officer("hr", Roles.Hr).GetAsync($"/counselling/cases/{id}")).StatusCode);

        async Task<int> RecoverAsync(string user, string role)
        {
            var answer = await Officer(user, role)
                .PostAsJsonAsync("/counselling/recovery", new { counsellor = "lin", passphrase = Passphrase });
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Number("cases");
        }
    }

    [Fact]
    public async Task Nobody_is_counsellor_and_officer_and_the_officers_are_two()
    {
        await MakeKeyAsync("lin");
        var administrator = _service.As(Roles.Administrator, id: "administrator");
        Assert.Equal(409, await NameAsync("lin", "hr"));
        Assert.Equal(400, await NameAsync("hr", "hr"));
        Assert.Equal(204, await NameAsync("hr", "auditor"));
        Assert.Equal(204, await NameAsync("auditor", "hr"));
        await PutOfficersKeyAsync("hr", Roles.Hr);
        Assert.Equal(409, await NameAsync("hr", "administrator"));
        Assert.Equal(409, await PutKeyAsync("hr", Passphrase));

        async Task<int> NameAsync(string first, string second) =>
            (int)(await administrator.PutAsJsonAsync("/counselling/officers", new { first, second })).StatusCode;
    }

    [Fact]
    public async Task Without_a_counsellor_there_are_the_hotlines()
    {
        Assert.Equal((409, "counselling.nobody"), await SendAsync(Person(), wished: null));
        var hr = _service.As(Roles.Hr, id: "hr");
        var lines = new[]
        {
            new
            {
                nameZh = "全国心理援助热线",
                nameEn = "National helpline",
                phone = "12356",
                hours = "24 h",
            },
        };
        Assert.Equal(204, (int)(await hr.PutAsJsonAsync("/counselling/hotlines", new { hotlines = lines })).StatusCode);
        var nothing = new { hotlines = new object?[] { null } };
        Assert.Equal(400, (int)(await hr.PutAsJsonAsync("/counselling/hotlines", nothing)).StatusCode);
        var shown = await Person().GetFromJsonAsync<JsonElement>("/counselling/hotlines");
        Assert.Equal("12356", Assert.Single(shown.GetProperty("hotlines").EnumerateArray()).Text("phone"));
    }

    /// <summary>Whatever is sealed, and whichever byte is changed: it opens with its own key, for its own case.</summary>
    [Fact]
    public void What_was_changed_or_moved_does_not_open() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                (content, at) =>
                {
                    var key = new byte[SealedBox.KeyBytes];
                    var box = SealedBox.Seal(key, content, "one");
                    var changed = box.ToArray();
                    changed[at.Get % changed.Length] ^= 1;
                    return SealedBox.Open(key, box, "one").SequenceEqual(content)
                        && Fails(() => SealedBox.Open(key, changed, "one"))
                        && Fails(() => SealedBox.Open(key, box, "other"));
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Fails(Func<byte[]> open)
    {
        try
        {
            open();
            return false;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return true;
        }
    }

    private HttpClient Person() => _service.As(Roles.AccountManager, managerNo: "M1", id: "person");

    private HttpClient Counsellor(string user) => _service.As(Roles.Counsellor, id: user);

    private HttpClient Officer(string user, string role) => _service.As(role, id: user);

    private async Task MakeKeyAsync(string user) => Assert.Equal(204, await PutKeyAsync(user, Passphrase));

    private async Task<int> PutKeyAsync(string user, string passphrase, bool isNew = false) =>
        (int)
            (
                await Counsellor(user)
                    .PutAsJsonAsync(
                        "/counselling/key",
                        new
                        {
                            name = $"老师 {user}",
                            passphrase,
                            isNew,
                        }
                    )
            ).StatusCode;

    private async Task NameOfficersAsync()
    {
        using var named = await _service
            .As(Roles.Administrator, id: "administrator")
            .PutAsJsonAsync("/counselling/officers", new { first = "hr", second = "auditor" });
        Assert.Equal(204, (int)named.StatusCode);
        await PutOfficersKeyAsync("hr", Roles.Hr);
        await PutOfficersKeyAsync("auditor", Roles.Auditor);
    }

    private async Task PutOfficersKeyAsync(string user, string role)
    {
        using var made = await Officer(user, role)
            .PutAsJsonAsync("/counselling/officers/key", new { passphrase = Passphrase });
        Assert.Equal(204, (int)made.StatusCode);
    }

    private async Task<HttpClient> UnlockedAsync(string user, string passphrase = Passphrase)
    {
        var client = Counsellor(user);
        var answer = await client.PostAsJsonAsync("/counselling/key/unlock", new { passphrase });
        Assert.Equal(200, (int)answer.StatusCode);
        var unlocked = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Add("X-Counselling-Key", unlocked.Text("key"));
        return client;
    }

    private static async Task<List<JsonElement>> CasesAsync(HttpClient counsellor) =>
        [
            .. (await counsellor.GetFromJsonAsync<JsonElement>("/counselling/cases"))
                .GetProperty("cases")
                .EnumerateArray(),
        ];

    private static async Task AskAsync(HttpClient person, string? wished, string? key = null) =>
        Assert.Equal(204, (await SendAsync(person, wished, key)).Status);

    private static async Task<(int Status, string? Code)> SendAsync(
        HttpClient person,
        string? wished,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/counselling/requests")
        {
            Content = JsonContent.Create(
                new
                {
                    words = Words,
                    reach = Reach,
                    counsellor = wished,
                    channel = "room",
                }
            ),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await person.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, said.Length == 0 ? null : JsonDocument.Parse(said).RootElement.Text("code"));
    }

    private static async Task StepAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.NoContent, $"{path}: {answer.StatusCode}");
    }

    private string[] FilesBesideDatabase() =>
        Directory.GetFiles(
            Path.GetDirectoryName(_service.ConnectionString["Data Source=".Length..])!,
            "*",
            SearchOption.AllDirectories
        );

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var content = new MemoryStream();
        await open.CopyToAsync(content);
        return content.ToArray();
    }

    private Task<byte[]> EventsAsync() =>
        _service.ReadAsync<FeedbackDbContext, byte[]>(async db =>
            JsonSerializer.SerializeToUtf8Bytes(await db.Outbox.AsNoTracking().ToListAsync())
        );

    /// <summary>Asks every reading route as every role but the counsellor's, with the case wherever an id is asked.</summary>
    private async Task<List<(string Role, string Path, byte[] Answer)>> EveryAnswerAsync(string id)
    {
        var answers = new List<(string, string, byte[])>();
        foreach (
            var endpoint in _service
                .App.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        )
        foreach (var role in Roles.All.Where(r => r != Roles.Counsellor))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(
                endpoint.RoutePattern.RawText!,
                @"\{[^}]*\}",
                match => match.Value is "{format}" ? "csv" : id,
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            );
            using var client = _service.As(
                role,
                role == Roles.BranchHead ? "B1" : null,
                role == Roles.AccountManager ? "M1" : null,
                id: $"other-{role}"
            );
            using var answer = await client.GetAsync(path);
            answers.Add((role, path, await answer.Content.ReadAsByteArrayAsync()));
        }

        return answers;
    }

    private static void AssertAbsent(string place, byte[] content, string secret)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
            Assert.True(content.AsSpan().IndexOf(encoding.GetBytes(secret)) < 0, $"{secret} is in {place}.");
        Assert.True(
            content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))))
                < 0,
            $"{secret} is in {place}, in base 64."
        );
    }

    /// <summary>Everything that was logged.</summary>
    private sealed class Written : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
