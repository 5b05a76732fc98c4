using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CardTeam.Architecture.Tests.Routes;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Architecture.Tests.Data;

/// <summary>
/// Explains the queries of pages, imports, closes and runs: no table that grows is scanned completely, except where the
/// list below gives a reason. No database of the suite keeps statistics, so that SQLite plans for tables of a million
/// rows (https://www.sqlite.org/fileformat2.html#stat1tab) whatever they hold.
/// </summary>
public sealed partial class QueryPlanTests : IAsyncLifetime
{
    /// <summary>
    /// Tables as small as the bank's number of units, months, plans or services, and tables of waiting items. Scanning
    /// them costs nothing.
    /// </summary>
    private static readonly string[] Small =
    [
        "OrgUnits",
        "ClosedPeriods",
        "ClosedLongerPeriods",
        "Closes",
        "HeardCloses",
        "FactTotals",
        "ScoreSheets",
        "SheetProposals",
        "PersonalSheets",
        "CareRules",
        "DayTypes",
        "KpiDefinitions",
        "ReviewForms",
        "GradeSchemes",
        "GradeRuns",
        "GradeAppeals",
        "WarningRules",
        "Plans",
        "Leases",
        "Runs",
        "Releases",
        "Imports",
        "Sessions",
        "Exams",
        "WithdrawnQuestions",
        "Courses",
        "RoomCodes",
        "Counts",
        "RefusedAcknowledgements",
        "PayrollMonths",
        "Recognitions",
        "Contests",
        "WonContests",
        "RecognizedCloses",
        "PayrollGroups",
        "PayrollGroupUnits",
        "CaseTopics",
        "SealingKeys",
        "Hotlines",
        "Outbox",
        "Parked",
        "LateMarks",
        "UncountedFacts",
        "WhatIfs",
        "sqlite_master",
        "__EFMigrationsHistory",
    ];

    /// <summary>
    /// Tables with as many rows as the bank has managers: a close, a run and a list read each of them.
    /// </summary>
    private static readonly string[] OfManagers =
    [
        "Managers",
        "Postings",
        "ManagerPosts",
        "KnownManagers",
        "KnownPostings",
        "KnownEmployments",
        "Units",
    ];

    /// <summary>Permitted scans by service and table, with the reason.</summary>
    private static readonly Dictionary<string, string> Listed = new(StringComparer.Ordinal)
    {
        ["performance Audit"] = Chain,
        ["training Audit"] = Chain,
        ["feedback Audit"] = Chain,
        ["incentive Audit"] = Chain,
        ["performance Scorecards"] = "a close announces how many there are, and how many versions",
        ["incentive Scores"] =
            "a run takes every manager's scores of all months that a rule may look back at, and counts what the close announced",
        ["training Certificates"] = Codes,
        ["training ExamResults"] = Codes,
        ["training Questions"] =
            "the bank that people wrote by hand: its list, what a blueprint may ask for, and its codes",
        ["training RemarkedSittings"] = Decisions,
        ["training Assessments"] = Decisions,
        ["training Examiners"] = Decisions,
        ["training Sittings"] = "the list of all sittings, sorted, where neither an exam nor a manager is asked for",
        ["incentive Certificates"] = "a run counts what the close announced",
        ["incentive Complaints"] = "a run counts what the close announced",
        ["feedback Suggestions"] = Decisions,
        ["incentive ManualAdjustments"] = Decisions,
        ["incentive Holds"] = Decisions,
        ["incentive Disputes"] = Decisions,
        ["incentive Recoveries"] = Decisions,
        ["performance TargetPlans"] = Decisions,
        ["performance OwnGoals"] = Decisions,
        ["performance ReviewRounds"] = Decisions,
        ["performance ReviewResults"] = Decisions,
        ["performance Warnings"] = Decisions,
        ["performance Customers"] = Sorted,
        ["performance CustomerHoldings"] = Sorted,
        ["performance CareEntries"] = Sorted,
        ["performance WorkTasks"] = Sorted,
        ["training EnrolmentRequests"] = Decisions,
        ["training CertificateSanctions"] = Decisions,
        ["training Coachings"] = Decisions,
        ["training CertificateReminders"] = "a page of reminders, sorted by the day a certificate ends",
        ["training Programmes"] = Decisions,
        ["incentive Awards"] =
            "the list of all that was given, sorted, where neither a month nor a manager is asked for",
        ["incentive PayrollEntries"] =
            "health and the daily report count the entries that payroll has not answered, once a minute at most",
    };

    private const string Sorted =
        "a page of all customers, care or tasks, for those who oversee the bank, sorted by other than its key";

    private const string Decisions = "a page of what people decided by hand, in the order of its key";

    private const string Codes = "an import reads once which codes are in use, from an index";

    private const string Chain = "GET /audit/verification recomputes the chain from its first entry";

    private readonly SeededBank _bank = new() { OnFile = true };
    private readonly HashSet<(string Service, string Sql)> _asked = [];
    private readonly List<(
        string Service,
        string Sql,
        IReadOnlyList<(string Name, object? Value)> Parameters
    )> _queries = [];
    private readonly List<IDisposable> _subscriptions = [];

    public async Task InitializeAsync()
    {
        _subscriptions.Add(
            DiagnosticListener.AllListeners.Subscribe(
                new Each<DiagnosticListener>(listener =>
                {
                    if (listener.Name == DbLoggerCategory)
                        _subscriptions.Add(listener.Subscribe(new Each<KeyValuePair<string, object?>>(Hear)));
                })
            )
        );
        await _bank.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var subscription in _subscriptions.ToList())
            subscription.Dispose();
        await _bank.DisposeAsync();
    }

    [Fact]
    public async Task No_table_that_grows_is_read_from_end_to_end()
    {
        foreach (var service in RouteTable.Services)
            await AskEverythingAsync(service);
        List<(string Service, string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> queries;
        // A command without a query reads nothing.
        lock (_queries)
            queries = [.. _queries.Where(q => !q.Sql.Contains("WHERE 0", StringComparison.Ordinal))];
        Assert.True(queries.Count > 200, $"Only {queries.Count} queries were heard.");
        var scans = new List<string>();
        foreach (var (service, sql, parameters) in queries)
        {
            foreach (
                var scan in Plan(service, sql, parameters).Select(step => Scan().Match(step)).Where(m => m.Success)
            )
            {
                var table = TableOf(scan.Groups["table"].Value, sql);
                if (
                    table is null
                    || Small.Contains(table)
                    || OfManagers.Contains(table)
                    || Listed.ContainsKey($"{service} {table}")
                )
                    continue;
                scans.Add($"{service}: {table}, {scan.Value}, in\n{sql}\n");
            }
        }

        Assert.True(scans.Count == 0, string.Join('\n', scans.Distinct()));
    }

    /// <summary>Calls every reading route, as each of the roles it admits, in each of its sorts.</summary>
    private async Task AskEverythingAsync(string service)
    {
        foreach (var row in RouteTable.Of(service).Where(r => !r.IsWrite && !r.IsAnonymous))
        {
            foreach (var role in row.Roles)
            {
                using var client = _bank[service]
                    .As(role, role == Roles.BranchHead ? "B1" : null, role == Roles.AccountManager ? "M0001" : null);
                var path = RouteTable.Fill(
                    row.Pattern,
                    parameter =>
                        parameter switch
                        {
                            "managerNo" => "M0001",
                            "period" => SeededBank.May,
                            "code" => SeededBank.PlanCode,
                            "level" => "senior",
                            "complaintRef" => _bank.CaseOfM0001,
                            "customerRef" => SeededBank.CustomerOfM0001,
                            "date" => SeededBank.WorkDay,
                            "format" => "csv",
                            "file" => $"{SeededBank.May}.csv",
                            "id:guid" when row.Pattern.StartsWith("/runs", StringComparison.Ordinal) =>
                                _bank.OpenRun.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/what-ifs", StringComparison.Ordinal) =>
                                _bank.WhatIfOfMay.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/releases", StringComparison.Ordinal) =>
                                _bank.PaidRelease.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/adjustments", StringComparison.Ordinal) =>
                                _bank.OpenAdjustment.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/disputes", StringComparison.Ordinal) =>
                                _bank.OpenDispute.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/grade-runs", StringComparison.Ordinal) =>
                                _bank.OpenGradeRun.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/grade-appeals", StringComparison.Ordinal) =>
                                _bank.OpenGradeAppeal.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/warnings", StringComparison.Ordinal) =>
                                _bank.OpenWarning.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/courses", StringComparison.Ordinal) =>
                                _bank.CourseFile.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/target-plans", StringComparison.Ordinal) =>
                                _bank.OpenTargetPlan.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/reviews/mine", StringComparison.Ordinal) =>
                                _bank.ReviewForm.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/reviews", StringComparison.Ordinal) =>
                                _bank.OpenReview.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/review-results", StringComparison.Ordinal) =>
                                _bank.ResultOfM0001.ToString(),
                            "id:guid" when row.Pattern.StartsWith("/recoveries", StringComparison.Ordinal) =>
                                _bank.OpenRecovery.ToString(),
                            "id:guid" => _bank.ImportOfB1.ToString(),
                            "id:long" or "number:long" or "version:int" => "1",
                            "year:int" => "2026",
                            "factRef" => "M0001-fact",
                            _ => "any",
                        }
                );
                using var first = await client.GetAsync(
                    new Uri($"{path}?period={SeededBank.May}&manager=M0001", UriKind.Relative)
                );
                // Calls it without the filters, and from a cursor on.
                using var whole = await client.GetAsync(new Uri($"{path}?limit=1", UriKind.Relative));
                if (
                    whole.IsSuccessStatusCode
                    && whole.Content.Headers.ContentType?.MediaType == "application/json"
                    && Next().Match(await whole.Content.ReadAsStringAsync()) is { Success: true } next
                )
                    (
                        await client.GetAsync(
                            new Uri(
                                $"{path}?limit=1&after={Uri.EscapeDataString(next.Groups["cursor"].Value)}",
                                UriKind.Relative
                            )
                        )
                    ).Dispose();
                if (await SortsAsync(client, path) is { } sorts)
                    foreach (var sort in sorts)
                        (
                            await client.GetAsync(
                                new Uri($"{path}?sort=-{sort}&period={SeededBank.May}&manager=M0001", UriKind.Relative)
                            )
                        ).Dispose();
            }
        }
    }

    /// <summary>The sorts of a list, which it names when asked for an unknown one.</summary>
    private static async Task<string[]?> SortsAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(
            new Uri($"{path}?sort=none&period={SeededBank.May}&manager=M0001", UriKind.Relative)
        );
        var text = await answer.Content.ReadAsStringAsync();
        return
            Fields().Match(text) is { Success: true } named
            && text.Contains("request.invalid-sort", StringComparison.Ordinal)
            ? named.Groups["fields"].Value.Split(", ")
            : null;
    }

    private void Hear(KeyValuePair<string, object?> happening)
    {
        if (
            happening.Value is not CommandEventData { Command: { } command }
            || happening.Key != RelationalEventId.CommandExecuting.Name
        )
            return;
        if (!command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.Ordinal))
            return;
        var service = RouteTable.Services.FirstOrDefault(s =>
            _bank.Has(s) && _bank[s].ConnectionString.Contains(command.Connection!.DataSource, StringComparison.Ordinal)
        );
        if (service is null)
            return;
        lock (_queries)
            if (_asked.Add((service, command.CommandText)))
                _queries.Add(
                    (
                        service,
                        command.CommandText,
                        [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]
                    )
                );
    }

    private List<string> Plan(string service, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        using var connection = Open(service);
        using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters)
            explain.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using var steps = explain.ExecuteReader();
        var plan = new List<string>();
        while (steps.Read())
            plan.Add(steps.GetString(3));
        return plan;
    }

    private SqliteConnection Open(string service)
    {
        var connection = new SqliteConnection(_bank[service].ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>
    /// The table of a plan's row, which names it by its alias in the query; null for anything that is no table, such as
    /// a list of parameters.
    /// </summary>
    private static string? TableOf(string name, string sql)
    {
        if (
            Regex.Match(
                sql,
                $"\"(?<table>\\w+)\" AS \"{Regex.Escape(name)}\"",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            ) is
            { Success: true } aliased
        )
            return aliased.Groups["table"].Value;
        return
            sql.Contains($"FROM \"{name}\"", StringComparison.Ordinal)
            || sql.Contains($"JOIN \"{name}\"", StringComparison.Ordinal)
            ? name
            : null;
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";

    /// <summary>A scan without an index, or by an index that still reads every row.</summary>
    [GeneratedRegex(
        "^SCAN (?<table>\\w+)( USING COVERING INDEX \\w+)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Scan();

    [GeneratedRegex("\"next\":\"(?<cursor>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();

    [GeneratedRegex(
        "[::] ?(?<fields>\\w+(, \\w+)*)[.。]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Fields();

    private sealed class Each<T>(Action<T> action) : IObserver<T>
    {
        public void OnNext(T value) => action(value);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
