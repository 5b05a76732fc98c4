using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Sittings;

/// <summary>A service with a small question bank and an exam, and what a manager does with it.</summary>
internal static class ExamBank
{
    /// <summary>Texts of keys and explanations, which no answer of the service has before the end.</summary>
    public const string Explanation = "解析甲乙丙",
        Number = "73.125";

    public const string Questions =
        "code,part,kind,topic,difficulty,points,stem,stem_en,choices,choices_en,key,tolerance,explanation,explanation_en\n"
        + "S1,,单选,合规,易,2,首次面签应由谁完成？,Who signs first?,客户经理|保安|路人,manager|guard|passer-by,A,,"
        + Explanation
        + ",why\n"
        + "M1,,多选,合规,易,4,哪些行为被禁止？,What is forbidden?,代签|代填|核实|告知,sign|fill|verify|tell,AB,,,\n"
        + "T1,,判断,合规,易,2,可以保留客户密码,Passwords may be kept,,,错,,,\n"
        + "N1,,数值,合规,易,4,年化利率是多少？,What is the yearly rate?,,,"
        + Number
        + ",0.005,,\n"
        + "O1,,排序,合规,易,4,办卡步骤,Steps,激活|核卡|进件,activate|approve|apply,CBA,,,\n"
        + "C1,,案例,合规,易,,客户投诉盗刷,A customer complains,,,,,,\n"
        + "C1,1,单选,合规,易,2,先做什么？,First?,冻结|解释,freeze|explain,A,,,\n"
        + "C1,2,数值,合规,易,2,几天内答复？,Days?,,,5,,,\n";

    public const string Exam = """
        { "title": { "zh": "销售资格", "en": "Sales" }, "course": "SALES", "forms": ["written"], "passMark": "60",
          "attempts": 2, "minutes": 60, "window": { "from": "2026-06-01", "to": "2026-06-30" },
          "blueprint": [ { "topic": "合规", "difficulty": "easy", "count": 6 } ],
          "grants": { "certificate": "CARD-SALES", "months": 24 } }
        """;

    /// <summary>The right answers in the question's own letters.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Keys = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["首次面签应由谁完成？"] = ["客户经理"],
        ["哪些行为被禁止？"] = ["代签+代填"],
        ["可以保留客户密码"] = ["错误"],
        ["年化利率是多少？"] = [Number],
        ["办卡步骤"] = ["进件+核卡+激活"],
        ["客户投诉盗刷"] = ["冻结", "5"],
    };

    public static async Task<ServiceUnderTest> StartAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var outcome = await service.ImportAsync("questions", Questions, service.As(Roles.Trainer));
        Assert.Empty(outcome.Errors);
        await CourseAsync(service);
        Assert.Equal(200, (await CallAsync(service.As(Roles.Trainer), HttpMethod.Put, "/exams/SALES", Exam)).Status);
        return service;
    }

    /// <summary>The course that the exams belong to.</summary>
    public static async Task CourseAsync(ServiceUnderTest service) =>
        Assert.Equal(
            200,
            (
                await CallAsync(
                    service.As(Roles.Trainer),
                    HttpMethod.Put,
                    "/courses/SALES",
                    """
                    { "title": { "zh": "销售", "en": "Sales" }, "kind": "sales", "channel": "classroom", "hours": "6.0" }
                    """
                )
            ).Status
        );

    public static HttpClient Manager(ServiceUnderTest service, string managerNo = "M1") =>
        service.As(Roles.AccountManager, managerNo: managerNo, id: managerNo);

    public static async Task<(int Status, JsonElement Body, string? Code)> CallAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var read = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        return (
            (int)response.StatusCode,
            read,
            read.ValueKind == JsonValueKind.Object
            && read.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.String
                ? code.GetString()
                : null
        );
    }

    public static async Task<JsonElement> BeginAsync(HttpClient manager, int status = 201)
    {
        var begun = await CallAsync(manager, HttpMethod.Post, "/exams/SALES/sittings", "{}");
        Assert.Equal(status, begun.Status);
        return begun.Body;
    }

    public static string IdOf(JsonElement detail) => detail.GetProperty("sitting").GetProperty("id").GetString()!;

    public static Task<(int Status, JsonElement Body, string? Code)> SaveAsync(
        HttpClient manager,
        string sitting,
        int place,
        int change,
        params string[] given
    ) =>
        CallAsync(
            manager,
            HttpMethod.Put,
            $"/sittings/{sitting}/answers/{place}",
            JsonSerializer.Serialize(new { given, change })
        );

    /// <summary>
    /// Answers the questions of a paper as a manager who knows all of it, reading the choices on the screen.
    /// </summary>
    public static async Task AnswerAllAsync(HttpClient manager, JsonElement paper, Func<string, bool>? knows = null)
    {
        foreach (var question in paper.GetProperty("questions").EnumerateArray())
        {
            var stem = question.GetProperty("stem").GetProperty("zh").GetString()!;
            if (knows?.Invoke(stem) == false)
                continue;
            var given = question
                .GetProperty("items")
                .EnumerateArray()
                .Zip(Keys[stem], (item, key) => LettersOf(item, key))
                .ToArray();
            var saved = await SaveAsync(manager, IdOf(paper), question.GetProperty("place").GetInt32(), 1, given);
            Assert.Equal(200, saved.Status);
        }
    }

    private static string LettersOf(JsonElement item, string key)
    {
        var choices = item.GetProperty("choices")
            .EnumerateArray()
            .Select(c => c.GetProperty("zh").GetString())
            .ToList();
        return choices.Count == 0
            ? key
            : string.Concat(key.Split('+').Select(text => "ABCDEFGH"[choices.IndexOf(text)]));
    }
}
