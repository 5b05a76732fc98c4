using System.Text;

namespace CardTeam.DemonstrationBank;

/// <summary>A file to import.</summary>
/// <param name="Service">
/// The service it goes to, as in the path: <c>performance</c>, <c>training</c> or <c>feedback</c>.
/// </param>
/// <param name="Kind">The kind of the import contract, such as <c>card-facts</c>.</param>
/// <param name="Name">The file's unique name in the bank, such as <c>2026-05-card-facts</c>.</param>
/// <param name="Csv">The text; sent as UTF-8.</param>
public sealed record DemoFile(string Service, string Kind, string Name, string Csv)
{
    /// <summary>The file's bytes, UTF-8 without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = Encoding.UTF8.GetBytes(Csv);
}

/// <summary>A month of the bank: its files in the order in which they are imported.</summary>
/// <param name="Period">Such as <c>2026-04</c>.</param>
/// <param name="Paid">True when the walk closes and pays the month; the last month is left open.</param>
/// <param name="Files">The data that became known in the month.</param>
public sealed record DemoMonth(string Period, bool Paid, IReadOnlyList<DemoFile> Files);

/// <summary>
/// The demonstration bank as files. Everything is drawn from one fixed seed: the files are always the same byte for
/// byte. People, units and references are invented.
/// </summary>
public static class DemoFiles
{
    private static readonly Lazy<IReadOnlyList<DemoMonth>> Made = new(Make);

    /// <summary>April and May 2026, which are closed and paid, and June, which is open.</summary>
    public static IReadOnlyList<DemoMonth> Months => Made.Value;

    /// <summary>The code of <see cref="Plan"/>.</summary>
    public static string PlanCode => DemoPlan.Code;

    /// <summary>The plan document, the body of <c>PUT /incentive/plans/CARD-2026</c>.</summary>
    public static string Plan => DemoPlan.Document;

    /// <summary>The plan with 60 yuan instead of 50 for the first ten activations, to ask a what-if about.</summary>
    public static string OtherPlan =>
        DemoPlan.Document.Replace(
            """{ "from": 0, "rate": "50.00" }""",
            """{ "from": 0, "rate": "60.00" }""",
            StringComparison.Ordinal
        );

    /// <summary>The bodies of <c>PUT /performance/kpis/{code}</c>, by code.</summary>
    public static IReadOnlyList<(string Code, string Body)> Kpis => DemoPlan.Kpis;

    /// <inheritdoc cref="DemoPlan.GradeScheme"/>
    public static string GradeScheme => DemoPlan.GradeScheme;

    /// <inheritdoc cref="DemoPlan.SheetOfQuarter"/>
    public static string SheetOfQuarter => DemoPlan.SheetOfQuarter;

    /// <summary>The bodies of <c>PUT /performance/score-sheets/{level}</c>, by level.</summary>
    public static IReadOnlyDictionary<string, string> ScoreSheets { get; } =
        DemoPlan.Sheets.ToDictionary(
            sheet => sheet.Level,
            sheet => DemoPlan.SheetBody(sheet.Kpis),
            StringComparer.Ordinal
        );

    /// <summary>A sheet for trainees with regulatory findings, which waits for approval.</summary>
    public static string SheetWithFindings => DemoPlan.SheetWithFindings;

    /// <summary>The bodies of <c>PUT /training/sessions/{code}</c>, by code; planned before anybody enrols.</summary>
    public static IReadOnlyDictionary<string, string> Sessions { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["TR-2605-01"] = """{ "course": "信用卡合规销售", "startsOn": "2026-05-15", "seats": 8 }""",
            ["TR-2606-01"] = """{ "course": "分期业务进阶", "startsOn": "2026-06-18" }""",
            ["TR-2607-01"] = """{ "course": "新入职客户经理培训", "startsOn": "2026-07-06", "seats": 20 }""",
        };

    private static List<DemoMonth> Make()
    {
        var (facts, late, firstRecordedAs, voided) = DemoStories.Tell();
        var months = new List<DemoMonth>();
        for (var month = 4; month <= 6; month++)
        {
            var period = Invariant($"2026-{month:00}");
            var files = new List<DemoFile>();
            if (month == 4)
            {
                // Training hears of people before the roster does: seats are given when it names them.
                files.Add(File("training", "enrolments", "manager_no,session_code", DemoStories.Enrolments()));
                files.Add(
                    File(
                        "performance",
                        "org-units",
                        "code,name,parent,kind",
                        DemoRoster.Units.Select(u => $"{u.Code},{u.Name},{u.Parent},{u.Kind}")
                    )
                );
                files.Add(
                    File(
                        "performance",
                        "managers",
                        "manager_no,name,org,hired_on,in_post_since,employment,level,step,area,supervisor_no,mentor_no,left_on,education",
                        FirstRoster().Select(m => Row(m, m.Org, leftOn: null))
                    )
                );
            }
            else if (month == 5)
            {
                // A transfer between branches, and a leaver, both known in May.
                var moved = DemoRoster.Managers[DemoRoster.Transferred - 1];
                var leaver = DemoRoster.Managers[DemoRoster.Leaver - 1];
                files.Add(
                    File(
                        "performance",
                        "managers",
                        "manager_no,name,org,hired_on,in_post_since,employment,level,step,area,supervisor_no,mentor_no,left_on,education,effective_on",
                        [
                            Invariant($"{Row(moved, "B2-01", leftOn: null)},{DemoRoster.TransferDay:yyyy-MM-dd}"),
                            $"{Row(leaver, leaver.Org, leaver.LeftOn)},",
                        ]
                    )
                );
            }

            files.Add(File("performance", "targets", "manager_no,period,kpi,target", Targets(month)));
            files.Add(File("performance", "indicators", "manager_no,period,kpi,value", Indicators(month)));

            const string columns =
                "fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer";
            if (month == 5)
            {
                var corrections = facts
                    .Where(f => late.Contains(f.FactRef) || firstRecordedAs.ContainsKey(f.FactRef))
                    .Select(f => Row(f) + ",")
                    .Concat(voided.Select(f => Row(f) + ",true"));
                files.Add(
                    new DemoFile(
                        "performance",
                        "card-facts",
                        "2026-05-card-facts-of-april",
                        Csv(columns + ",void", corrections)
                    )
                );
            }

            files.Add(
                File(
                    "performance",
                    "card-facts",
                    columns,
                    facts
                        .Where(f => f.OccurredOn.Month == month && !late.Contains(f.FactRef))
                        .Select(f => Row(firstRecordedAs.GetValueOrDefault(f.FactRef, f)))
                )
            );
            files.Add(
                File(
                    "training",
                    "certificates",
                    "manager_no,certificate,valid_from,valid_to,number",
                    DemoStories.Certificates(month)
                )
            );
            files.Add(
                File(
                    "feedback",
                    "complaints",
                    "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on",
                    DemoStories.Complaints(month)
                )
            );
            files.Add(File("feedback", "satisfaction", "manager_no,answered_on,score,customer_ref", Answers(month)));
            months.Add(new DemoMonth(period, Paid: month < 6, files));

            DemoFile File(string service, string kind, string header, IEnumerable<string> rows) =>
                new(service, kind, $"{period}-{kind}", Csv(header, rows));
        }

        return months;
    }

    // Supervisors and mentors come before the managers they look after, so that no row names an unknown manager.
    private static IEnumerable<DemoManager> FirstRoster() =>
        DemoRoster
            .Managers.OrderBy(m =>
                m.Level switch
                {
                    "senior" => 0,
                    "intermediate" => 1,
                    "junior" => 2,
                    _ => 3,
                }
            )
            .ThenBy(m => m.Number);

    private static IEnumerable<DemoManager> InPost(int month) =>
        DemoRoster.Managers.Where(m => m.InPost(new DateOnly(2026, month, 1)));

    private static IEnumerable<string> Targets(int month) =>
        from manager in InPost(month)
        from kpi in DemoPlan.Sheets.First(s => s.Level == manager.Level).Kpis
        select Invariant($"{manager.No},2026-{month:00},{kpi.Kpi},{DemoPlan.TargetOf(kpi.Kpi, manager.Level)}");

    private static IEnumerable<string> Indicators(int month)
    {
        foreach (var manager in InPost(month))
        {
            var random = new SteadyRandom(Invariant($"{manager.No} indicators {month}"));
            yield return Invariant(
                $"{manager.No},2026-{month:00},attendance,{(random.Percent(60) ? "1.00" : Invariant($"0.{random.Between(90, 99)}"))}"
            );
            yield return Invariant(
                $"{manager.No},2026-{month:00},teamwork,{random.Of(["3.0", "3.5", "4.0", "4.0", "4.5", "5.0"])}"
            );
            yield return Invariant($"{manager.No},2026-{month:00},compliance,{random.Between(84, 100)}");
        }
    }

    private static IEnumerable<string> Answers(int month)
    {
        foreach (var manager in InPost(month))
        {
            var random = new SteadyRandom(Invariant($"{manager.No} answers {month}"));
            var answers = random.Between(3, 7);
            for (var i = 0; i < answers; i++)
            {
                var day = new DateOnly(
                    2026,
                    month,
                    random.Between(1, manager.LeftOn?.Month == month ? manager.LeftOn.Value.Day : 30)
                );
                yield return Invariant(
                    $"{manager.No},{day:yyyy-MM-dd},{random.Of([2, 3, 4, 4, 4, 5, 5, 5, 5])},{random.Reference('U')}"
                );
            }
        }
    }

    private static string Row(DemoManager m, string org, DateOnly? leftOn)
    {
        var education = new SteadyRandom($"{m.No} education").Of(["大专", "本科", "本科", "本科", "硕士"]);
        return Invariant(
                $"{m.No},{m.Name},{org},{m.HiredOn:yyyy-MM-dd},{m.InPostSince:yyyy-MM-dd},{m.Employment},{m.Level},{m.Step},{m.Area},"
            )
            + Invariant($"{DemoRoster.SupervisorOf(m, org)},{DemoRoster.MentorOf(m)},{leftOn:yyyy-MM-dd},{education}");
    }

    private static string Row(DemoFact f) =>
        Invariant(
            $"{f.FactRef},{f.ManagerNo},{f.Kind},{f.CardRef},{f.OccurredOn:yyyy-MM-dd},{f.CustomerRef},{f.Product},{f.Amount},{f.NewCustomer}"
        );

    // No cell of this bank contains a comma, a quote or a line break, so none is quoted.
    private static string Csv(string header, IEnumerable<string> rows) =>
        new StringBuilder(header).Append('\n').AppendJoin('\n', rows).Append('\n').ToString();
}
