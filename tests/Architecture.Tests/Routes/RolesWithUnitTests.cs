using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// Calls every route with every role it admits, each bound to unit B2, on data of B1: nothing of M0001 is read, nothing
/// in the database changes, and acts on the whole bank are refused.
/// </summary>
[Collection(nameof(SeededBank))]
public sealed class RolesWithUnitTests(SeededBank bank)
{
    private const string Refused = "auth.whole-bank-only",
        Foreign = "M0001";

    /// <summary>Routes that concern the whole bank; all others are bound to the caller's part.</summary>
    private static readonly string[] OfTheWholeBank =
    [
        "GET /parked",
        "GET /parked/{id:long}",
        "POST /parked/{id:long}/replay",
        "GET /error-queues",
        "GET /error-queues/{queue}",
        "POST /error-queues/{queue}/replay",
        "GET /audit",
        "GET /audit.{format}",
        "GET /audit/verification",
        "PUT /kpis/{code}",
        "POST /kpis/{code}/end",
        "PUT /care-plans/{segment}",
        "PUT /day-types/{code}",
        "PUT /score-sheets/{level}",
        "POST /score-sheets/check",
        "PUT /score-sheets/people/{managerNo}",
        "DELETE /score-sheets/people/{managerNo}",
        "POST /score-sheets/proposals/{id:guid}/approve",
        "POST /score-sheets/proposals/{id:guid}/return",
        "PUT /review-forms/{code}",
        "PUT /grade-schemes/{code}",
        "POST /grade-runs",
        "POST /grade-runs/{id:guid}/approve",
        "POST /grade-runs/{id:guid}/return",
        "POST /grade-appeals/{id:guid}/decide",
        "PUT /warning-rules/{code}",
        "POST /warning-rules/{code}/end",
        "POST /periods/{period}/close",
        "PUT /courses/{code}",
        "PUT /programmes/{code}",
        "POST /courses/{code}/files",
        "PUT /sessions/{code}",
        "PUT /questions/{code}",
        "GET /questions",
        "GET /questions.{format}",
        "GET /questions/{code}",
        "PUT /exams/{code}",
        "GET /exams/{code}/statistics",
        "GET /exams/{code}/statistics.{format}",
        "POST /exams/{code}/withdrawals",
        "POST /sessions/{code}/attendance-code",
        "POST /sessions/{code}/confirm-attendance",
        "PUT /complaint-topics/{tree}/{code}",
        "PUT /counselling/hotlines",
        "GET /suggestions",
        "GET /suggestions.{format}",
        "GET /suggestions/{number:long}",
        "POST /suggestions/{number:long}/lines",
        "POST /suggestions/{number:long}/answer",
        "POST /suggestions/{number:long}/publish",
        "GET /counselling/officers",
        "PUT /counselling/officers",
        "PUT /counselling/officers/key",
        "POST /counselling/recovery",
        "PUT /plans/{code}",
        "POST /plans/preview",
        "POST /plans/{code}/versions/{version:int}/approve",
        "POST /plans/{code}/versions/{version:int}/return",
        "POST /runs",
        "GET /runs/{id:guid}/bundle",
        "POST /runs/{id:guid}/approve",
        "POST /runs/{id:guid}/reject",
        "POST /runs/{id:guid}/cancel",
        "GET /what-ifs",
        "POST /what-ifs",
        "GET /what-ifs/{id:guid}",
        "POST /what-ifs/{id:guid}/cancel",
        "GET /what-ifs/{id:guid}/managers",
        "GET /what-ifs/{id:guid}/managers.{format}",
        "POST /payroll/rejections/{eventId:guid}/proposal",
        "POST /payroll/rejections/{eventId:guid}/approve",
        "POST /payroll/rejections/{eventId:guid}/return",
        "PUT /payroll/calendar/{year:int}",
        "PUT /payroll/groups/{code}",
        "PUT /recognitions/{code}",
        "PUT /contests/{code}",
        "POST /payroll/differences/settle",
        "POST /releases",
        "POST /releases/{id:guid}/approve",
        "POST /releases/{id:guid}/reject",
        "POST /releases/{id:guid}/withdraw",
        "POST /disputes/{id:guid}/assign",
        "POST /disputes/{id:guid}/answer",
        "POST /adjustments/{id:guid}/approve",
        "POST /adjustments/{id:guid}/return",
        "POST /adjustments/{id:guid}/withdraw",
        "POST /holds/{id:guid}/release",
        "POST /recoveries/{id:guid}/approve",
        "POST /recoveries/{id:guid}/refuse",
        "POST /recoveries/{id:guid}/demand/approve",
        "POST /recoveries/{id:guid}/demand/refuse",
    ];

    /// <summary>Tables that change by themselves, or merely because of a request.</summary>
    private static readonly string[] Restless =
    [
        "Audit",
        "Imports",
        "ImportErrors",
        "Leases",
        "IdempotentAnswers",
        "Inbox",
        "Outbox",
        // A wrong code is kept although it is refused.
        "FailedCheckIns",
        // Everybody sends suggestions of their own.
        "Suggestions",
        "SuggestionLines",
        // Everybody asks for counselling for themselves, and a counsellor makes a key of their own.
        "CounsellingCases",
        "CounsellingKeys",
        "SealingKeys",
        // A manager renews their own key, and nobody else's.
        "CalendarKeys",
    ];

    public static TheoryData<string> Services => [.. RouteTable.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Neither_read_nor_change_what_belongs_to_another_unit(string service)
    {
        var (before, wrong, calls) = (await StateAsync(service), new List<string>(), 0);
        foreach (var row in RouteTable.Of(service).Where(r => !r.IsAnonymous))
        foreach (var role in row.Roles)
        {
            var client = bank[service].As(role, "B2", role == Roles.AccountManager ? "M0002" : null, $"{role}-of-B2");
            foreach (var (status, said) in await CallAsync(client, row, wrong))
            {
                calls++;
                var isRefused = status == 403 && said.Contains(Refused, StringComparison.Ordinal);
                if (OfTheWholeBank.Contains($"{row.Method} {row.Pattern}") != isRefused)
                    wrong.Add($"{row} answers {status} to {role} of B2: {said}");
                if (status >= 500)
                    wrong.Add($"{row} answers {status} to {role} of B2.");
                if (said.Contains(Foreign, StringComparison.Ordinal))
                    wrong.Add($"{row} tells {role} of B2 of {Foreign}: {said}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(calls > 30, $"Only {calls} calls were made.");
        Assert.Equal(before, await StateAsync(service));
    }

    /// <summary>Sums over the bank become sums over the part.</summary>
    [Theory]
    [InlineData(Roles.IncentiveAnalyst)]
    [InlineData(Roles.IncentiveApprover)]
    [InlineData(Roles.Auditor)]
    public async Task See_the_totals_of_their_part(string role)
    {
        var whole = await RunAsync(bank.Incentive.As(role));
        var part = await RunAsync(bank.Incentive.As(role, "B2"));
        var none = await RunAsync(bank.Incentive.As(role, "B3"));
        Assert.Equal((2, "60.00"), whole);
        Assert.Equal((1, "30.00"), part);
        Assert.Equal((0, "0.00"), none);
    }

    /// <summary>A role that always needs a part of the bank has none when its token names none.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_head_or_manager_without_a_part_changes_nothing(string service)
    {
        var (before, wrong) = (await StateAsync(service), new List<string>());
        foreach (var row in RouteTable.Of(service).Where(r => r.IsWrite))
        foreach (var role in row.Roles.Where(r => r is Roles.BranchHead or Roles.AccountManager))
        foreach (var (status, said) in await CallAsync(bank[service].As(role, id: $"{role}-of-nothing"), row, wrong))
            // A token without a part of the bank lost such a role on entry, or the route refuses it.
            if (
                status != 403
                || !(
                    said.Contains("auth.no-part", StringComparison.Ordinal)
                    || said.Contains("auth.forbidden", StringComparison.Ordinal)
                )
            )
                wrong.Add($"{row} answers {status} to {role} without a part: {said}");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Equal(before, await StateAsync(service));
    }

    private async Task<(int Managers, string? Total)> RunAsync(HttpClient client)
    {
        var run = JsonDocument
            .Parse(await client.GetStringAsync(new Uri($"/runs/{bank.PaidRun}", UriKind.Relative)))
            .RootElement;
        return (run.GetProperty("counts").GetProperty("managers").GetInt32(), run.GetProperty("total").GetString());
    }

    private async Task<List<(int Status, string Said)>> CallAsync(
        HttpClient client,
        RouteTable.Row row,
        List<string> wrong
    )
    {
        var path = RouteTable.Fill(
            row.Pattern,
            parameter =>
                parameter switch
                {
                    "managerNo" => Foreign,
                    "period" => row.Pattern.EndsWith("/close", StringComparison.Ordinal) ? "2026-07" : SeededBank.May,
                    "kpi" => SeededBank.MarkedKpi,
                    "code" when row.Pattern.StartsWith("/day-types", StringComparison.Ordinal) => "visit",
                    "code" when row.Pattern.StartsWith("/kpis", StringComparison.Ordinal) => SeededBank.KpiCode,
                    "code" => row.Pattern.StartsWith("/plans", StringComparison.Ordinal)
                        ? SeededBank.PlanCode
                        : SeededBank.Session,
                    "version:int" => row.IsWrite ? bank.DraftVersion.ToString(CultureInfo.InvariantCulture) : "1",
                    "level" => "senior",
                    "segment" => "high",
                    "date" => SeededBank.WorkDay,
                    "kind" => "day",
                    "id:guid" when row.Pattern.StartsWith("/work-tasks", StringComparison.Ordinal) =>
                        SeededBank.TaskOfM0001.ToString(),
                    "customerRef" => SeededBank.CustomerOfM0001,
                    "complaintRef" => bank.CaseOfM0001,
                    "format" => "csv",
                    "file" => $"{SeededBank.May}.csv",
                    "id:long" or "number:long" => "1",
                    "n:int" => "1",
                    "id:guid" when row.Pattern.StartsWith("/assessments", StringComparison.Ordinal) =>
                        bank.AssessmentOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/sittings", StringComparison.Ordinal) =>
                        bank.SittingOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/score-sheets", StringComparison.Ordinal) =>
                        bank.OpenSheet.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/talks", StringComparison.Ordinal) =>
                        bank.TalkOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/imports", StringComparison.Ordinal) =>
                        bank.ImportOfB1.ToString(),
                    "eventId:guid" => bank.ProposedRejection.ToString(),
                    "year:int" => "2026",
                    "id:guid" when row.Pattern.StartsWith("/releases", StringComparison.Ordinal) => (
                        row.IsWrite ? bank.OpenRelease : bank.PaidRelease
                    ).ToString(),
                    "id:guid" when row.Pattern.StartsWith("/adjustments", StringComparison.Ordinal) =>
                        bank.OpenAdjustment.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/disputes", StringComparison.Ordinal) =>
                        bank.OpenDispute.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/grade-runs", StringComparison.Ordinal) =>
                        bank.OpenGradeRun.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/grade-appeals", StringComparison.Ordinal) =>
                        bank.OpenGradeAppeal.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/warnings", StringComparison.Ordinal) =>
                        bank.OpenWarning.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/enrolment-requests", StringComparison.Ordinal) =>
                        bank.OpenEnrolmentRequest.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/certificate-sanctions", StringComparison.Ordinal) =>
                        bank.SanctionOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/coachings", StringComparison.Ordinal) =>
                        bank.CoachingOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/courses", StringComparison.Ordinal) =>
                        bank.CourseFile.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/target-plans", StringComparison.Ordinal) =>
                        bank.OpenTargetPlan.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/reviews/mine", StringComparison.Ordinal) =>
                        bank.ReviewForm.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/reviews", StringComparison.Ordinal) =>
                        bank.OpenReview.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/review-results", StringComparison.Ordinal) =>
                        bank.ResultOfM0001.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/recoveries", StringComparison.Ordinal) =>
                        bank.OpenRecovery.ToString(),
                    "id:guid" when row.Pattern.StartsWith("/holds", StringComparison.Ordinal) =>
                        bank.OpenHold.ToString(),
                    "id:guid" when row.IsWrite => bank.OpenRun.ToString(),
                    "id:guid" => bank.PaidRun.ToString(),
                    _ => "any",
                }
        );
        if (!row.IsWrite)
        {
            var answers = new List<(int, string)>();
            foreach (
                var query in (string[])
                    [
                        "",
                        $"?period={SeededBank.May}",
                        $"?period={SeededBank.May}&org=B1&limit=500",
                        $"?period={SeededBank.May}&manager={Foreign}&managerNo={Foreign}",
                    ]
            )
            {
                using var response = await client.GetAsync(new Uri(path + query, UriKind.Relative));
                answers.Add(((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
            }

            return answers;
        }

        if (!RouteBodies.Of(bank).TryGetValue(row.Pattern, out var body))
        {
            wrong.Add($"{row} has no body in this test.");
            return [];
        }

        var isImport =
            row.Pattern.StartsWith("/imports/", StringComparison.Ordinal)
            && !row.Pattern.EndsWith("/cancel", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), path)
        {
            Content = new StringContent(
                body,
                Encoding.UTF8,
                new MediaTypeHeaderValue(isImport ? "text/csv" : "application/json")
            ),
        };
        using var written = await client.SendAsync(request);
        var said = await written.Content.ReadAsStringAsync();
        if (!isImport || (int)written.StatusCode != 202)
            return [((int)written.StatusCode, said)];
        var import = JsonDocument.Parse(said).RootElement.GetProperty("id").GetGuid();
        var outcome = await bank[row.Host].FinishedAsync(import, client);
        if (outcome.RowsAccepted + outcome.RowsUnchanged > 0)
            wrong.Add($"{row} takes a row of {Foreign} from somebody of B2.");
        return [(202, said)];
    }

    /// <summary>A hash of every row of every table that only a deliberate change modifies.</summary>
    private Task<List<string>> StateAsync(string service) =>
        bank[service]
            .ReadAsync(async db =>
            {
                var state = new List<string>();
                foreach (var table in Tables(db))
                {
                    await db.Database.OpenConnectionAsync();
                    await using var command = db.Database.GetDbConnection().CreateCommand();
                    command.CommandText = $"SELECT * FROM \"{table}\"";
                    await using var reader = await command.ExecuteReaderAsync();
                    var rows = new List<string>();
                    while (await reader.ReadAsync())
                    {
                        var cells = new object[reader.FieldCount];
                        reader.GetValues(cells);
                        rows.Add(
                            string.Join(
                                '|',
                                cells.Select(c =>
                                    c is byte[] bytes
                                        ? Convert.ToHexString(SHA256.HashData(bytes))
                                        : Convert.ToString(c, CultureInfo.InvariantCulture)
                                )
                            )
                        );
                    }

                    state.Add($"{table}: {string.Join('\n', rows.Order(StringComparer.Ordinal))}");
                }

                return state;
            });

    private static IEnumerable<string> Tables(ServiceDbContext db) =>
        db
            .Model.GetEntityTypes()
            .Select(e => e.GetTableName())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(t => !Restless.Contains(t))
            .Order(StringComparer.Ordinal);
}
