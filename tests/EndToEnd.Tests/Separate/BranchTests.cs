using System.Diagnostics;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Embedded;
using CardTeam.EndToEnd.Tests.MonthEnds;
using CardTeam.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// A branch with a suite of its own reports its card facts to head office's, as docs/operations/branch-or-bank.md
/// describes.
/// </summary>
public sealed class BranchTests : IAsyncLifetime
{
    private const string Secret = "the-branch-s-own-secret";
    private const string Units =
        "code,name,parent,kind\nHO,总行,,head-office\nB1,第一分行,HO,branch\nB2,第二分行,HO,branch\n";
    private const string Managers =
        "manager_no,name,org,hired_on,level\nM1,甲,B1,2020-01-01,junior\nM2,乙,B1,2020-01-01,senior\nM3,丙,B2,2020-01-01,junior\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-branch-").FullName;
    private EmbeddedSuite _bank = null!,
        _branch = null!;

    public async Task InitializeAsync()
    {
        var hash = new ProcessStartInfo(
            "sh",
            ["-c", "echo \"$0\" | dotnet \"$1\" hash-secret", Secret, ServiceProcess.Assembly("Gateway")]
        );
        _bank = await SuiteAsync(
            "bank",
            new()
            {
                ["Authentication:Clients:0:Id"] = "branch-b1",
                ["Authentication:Clients:0:Roles"] = "feed",
                ["Authentication:Clients:0:Org"] = "B1",
                ["Authentication:Clients:0:SecretHash"] = (await ChildProcess.RunAsync(hash)).Output.Trim(),
            }
        );
        _branch = await SuiteAsync("branch", []);
    }

    public async Task DisposeAsync()
    {
        await _branch.DisposeAsync();
        await _bank.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_branch_knows_head_office_knows_after_its_report_and_a_repeated_one_changes_nothing()
    {
        using var toBank = Http(_bank);
        using var toBranch = Http(_branch);
        var (bank, branch) = (new BankAtWork(toBank), new BankAtWork(toBranch));
        foreach (var people in (BankAtWork[])[bank, branch])
        {
            await people.ImportAsync("performance", "org-units", Units);
            await people.ImportAsync(
                "performance",
                "managers",
                people == bank ? Managers : Managers + "M4,丁,B1,2020-01-01,junior\n"
            );
        }

        string Facts(params string[] rows) =>
            "fact_ref,manager_no,kind,card_ref,occurred_on,product,amount,new_customer,void\n"
            + string.Join('\n', rows)
            + "\n";
        await branch.ImportAsync(
            "performance",
            "card-facts",
            Facts([
                .. Enumerable
                    .Range(0, 3000)
                    .Select(i =>
                        $"F-{i},{(i % 2 == 0 ? "M1" : "M2")},instalment,CARD-{i % 200},{Day(-i % 40)},gold,{i}.{i % 100:00},,"
                    ),
                $"F-odd,M1,activated,\"CARD, odd\",{Day(0)},,,true,",
            ])
        );
        Assert.Equal((0, "3001 new or changed, 0 refused"), Said(await ReportAsync()));
        Assert.Equal((0, "0 new or changed, 0 refused"), Said(await ReportAsync()));
        Assert.Equal(Current("branch"), Current("bank"));

        // A correction and a voided fact reach head office as such; older facts do so on request.
        await branch.ImportAsync(
            "performance",
            "card-facts",
            Facts(
                $"F-1,M2,instalment,CARD-1,{Day(-1)},gold,9.99,,",
                $"F-odd,M1,activated,\"CARD, odd\",{Day(0)},,,true,true",
                $"F-old,M1,activated,CARD-9,{Day(-100)},gold,,,"
            )
        );
        Assert.Equal((0, "2 new or changed, 0 refused"), Said(await ReportAsync()));
        Assert.Equal((0, "1 new or changed, 0 refused"), Said(await ReportAsync(("Report__Days", "200"))));
        Assert.Equal(Current("branch"), Current("bank"));

        // Head office names the managers it does not know; the others' facts are imported.
        await branch.ImportAsync(
            "performance",
            "card-facts",
            Facts($"F-M4,M4,activated,CARD-3,{Day(0)},gold,,,", $"F-M1,M1,activated,CARD-4,{Day(0)},gold,,,")
        );
        var refused = await ReportAsync();
        Assert.Equal((1, "1 new or changed, 1 refused"), Said(refused));
        Assert.Contains("manager_no", refused.Error, StringComparison.Ordinal);
        Assert.Contains("F-M1", string.Join('\n', Current("bank")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_head_office_does_not_take_says_why_and_no_secret()
    {
        var wrong = await ReportAsync(("Report__ClientSecret", "another"));
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("Head office answered 401 to /auth/token", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("another", wrong.Error, StringComparison.Ordinal);
        var away = await ReportAsync(("Report__To", $"http://127.0.0.1:{FreePort.Take()}"));
        Assert.Equal(1, away.ExitCode);
        Assert.Contains(
            "Head office did not take the report",
            Assert.Single(away.Error.TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Report:To must be an https address",
            (await ReportAsync(("Report__To", "http://bank.example"))).Error,
            StringComparison.Ordinal
        );
    }

    private static (int, string) Said((int ExitCode, string Output, string Error) report) =>
        (
            report.ExitCode,
            report.Output.Contains(": ", StringComparison.Ordinal)
                ? report.Output.Trim().TrimEnd('.').Split(": ")[^1]
                : report.Output + report.Error
        );

    private static string Day(int days) =>
        BankCalendar.Today(TimeProvider.System).AddDays(days).ToString("O", CultureInfo.InvariantCulture);

    private static HttpClient Http(EmbeddedSuite suite) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = suite.Address };

    /// <summary>The facts in force, as stored by a suite.</summary>
    private List<string> Current(string suite)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder, suite, "performance.db")};Mode=ReadOnly;Pooling=False"
        );
        connection.Open();
        using var select = new SqliteCommand(
            """
            SELECT "FactRef" || ' ' || "ManagerNo" || ' ' || "Kind" || ' ' || "CardRef" || ' ' || "OccurredOn" || ' ' || COALESCE("Product", '') || ' ' || COALESCE("Amount", '') || ' ' || "NewCustomer" || ' ' || "Void"
            FROM "CardFacts" WHERE "KnownUntil" IS NULL ORDER BY "FactRef"
            """,
            connection
        );
        using var rows = select.ExecuteReader();
        var all = new List<string>();
        while (rows.Read())
            all.Add(rows.GetString(0));
        return all;
    }

    private Task<EmbeddedSuite> SuiteAsync(string name, Dictionary<string, string?> settings) =>
        EmbeddedSuite.StartAsync(
            new()
            {
                DataFolder = Path.Combine(_folder, name),
                Logs = NullLoggerFactory.Instance,
                Settings = settings,
            }
        );

    private async Task<(int ExitCode, string Output, string Error)> ReportAsync(
        params (string Name, string Value)[] otherwise
    )
    {
        var start = new ProcessStartInfo("dotnet", [ServiceProcess.Assembly("Performance"), "report"]);
        start.Environment["ConnectionStrings__database"] =
            $"Data Source={Path.Combine(_folder, "branch", "performance.db")}";
        start.Environment["Report__To"] = _bank.Address.ToString();
        start.Environment["Report__ClientId"] = "branch-b1";
        start.Environment["Report__ClientSecret"] = Secret;
        foreach (var (name, value) in otherwise)
            start.Environment[name] = value;
        return await ChildProcess.RunAsync(start);
    }
}
