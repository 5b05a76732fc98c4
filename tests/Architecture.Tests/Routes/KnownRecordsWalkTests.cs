using System.Text.Json;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// Imports every kind of file as every permitted role, for unit B2: records of B1 are neither corrected nor moved nor
/// voided, whichever manager the row names. Rows of B2's own are accepted, so that nothing is refused for another
/// reason.
/// </summary>
[Collection(nameof(SeededBank))]
public sealed class KnownRecordsWalkTests(SeededBank bank)
{
    /// <summary>Kinds whose rows belong to no unit: an account bound to one brings none of them.</summary>
    private static readonly string[] OfTheWholeBank = ["questions"];

    [Fact]
    public async Task Of_the_whole_bank_are_refused_to_an_account_bound_to_a_unit()
    {
        foreach (var kind in OfTheWholeBank)
        {
            var outcome = await bank["training"]
                .ImportAsync(
                    kind,
                    $"{Rows[kind].Columns}\n{Rows[kind].Own}\n",
                    bank["training"].As(Roles.Trainer, org: "B2")
                );
            Assert.Equal((0L, 0L, 1L), outcome.Rows);
            Assert.Equal("auth.whole-bank-only", Assert.Single(outcome.Errors).Code);
        }
    }

    /// <summary>
    /// The columns of the kind's rows, an accepted row of B2, and rows that would change records of B1.
    /// </summary>
    internal static readonly Dictionary<string, (string Columns, string Own, string[] Foreign)> Rows = new(
        StringComparer.Ordinal
    )
    {
        ["org-units"] = (
            "code,name,parent,kind",
            "B2,二分行,HO,branch",
            [
                "B1,taken over,B2,branch",
                "B1,renamed,HO,branch",
                "HO,renamed,,head-office",
                "B2,二分行,B1,branch",
                "B2,二分行,,branch",
            ]
        ),
        ["managers"] = (
            "manager_no,name,org,hired_on,level,left_on,effective_on",
            "M0002,M0002-name,B2,2020-01-01,senior,,",
            [
                "M0001,taken over,B2,2020-01-01,senior,,",
                "M0001,taken over,B2,2020-01-01,senior,,2026-06-01",
                "M0001,renamed,B1,2020-01-01,senior,,",
                "M0001,M0001-name,B2,2020-01-01,senior,2026-06-30,",
                "M0002,M0002-name,B1,2020-01-01,senior,,",
            ]
        ),
        ["card-facts"] = (
            "fact_ref,manager_no,kind,card_ref,occurred_on,void",
            $"M0002-fact,M0002,activated,M0002-card,{SeededBank.May}-05,",
            [
                $"M0001-fact,M0001,activated,M0001-card,{SeededBank.May}-06,",
                $"M0001-fact,M0002,activated,M0001-card,{SeededBank.May}-04,",
                $"M0001-fact,M0001,activated,M0001-card,{SeededBank.May}-04,true",
                $"M0001-fact,M0002,activated,M0001-card,{SeededBank.May}-04,true",
                $"M0002-fact,M0001,activated,M0002-card,{SeededBank.May}-05,",
            ]
        ),
        ["targets"] = (
            "manager_no,period,kpi,target",
            $"M0002,{SeededBank.May},activated,1",
            [$"M0001,{SeededBank.May},activated,99", $"M0001,{SeededBank.May},approved,99"]
        ),
        ["indicators"] = (
            "manager_no,period,kpi,value",
            $"M0002,{SeededBank.May},attendance,0.8",
            [$"M0001,{SeededBank.May},attendance,0.1", $"M0001,{SeededBank.May},collaboration,0.1"]
        ),
        ["customers"] = (
            "customer_ref,manager_no,segment,since",
            $"{SeededBank.CustomerOfM0002},M0002,high,2024-01-01",
            [
                $"{SeededBank.CustomerOfM0001},M0001,general,2024-01-01",
                $"{SeededBank.CustomerOfM0001},M0002,high,2024-01-01",
                $"{SeededBank.CustomerOfM0002},M0001,high,2024-01-01",
            ]
        ),
        ["customer-handovers"] = (
            "customer_ref,manager_no,from",
            $"{SeededBank.CustomerOfM0002},M0002,2024-01-01",
            [
                $"{SeededBank.CustomerOfM0001},M0002,2030-01-01",
                $"{SeededBank.CustomerOfM0002},M0001,2030-01-01",
                $"{SeededBank.CustomerOfM0001},M0001,2030-01-01",
            ]
        ),
        ["enrolments"] = ("manager_no,session_code", $"M0002,{SeededBank.Session}", [$"M0001,{SeededBank.Session}"]),
        ["questions"] = (
            SeededBank.QuestionColumns,
            SeededBank.QuestionRow,
            [$"{SeededBank.Session},判断,合规,难,taken over,taken over,错"]
        ),
        ["enrolment-lists"] = (
            "manager_no,session_code",
            $"M0002,{SeededBank.Session}",
            [$"M0001,{SeededBank.Session}"]
        ),
        ["attendance"] = (
            "manager_no,session_code,day,present",
            $"M0002,{SeededBank.Session},2026-05-20,true",
            [$"M0001,{SeededBank.Session},2026-05-20,false"]
        ),
        ["exam-results"] = (
            "manager_no,exam_code,form,score,taken_on",
            "M0002,CARD-SALES,written,80,2026-05-21",
            ["M0001,CARD-SALES,written,10,2026-05-21", "M0001,CARD-SALES,written,10,2026-05-22"]
        ),
        ["certificates"] = (
            "manager_no,certificate,valid_from,valid_to",
            "M0002,CARD-SALES,2026-05-01,",
            ["M0001,CARD-SALES,2026-05-01,2026-05-02", "M0001,CARD-SALES,2026-05-02,"]
        ),
        ["complaints"] = (
            "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on",
            "M0002-complaint,M0002,2026-05-02,phone,费用,minor,upheld,2026-05-09",
            [
                "M0001-complaint,M0001,2026-05-02,phone,费用,minor,rejected,2026-05-09",
                "M0001-complaint,M0002,2026-05-02,phone,费用,minor,upheld,2026-05-09",
                "M0001-complaint,M0002,2026-05-02,phone,费用,severe,rejected,2026-05-09",
                "M0002-complaint,M0001,2026-05-02,phone,费用,minor,upheld,2026-05-09",
            ]
        ),
        ["adjustments"] = (
            "manager_no,period,amount,reason",
            $"M0002,{SeededBank.AdjustedMonth},20.00,a file",
            [$"M0001,{SeededBank.AdjustedMonth},20.00,a file", $"M0001,{SeededBank.May},9.00,taken over"]
        ),
        ["satisfaction"] = (
            "manager_no,answered_on,score,customer_ref,answer_ref",
            "M0002,2026-05-03,4,,",
            ["M0001,2026-05-03,5,,", "M0001,2026-05-03,1,,", "M0001,2026-05-03,1,K1,", "M0001,2026-05-03,1,,A1"]
        ),
    };

    /// <summary>
    /// By kind, the columns and pairs of rows that must be refused alike: one of what B1 has, and the same of what
    /// nobody has. A reference that is free (a fact's, a complaint's) can be given to one's own manager, so that only a
    /// manager who does not exist stands beside it there.
    /// </summary>
    private static readonly Dictionary<string, (string Columns, (string Elsewhere, string Nowhere)[] Rows)> Alike = new(
        StringComparer.Ordinal
    )
    {
        ["org-units"] = (
            "code,name,parent,kind",
            [
                ("B1,n,HO,branch", "B77,n,HO,branch"),
                ("B1,n,B2,branch", "B77,n,B2,branch"),
                ("B2,二分行,B1,branch", "B2,二分行,B77,branch"),
            ]
        ),
        ["managers"] = (
            "manager_no,name,org,hired_on,level,supervisor_no",
            [
                ("M0001,n,B1,2020-01-01,senior,", "M0077,n,B77,2020-01-01,senior,"),
                ("M0002,M0002-name,B1,2020-01-01,senior,", "M0002,M0002-name,B77,2020-01-01,senior,"),
                ("M0088,n,B1,2020-01-01,senior,M0001", "M0088,n,B77,2020-01-01,senior,M0077"),
                ("m0001,n,B1,2020-01-01,senior,", "m0077,n,B77,2020-01-01,senior,"),
            ]
        ),
        ["adjustments"] = (
            "manager_no,period,amount,reason",
            [
                ($"M0001,{SeededBank.May},9.00,r", $"M0077,{SeededBank.May},9.00,r"),
                ($"m0001,{SeededBank.May},9.00,r", $"m0077,{SeededBank.May},9.00,r"),
            ]
        ),
        ["card-facts"] = (
            "fact_ref,manager_no,kind,card_ref,occurred_on,void",
            [
                ($"M0001-fact,M0001,activated,K,{SeededBank.May}-04,", $"F77,M0077,activated,K,{SeededBank.May}-04,"),
                (
                    $"M0001-fact,M0001,activated,K,{SeededBank.May}-04,true",
                    $"F77,M0077,activated,K,{SeededBank.May}-04,true"
                ),
                ($"M0001-fact,m0001,activated,K,{SeededBank.May}-04,", $"F77,m0077,activated,K,{SeededBank.May}-04,"),
            ]
        ),
        ["targets"] = ("manager_no,period,kpi,target", Whose($"{SeededBank.May},activated,1")),
        ["indicators"] = ("manager_no,period,kpi,value", Whose($"{SeededBank.May},attendance,0.9")),
        ["customers"] = (
            "manager_no,customer_ref,segment,since",
            Whose($"{SeededBank.CustomerOfM0002},high,2024-01-01")
        ),
        ["customer-handovers"] = (
            "customer_ref,manager_no,from",
            [
                ($"{SeededBank.CustomerOfM0001},M0002,2030-01-01", "K77,M0002,2030-01-01"),
                ($"{SeededBank.CustomerOfM0002},M0001,2030-01-01", $"{SeededBank.CustomerOfM0002},M0077,2030-01-01"),
            ]
        ),
        ["enrolments"] = ("manager_no,session_code", Whose(SeededBank.Session)),
        ["enrolment-lists"] = ("manager_no,session_code", Whose(SeededBank.Session)),
        ["attendance"] = ("manager_no,session_code,day", Whose($"{SeededBank.Session},2026-05-20")),
        ["exam-results"] = ("manager_no,exam_code,form,score,taken_on", Whose("CARD-SALES,written,90,2026-05-21")),
        ["certificates"] = ("manager_no,certificate,valid_from", Whose("CARD-SALES,2026-05-01")),
        ["complaints"] = (
            "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on",
            [
                (
                    "M0001-complaint,M0001,2026-05-02,phone,费用,minor,upheld,2026-05-09",
                    "C77,M0077,2026-05-02,phone,费用,minor,upheld,2026-05-09"
                ),
                (
                    "M0002-complaint,M0001,2026-05-02,phone,费用,minor,upheld,2026-05-09",
                    "M0002-complaint,M0077,2026-05-02,phone,费用,minor,upheld,2026-05-09"
                ),
            ]
        ),
        ["satisfaction"] = ("manager_no,answered_on,score", Whose("2026-05-03,5")),
    };

    private static (string, string)[] Whose(string rest) =>
        [($"M0001,{rest}", $"M0077,{rest}"), ($"m0001,{rest}", $"m0077,{rest}")];

    public static TheoryData<string> Services => [.. RouteTable.Services];

    /// <summary>The refusal is the same letter by letter, and has neither number in it.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_exists_elsewhere_is_refused_as_what_exists_nowhere(string service)
    {
        await using var scope = bank[service].App.Services.CreateAsyncScope();
        var wrong = new List<string>();
        foreach (
            var kind in scope.ServiceProvider.GetServices<ImportKind>().Where(k => !OfTheWholeBank.Contains(k.Name))
        )
        {
            if (!Alike.TryGetValue(kind.Name, out var rows))
            {
                wrong.Add($"{kind.Name} has no pairs of rows in this test.");
                continue;
            }

            foreach (var role in kind.Roles)
            {
                var bearer = bank[service].As(role, org: "B2", id: $"{role}-of-B2");
                foreach (var (elsewhere, nowhere) in rows.Rows)
                {
                    var (known, unknown) = (await ErrorsAsync(elsewhere), await ErrorsAsync(nowhere));
                    if (known.Count == 0 || !known.SequenceEqual(unknown, StringComparer.Ordinal))
                        wrong.Add(
                            $"{kind.Name} by {role}: {elsewhere} is {string.Join(' ', known)}, {nowhere} is {string.Join(' ', unknown)}"
                        );
                    if (known.Any(e => e.Contains("0001", StringComparison.Ordinal)))
                        wrong.Add(
                            $"{kind.Name} by {role}: {elsewhere} is told of by number: {string.Join(' ', known)}"
                        );
                }

                async Task<List<string>> ErrorsAsync(string row) =>
                    [
                        .. (
                            await bank[service].ImportAsync(kind.Name, $"{rows.Columns}\n{row}\n", bearer)
                        ).Errors.Select(e => e.ToString()),
                    ];
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Of_another_part_stay_as_they_are_whoever_brings_the_file(string service)
    {
        await using var scope = bank[service].App.Services.CreateAsyncScope();
        var wrong = new List<string>();
        foreach (
            var kind in scope.ServiceProvider.GetServices<ImportKind>().Where(k => !OfTheWholeBank.Contains(k.Name))
        )
        {
            if (!Rows.TryGetValue(kind.Name, out var rows))
            {
                wrong.Add($"{kind.Name} has no rows in this test.");
                continue;
            }

            var before = await BankState.OfAsync(bank[service]);
            foreach (var role in kind.Roles)
            {
                var bearer = bank[service].As(role, org: "B2", id: $"{role}-of-B2");
                var own = await bank[service].ImportAsync(kind.Name, $"{rows.Columns}\n{rows.Own}\n", bearer);
                if (own.Rows != (0, 1, 0))
                    wrong.Add($"{kind.Name} by {role}: {rows.Own} is {own.Rows} {string.Join(' ', own.Errors)}");
                foreach (var row in rows.Foreign)
                    await RefusesAsync(service, kind.Name, role, bearer, $"{rows.Columns}\n{row}\n", wrong);
                // A permitted row before the other one does not help it through.
                await RefusesAsync(
                    service,
                    kind.Name,
                    role,
                    bearer,
                    $"{rows.Columns}\n{rows.Own}\n{rows.Foreign[0]}\n",
                    wrong
                );
            }

            if (!before.SequenceEqual(await BankState.OfAsync(bank[service]), StringComparer.Ordinal))
                wrong.Add($"{kind.Name} changed the books.");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private async Task RefusesAsync(
        string service,
        string kind,
        string role,
        HttpClient bearer,
        string csv,
        List<string> wrong
    )
    {
        foreach (var atomic in (bool[])[false, true])
        {
            var outcome = await bank[service].ImportAsync(kind, csv, bearer, atomic);
            if (
                outcome.RowsAccepted != 0
                || outcome.RowsRejected != 1
                || outcome.Errors.Any(e => e.Code != "import.outside-your-part")
            )
                wrong.Add(
                    $"{kind} by {role}, {outcome.Mode}: {JsonSerializer.Serialize(csv)} is {outcome.Rows} {string.Join(' ', outcome.Errors)}"
                );
        }
    }
}
