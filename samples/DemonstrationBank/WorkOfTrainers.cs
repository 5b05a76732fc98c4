using System.Globalization;
using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// The work of the training team: courses, sessions around the day of the walk, people enrolled, one session attended
/// and confirmed. Every step is looked up first and taken once.
/// </summary>
internal sealed class WorkOfTrainers(
    BankClient bank,
    Func<DemoFile, CancellationToken, Task> import,
    Action<string> say
)
{
    private const string Trainer = "trainer";
    private const string Manager = "manager";
    private const string Taught = "TR-SALES-1",
        Full = "TR-SALES-2",
        Offered = "TR-AML-1";

    /// <summary>
    /// The bodies of <c>PUT /training/courses/{code}</c>, in an order in which prerequisites come first.
    /// </summary>
    public static IReadOnlyList<(string Code, string Body)> Courses { get; } =
    [
        (
            "CARD-BASE",
            """
            { "title": { "zh": "信用卡基础知识", "en": "Credit card basics" }, "kind": "product", "channel": "online", "hours": "4.0" }
            """
        ),
        (
            "CARD-SALES-1",
            """
            { "title": { "zh": "信用卡合规销售", "en": "Compliant card sales" }, "kind": "compliance", "channel": "classroom",
              "hours": "6.0", "validMonths": 24,
              "materials": [ { "title": { "zh": "监管要求摘要", "en": "Digest of the regulation" },
                "link": "https://learning.example/card-sales-1" } ] }
            """
        ),
        (
            "AML-1",
            """
            { "title": { "zh": "反洗钱与客户身份识别", "en": "Money laundering and knowing the customer" }, "kind": "aml",
              "channel": "lecture", "hours": "2.5", "validMonths": 12 }
            """
        ),
        (
            "CARD-LEAD",
            """
            { "title": { "zh": "高级客户经理带教", "en": "Coaching for senior managers" }, "kind": "career", "channel": "on-the-job",
              "hours": "12.0", "prerequisites": [ "CARD-SALES-1" ], "audience": { "levels": [ "intermediate", "senior" ] } }
            """
        ),
    ];

    /// <summary>Five people of the session that is taught, and eight for the six seats of the next one.</summary>
    private static readonly DemoFile Enrolments = new(
        "training",
        "enrolments",
        "learning-enrolments",
        "manager_no,session_code,action\n"
            + string.Concat(Enumerable.Range(31, 5).Select(n => $"{DemoManager.NoOf(n)},{Taught},enrol\n"))
            + string.Concat(Enumerable.Range(50, 8).Select(n => $"{DemoManager.NoOf(n)},{Full},waiting\n"))
    );

    /// <param name="today">The day the walk is taken on.</param>
    public async Task TeachAsync(DateOnly today, CancellationToken cancellation)
    {
        const string step = "plan courses and sessions";
        var known = await SessionsAsync(step, cancellation);
        await PlanAsync(
            Taught,
            Invariant(
                $$"""{ "courseCode": "CARD-SALES-1", "startsOn": "{{today:yyyy-MM-dd}}", "startTime": "09:00", "endTime": "16:00", "place": "总行培训中心 301", "teacher": "王老师", "seats": 8 }"""
            )
        );
        await PlanAsync(
            Full,
            Invariant(
                $$"""{ "courseCode": "CARD-SALES-1", "startsOn": "{{today.AddDays(14):yyyy-MM-dd}}", "endsOn": "{{today.AddDays(15):yyyy-MM-dd}}", "startTime": "09:00", "endTime": "16:00", "place": "总行培训中心 301", "teacher": "王老师", "seats": 6, "waitingList": true }"""
            )
        );
        await PlanAsync(
            Offered,
            Invariant(
                $$"""{ "courseCode": "AML-1", "startsOn": "{{today.AddDays(21):yyyy-MM-dd}}", "startTime": "14:00", "endTime": "16:30", "place": "视频会议", "teacher": "李老师", "seats": 60, "waitingList": true }"""
            )
        );
        known = await SessionsAsync(step, cancellation);
        if (!known[Taught].GetProperty("confirmed").GetBoolean())
        {
            await import(Enrolments, cancellation);
            await import(AttendanceOn(BankClient.Text(known[Taught], "startsOn")), cancellation);
            await import(ResultsOn(BankClient.Text(known[Taught], "startsOn")), cancellation);
            await bank.Post(step, Trainer, $"/training/sessions/{Taught}/confirm-attendance", "{}", cancellation);
        }

        var asked = await bank.Get(step, Manager, "/training/enrolment-requests?limit=1", cancellation);
        if (!asked.Items.Any())
        {
            await bank.Post(
                step,
                Manager,
                $"/training/sessions/{Offered}/requests",
                """{ "note": "证书年底到期，希望参加。" }""",
                cancellation
            );
        }

        say("Planned courses and sessions; one was attended, one has a waiting list.");

        async Task PlanAsync(string code, string body)
        {
            if (!known.ContainsKey(code))
            {
                await bank.Put(step, Trainer, $"/training/sessions/{code}", body, cancellation);
            }
        }
    }

    /// <summary>
    /// A certificate of other bodies that ends soon, one that is suspended, and somebody who is coached for a third.
    /// </summary>
    public async Task CertifyAsync(DateOnly today, CancellationToken cancellation)
    {
        const string step = "look after certificates";
        if (
            !(await bank.Get(step, Trainer, "/training/certificates?certificate=CFP&limit=1", cancellation)).Items.Any()
        )
        {
            await import(PlannersOn(today), cancellation);
        }

        if (!(await bank.Get(step, Trainer, "/training/certificate-sanctions?limit=1", cancellation)).Items.Any())
        {
            await bank.Post(
                step,
                Trainer,
                "/training/certificate-sanctions",
                Invariant(
                    $$"""{ "managerNo": "{{DemoManager.NoOf(5)}}", "certificate": "CFP", "kind": "suspended", "from": "{{today:yyyy-MM-dd}}", "to": "{{today.AddDays(13):yyyy-MM-dd}}", "reason": "年度继续教育学时不足，补足后恢复。" }"""
                ),
                cancellation
            );
        }

        if (!(await bank.Get(step, Trainer, "/training/coachings?limit=1", cancellation)).Items.Any())
        {
            await bank.Post(
                step,
                Trainer,
                "/training/coachings",
                Invariant(
                    $$"""{ "managers": [ "{{DemoManager.NoOf(61)}}" ], "certificate": "CARD-SALES", "coachNo": "{{DemoManager.NoOf(1)}}", "dueOn": "{{today.AddDays(30):yyyy-MM-dd}}" }"""
                ),
                cancellation
            );
        }

        foreach (var (code, body) in Programmes(today))
        {
            await bank.Put(step, Trainer, $"/training/programmes/{code}", body, cancellation);
        }

        say("Recorded certificates that end soon, suspended one, and gave somebody a coach and a day.");
    }

    /// <summary>The bodies of <c>PUT /training/programmes/{code}</c>, one of each kind.</summary>
    private static IEnumerable<(string Code, string Body)> Programmes(DateOnly today) =>
        [
            (
                "BASE",
                """
                { "title": { "zh": "强基计划", "en": "Foundations" }, "kind": "yearly", "from": "2026-01-01",
                  "courses": [ "CARD-SALES-1" ] }
                """
            ),
            (
                "SYSTEM",
                Invariant(
                    $$"""
                    { "title": { "zh": "合规与反洗钱系统培训", "en": "Compliance and money laundering" }, "kind": "plan",
                      "from": "2026-01-01", "dueOn": "{{today.AddDays(
                        60
                    ):yyyy-MM-dd}}", "courses": [ "AML-1", "CARD-SALES-1" ] }
                    """
                )
            ),
            (
                "STARS",
                """
                { "title": { "zh": "繁星计划", "en": "New stars" }, "kind": "new-hires", "from": "2026-01-01", "dueDays": 365,
                  "certificates": [ "CARD-SALES", "CARD-COMPLIANCE", "CFP" ], "atLeast": 2 }
                """
            ),
        ];

    /// <summary>Financial planners, certified by another body: one lapsed, two end soon, two go on.</summary>
    private static DemoFile PlannersOn(DateOnly today) =>
        new(
            "training",
            "certificates",
            "planner-certificates",
            "manager_no,certificate,valid_from,valid_to,number\n"
                + string.Concat(
                    new[] { (3, -10), (4, 6), (5, 80), (6, 400), (7, 500) }.Select(p =>
                        Invariant(
                            $"{DemoManager.NoOf(p.Item1)},CFP,{today.AddDays(p.Item2).AddYears(-2):yyyy-MM-dd},{today.AddDays(p.Item2):yyyy-MM-dd},CFP-{p.Item1:0000}\n"
                        )
                    )
                )
        );

    /// <summary>Two of those who were there have passed the course's exam; the others have still to pass it.</summary>
    private static DemoFile ResultsOn(string day) =>
        new(
            "training",
            "exam-results",
            "learning-results",
            "manager_no,exam_code,form,score,taken_on\n"
                + string.Concat(
                    new[] { (31, 88), (32, 74), (33, 52) }.Select(r =>
                        Invariant($"{DemoManager.NoOf(r.Item1)},{DemoExam.Code},written,{r.Item2},{day}\n")
                    )
                )
        );

    private async Task<Dictionary<string, JsonElement>> SessionsAsync(string step, CancellationToken cancellation) =>
        (await bank.Get(step, Trainer, "/training/sessions?limit=500", cancellation)).Items.ToDictionary(
            s => BankClient.Text(s, "code"),
            StringComparer.Ordinal
        );

    /// <summary>All but the last of the five were there.</summary>
    private static DemoFile AttendanceOn(string day) =>
        new(
            "training",
            "attendance",
            "learning-attendance",
            "manager_no,session_code,day,present\n"
                + string.Concat(
                    Enumerable
                        .Range(31, 5)
                        .Select(n =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{DemoManager.NoOf(n)},{Taught},{day},{(n < 35 ? "true" : "false")}\n"
                            )
                        )
                )
        );
}
