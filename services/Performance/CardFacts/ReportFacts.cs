using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports.Reading;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.CardFacts;

/// <summary>
/// The command <c>report</c>: a branch with a suite of its own sends its card facts to head office's suite, as a file
/// for head office's import. Facts already known there change nothing, so that a report may be repeated, and the next
/// report makes up for a failed one.
/// </summary>
internal sealed class ReportFacts(PerformanceDbContext db, IConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromMinutes(30),
        LookEvery = TimeSpan.FromSeconds(1);

    /// <returns>0; or 1 when head office rejected rows, each printed to standard error with its reason.</returns>
    /// <exception cref="StartRefusedException">
    /// A setting is missing or wrong, or head office refuses the report; the message contains the reason.
    /// </exception>
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var report = ActivatorUtilities.CreateInstance<ReportFacts>(services);
        try
        {
            return await report.SendAsync(ct);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException)
        {
            throw new StartRefusedException($"Head office did not take the report: {failure.Message}", failure);
        }
    }

    private async Task<int> SendAsync(CancellationToken ct)
    {
        var to =
            Address(SuiteSettings.ReportTo)
            ?? throw new StartRefusedException(
                $"{SuiteSettings.ReportTo.Key} is not set: the address of head office's gateway."
            );
        // A proxy named by the environment cannot reach this machine's loopback.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = !to.IsLoopback })
        {
            BaseAddress = to,
            Timeout = ReportTimeout,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(http, ct));
        var first = BankCalendar.Today(clock).AddDays(-SuiteSettings.ReportDays.Of(configuration));
        using var file = new FactsFile(
            db.CardFacts.AsNoTracking()
                .Where(f => f.KnownUntil == null && f.OccurredOn >= DayNumber.Of(first))
                .OrderBy(f => f.ManagerNo)
                .ThenBy(f => f.OccurredOn)
        );
        using var accepted = await http.PostAsync(
            new Uri("performance/imports/card-facts", UriKind.Relative),
            file,
            ct
        );
        if (accepted.StatusCode != HttpStatusCode.Accepted)
            throw await RefusedAsync(accepted, ct);
        var import = await EndAsync(http, accepted.Headers.Location!, ct);
        var (taken, refused) = (
            import.GetProperty("rowsAccepted").GetInt64(),
            import.GetProperty("rowsRejected").GetInt64()
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Rows} facts since {first:yyyy-MM-dd}: {taken} new or changed, {refused} refused."
            )
        );
        if (import.GetProperty("status").GetString() == "failed")
            throw new StartRefusedException($"Head office could not take the report: {import}");
        if (refused == 0)
            return 0;
        await Console.Error.WriteLineAsync(
            await http.GetStringAsync(new Uri($"{accepted.Headers.Location}/errors", UriKind.Relative), ct)
        );
        return 1;
    }

    private async Task<JsonElement> EndAsync(HttpClient http, Uri import, CancellationToken ct)
    {
        for (
            var began = clock.GetTimestamp();
            clock.GetElapsedTime(began) < ReportTimeout;
            await Task.Delay(LookEvery, ct)
        )
        {
            var state = await http.GetFromJsonAsync<JsonElement>(import, ct);
            if (state.GetProperty("status").GetString() is "completed" or "failed")
                return state;
        }

        throw new StartRefusedException(
            Invariant(
                $"Head office has not taken the report in within {ReportTimeout.TotalMinutes} minutes; it goes on there: "
            ) + $"{import}"
        );
    }

    /// <summary>
    /// Gets a token by client credentials (RFC 6749, 4.4): from head office's gateway where that issues tokens,
    /// otherwise from the bank's identity provider.
    /// </summary>
    private async Task<string> TokenAsync(HttpClient http, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_id", Required(SuiteSettings.ReportClientId)),
            new("client_secret", Required(SuiteSettings.ReportClientSecret)),
        ]);
        using var answer = await http.PostAsync(
            Address(SuiteSettings.ReportTokenAddress) ?? new Uri("auth/token", UriKind.Relative),
            form,
            ct
        );
        if (!answer.IsSuccessStatusCode)
            throw await RefusedAsync(answer, ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("access_token").GetString()!;
    }

    private string Required(TextSetting setting) =>
        setting.Of(configuration) ?? throw new StartRefusedException($"{setting.Key} is not set.");

    private Uri? Address(TextSetting setting) =>
        setting.Of(configuration) switch
        {
            null => null,
            var text
                when Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address)
                    && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) => setting
            == SuiteSettings.ReportTo
                ? address
                : new Uri(text),
            _ => throw new StartRefusedException($"{setting.Key} must be an https address."),
        };

    private static async Task<StartRefusedException> RefusedAsync(HttpResponseMessage answer, CancellationToken ct) =>
        new(
            Invariant($"Head office answered {(int)answer.StatusCode} to ")
                + $"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {await answer.Content.ReadAsStringAsync(ct)}"
        );

    /// <summary>The facts as the import's csv, written while they are read.</summary>
    private sealed class FactsFile : HttpContent
    {
        private readonly IQueryable<CardFact> _facts;

        public FactsFile(IQueryable<CardFact> facts)
        {
            _facts = facts;
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        public long Rows { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var csv = new StreamWriter(
                stream,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                leaveOpen: true
            );
            await csv.WriteLineAsync(
                "fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer,void"
            );
            await foreach (var f in _facts.AsAsyncEnumerable())
            {
                Rows++;
                await csv.WriteLineAsync(
                    string.Join(
                        ',',
                        new[]
                        {
                            f.FactRef,
                            f.ManagerNo,
                            f.Kind.Name(),
                            f.CardRef,
                            DayNumber.Date(f.OccurredOn).ToString("O", CultureInfo.InvariantCulture),
                            f.CustomerRef,
                            f.Product,
                            f.Amount?.ToString(),
                            f.NewCustomer ? "true" : "false",
                            f.Void ? "true" : "false",
                        }.Select(Cell)
                    )
                );
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private static string Cell(string? text) =>
            text is null ? ""
            : text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
