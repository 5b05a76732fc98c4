using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests;

/// <summary>
/// The common ground of the tests of courses, sessions and enrolments: calls, a roster, a course, a session.
/// </summary>
internal static class TrainingDesk
{
    public static HttpClient Trainer(ServiceUnderTest service) => service.As(Roles.Trainer, id: "trainer");

    public static HttpClient Manager(ServiceUnderTest service, string managerNo) =>
        service.As(Roles.AccountManager, managerNo: managerNo, id: managerNo);

    /// <summary>Announces managers of unit B1 with their terms.</summary>
    public static Task RosterAsync(ServiceUnderTest service, params IEnumerable<ManagerProfile> profiles) =>
        service.DeliverAsync(new ManagersChanged([.. profiles]));

    public static ManagerProfile Profile(
        string managerNo,
        string hiredOn = "2020-01-01",
        string? leftOn = null,
        string? level = "junior",
        string? area = "urban",
        string? employment = "regular",
        int version = 1
    ) =>
        new(
            managerNo,
            version,
            1,
            DateOnly.Parse(hiredOn),
            null,
            leftOn is null ? null : DateOnly.Parse(leftOn),
            [new Posting(DateOnly.Parse(hiredOn), "B1", employment, level, null, area)]
        );

    public static Task<JsonElement> PutCourseAsync(
        ServiceUnderTest service,
        string code,
        string more = "",
        int status = 200
    ) =>
        SendAsync(
            Trainer(service),
            HttpMethod.Put,
            $"/courses/{code}",
            $$"""
            { "title": { "zh": "课程{{code}}", "en": "Course {{code}}" }, "kind": "sales", "channel": "classroom",
              "hours": "6.0"{{(more.Length > 0 ? $", {more}" : "")}} }
            """,
            status
        );

    public static Task<JsonElement> PutSessionAsync(
        ServiceUnderTest service,
        string code,
        string course,
        string startsOn = "2026-07-06",
        string more = "",
        int status = 200
    ) =>
        SendAsync(
            Trainer(service),
            HttpMethod.Put,
            $"/sessions/{code}",
            $$"""{ "courseCode": "{{course}}", "startsOn": "{{startsOn}}"{{(more.Length > 0 ? $", {more}" : "")}} }""",
            status
        );

    public static Task<JsonElement> EnrolAsync(
        ServiceUnderTest service,
        string session,
        string managerNo,
        bool wait = false,
        int status = 200
    ) =>
        SendAsync(
            Trainer(service),
            HttpMethod.Post,
            $"/sessions/{session}/enrolments",
            JsonSerializer.Serialize(new { managerNo, wait }),
            status
        );

    public static async Task<string?> RefusalAsync(Task<JsonElement> answer) =>
        (await answer).GetProperty("code").GetString();

    public static async Task<JsonElement> SendAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        string? body,
        int status = 200
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await client.SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} {said}");
        return said.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(said);
    }

    public static Task<JsonElement> GetAsync(HttpClient client, string path) =>
        client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>The managers of a session with their states, in order of their numbers.</summary>
    public static async Task<List<string>> StatesAsync(ServiceUnderTest service, string session) =>
        [
            .. (await GetAsync(Trainer(service), $"/sessions/{session}/enrolments?limit=500"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(e => $"{e.GetProperty("managerNo")} {e.GetProperty("state")}"),
        ];

    /// <summary>Brings a file of enrolments, and waits for its end.</summary>
    public static async Task<ImportOutcome> BringAsync(
        ServiceUnderTest service,
        byte[] file,
        string query,
        HttpClient? client = null
    )
    {
        client ??= Trainer(service);
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new("text/csv");
        using var sent = await client.PostAsync(new Uri($"/imports/enrolments?{query}", UriKind.Relative), body);
        Assert.Equal(202, (int)sent.StatusCode);
        var queued = await sent.Content.ReadFromJsonAsync<ImportOutcome>();
        return await service.FinishedAsync(queued!.Id, client);
    }

    public static Task<ImportOutcome> BringAsync(ServiceUnderTest service, string csv, string query) =>
        BringAsync(service, Encoding.UTF8.GetBytes(csv), query);

    /// <summary>The difference of an import, a line a row.</summary>
    public static async Task<List<string>> DifferenceAsync(ServiceUnderTest service, Guid import, string query = "") =>
        [
            .. (await GetAsync(Trainer(service), $"/imports/{import}/difference?limit=500{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(d =>
                    string.Join(
                            ' ',
                            d.GetProperty("row").ToString(),
                            d.GetProperty("verdict"),
                            d.GetProperty("managerNo"),
                            d.GetProperty("subject"),
                            d.GetProperty("before"),
                            d.GetProperty("code")
                        )
                        .TrimEnd()
                ),
        ];
}
