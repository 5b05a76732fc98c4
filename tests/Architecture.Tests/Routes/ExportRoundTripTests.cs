using System.Net.Http.Headers;
using System.Net.Http.Json;
using CardTeam.Feedback;
using CardTeam.Performance;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// Every export of what an import brings comes back, as csv and as a workbook, in Chinese and in English: every row is
/// known, none is refused, and nothing is announced. The data is of every kind: corrected, taken back, moved, planned,
/// and with texts that a spreadsheet would calculate.
/// </summary>
public sealed class ExportRoundTripTests
{
    private static readonly Dictionary<string, string[]> Exports = new(StringComparer.Ordinal)
    {
        ["performance managers"] = ["/managers"],
        ["performance card-facts"] =
        [
            "/card-facts?manager=M1&period=2026-04",
            "/card-facts?manager=M1&period=2026-05",
            "/card-facts?manager=M2&period=2026-04",
        ],
        ["performance targets"] = ["/targets?period=2026-04", "/targets?period=2026-Q2"],
        ["performance indicators"] = ["/indicators?period=2026-04"],
        ["performance customers"] = ["/customers"],
        ["training certificates"] = ["/certificates"],
        ["training enrolments"] = ["/enrolments"],
        ["feedback complaints"] = ["/complaints"],
    };

    [Fact]
    public async Task Of_performance_every_export_comes_back()
    {
        await using var service = await ServiceUnderTest.StartAsync(PerformanceService.Build);
        service.Clock.SetTo(new(2026, 8, 15));
        await BringAsync(service, "org-units", "code,name,parent\nB1,东城,\nB2,西城,\n");
        await BringAsync(
            service,
            "managers",
            """"
            manager_no,name,org,hired_on,in_post_since,employment,level,step,area,supervisor_no,mentor_no,left_on,education
            M1,=王芳,B1,2020-01-01,2020-02-01,regular,junior,A,urban,M2,M3,,硕士
            M2,'@李兰,B2,2020-01-01,,contract,senior,,,,,,
            M3,"赵, ""敏""",B1,2020-01-01,,,,,,,,2026-06-30,
            M4,-5,B1,2019-01-01,,,,,,,,2019-12-31,
            """"
        );
        await BringAsync(
            service,
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\n"
                + "M1,=王芳,B2,2020-01-01,senior,2026-09-01\nM4,-5,B2,2026-01-01,junior,\n"
        );
        const string facts =
            "fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer,void\n";
        await BringAsync(
            service,
            "card-facts",
            facts
                + "A,M1,activated,C1,2026-04-02,K1,GOLD,,true,\nB,M1,instalment,C2,2026-04-03,K2,,1200.50,,\n"
                + "D,M1,activated,C3,2026-04-04,,,,,\nE,M1,approved,C4,2026-04-05,K4,GOLD,,true,\n"
        );
        await BringAsync(
            service,
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,12.5\nM2,2026-Q2,activated,30\n"
        );
        await BringAsync(
            service,
            "indicators",
            "manager_no,period,kpi,value\nM1,2026-04,delta,-0.5\nM2,2026-04,delta,0\n"
        );
        await BringAsync(
            service,
            "customers",
            "customer_ref,manager_no,segment,since,birthday_month,consent,care_due,active_on\n"
                + "K1,M1,high,2024-02-29,2,true,2026-09-01,2026-07-01\nK2,M2,general,2026-04-03,,false,,\n"
        );
        using (
            var closed = await service
                .As(Roles.Hr)
                .PostAsync(
                    new Uri("/periods/2026-04/close", UriKind.Relative),
                    new StringContent("""{ "acceptGaps": true }""", null, "application/json")
                )
        )
            Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
        await BringAsync(
            service,
            "card-facts",
            facts
                + "A,M1,activated,C1,2026-05-02,K1,GOLD,,true,\nB,M1,instalment,C2,2026-04-03,K2,,1300.00,,\n"
                + "D,M2,activated,C3,2026-04-04,,,,,\nE,M1,approved,C4,2026-04-05,,,,,true\n"
        );
        await BringAsync(
            service,
            "card-facts",
            facts + "B,M1,instalment,C2,2026-04-03,K2,,1200.50,,\nD,M1,activated,C3,2026-04-04,,,,,\n"
        );

        await ComesBackAsync(service, "performance", Roles.Hr);
    }

    [Fact]
    public async Task Of_training_every_export_comes_back()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        service.Clock.SetTo(new(2026, 8, 15));
        const string columns = "manager_no,certificate,valid_from,valid_to,number\n";
        await BringAsync(
            service,
            "certificates",
            columns
                + "M1,CARD-SALES,2026-01-01,,=A1\n"
                + "M1,CARD-SALES,2024-01-01,2025-12-31,-7-1\nM2,RISK,2026-02-01,2027-01-31,\n"
        );
        await BringAsync(service, "certificates", columns + "M1,CARD-SALES,2026-01-01,2026-07-31,'=A1\n");
        using var trainer = service.As(Roles.Trainer);
        using var session = await trainer.PutAsJsonAsync(
            "/sessions/S1",
            new { course = "=销售", startsOn = "2026-09-01" }
        );
        session.EnsureSuccessStatusCode();
        await BringAsync(service, "enrolments", "manager_no,session_code\nM1,S1\nM2,S1\n");

        await ComesBackAsync(service, "training", Roles.Trainer);
    }

    [Fact]
    public async Task Of_feedback_every_export_comes_back()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        service.Clock.SetTo(new(2026, 8, 15));
        const string columns = "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\n";
        await BringAsync(
            service,
            "complaints",
            columns
                + "K1,M1,2026-06-01,phone,=费用,minor,,\n"
                + "K2,M1,2026-06-01,regulator,'-费用,severe,upheld,2026-06-09\nK3,M2,2026-06-01,branch,＋费用,major,rejected,2026-06-10\n"
        );
        await BringAsync(
            service,
            "complaints",
            columns
                + "K1,M2,2026-06-01,phone,@费用,minor,upheld,2026-06-20\n"
                + "K2,M1,2026-06-01,regulator,'-费用,severe,,\n"
        );

        await ComesBackAsync(service, "feedback", Roles.ComplaintDesk);
    }

    private static async Task BringAsync(ServiceUnderTest service, string kind, string csv)
    {
        var outcome = await service.ImportAsync(kind, csv);
        Assert.True(
            outcome is { Status: "completed", RowsRejected: 0 },
            $"{outcome.Error} {string.Join('\n', outcome.Errors)}"
        );
    }

    private static async Task ComesBackAsync(ServiceUnderTest service, string name, string role)
    {
        await using (var scope = service.App.Services.CreateAsyncScope())
            Assert.Equal(
                scope
                    .ServiceProvider.GetServices<ImportKind>()
                    .Select(k => k.Name)
                    .Where(kind => RouteTable.Of(name).Any(r => r.Pattern == $"/{kind}.{{format}}"))
                    // The question bank leaves the service without its keys, and does not come back without them.
                    .Where(kind => kind != "questions")
                    .Order(StringComparer.Ordinal),
                Exports
                    .Keys.Where(k => k.StartsWith(name, StringComparison.Ordinal))
                    .Select(k => k.Split(' ')[1])
                    .Order(StringComparer.Ordinal)
            );
        var announced = (await service.OutboxAsync()).Count;
        var wrong = new List<string>();
        foreach (var (key, addresses) in Exports.Where(e => e.Key.StartsWith(name, StringComparison.Ordinal)))
        foreach (var address in addresses)
        foreach (var format in (string[])["csv", "xlsx"])
        foreach (var language in (string[])["zh-CN", "en"])
        {
            using var reader = service.As(role);
            reader.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
            var parts = address.Split('?');
            var query = parts.Length == 1 ? "" : "?" + parts[1];
            var file = await reader.GetByteArrayAsync(new Uri($"{parts[0]}.{format}{query}", UriKind.Relative));
            var outcome = await service.ImportAsync(key.Split(' ')[1], file, service.As(Roles.Administrator));
            if (
                outcome is not { Status: "completed", RowsAccepted: 0, RowsRejected: 0, RowsUnchanged: > 0 }
                || outcome.RowsUnchanged != outcome.RowsRead
            )
                wrong.Add(
                    $"{address} as {format} in {language}: {outcome.Status} {outcome.Rows} {outcome.Error} "
                        + string.Join(' ', outcome.Errors)
                );
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Equal(announced, (await service.OutboxAsync()).Count);
    }
}
