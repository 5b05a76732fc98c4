using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// The same rule for every code of every kind of file and of every address: full-width forms are the same code, an
/// invisible character is refused, and a code that differs from a known one in case only is refused as a typing error.
/// </summary>
[Collection(nameof(SeededBank))]
public sealed class CodesWalkTests(SeededBank bank)
{
    /// <summary>
    /// References that other systems make up, in which capital and small letters may mean different things, and the
    /// codes of products, by which nothing is found again. See docs/adr/0024.
    /// </summary>
    private static readonly string[] LetterByLetter =
    [
        "fact_ref",
        "card_ref",
        "customer_ref",
        "answer_ref",
        "product",
        "number",
    ];

    public static TheoryData<string> Services => [.. RouteTable.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_code_of_every_kind_of_file_is_read_by_one_rule(string service)
    {
        await using var scope = bank[service].App.Services.CreateAsyncScope();
        var wrong = new List<string>();
        foreach (var kind in scope.ServiceProvider.GetServices<ImportKind>())
        {
            var (headings, own, _) = KnownRecordsWalkTests.Rows[kind.Name];
            var (names, cells) = (headings.Split(','), own.Split(','));
            foreach (var column in kind.Columns.OfType<CodeColumn>())
            {
                await WantAsync(column, "A\u200B1", 1, "an invisible character", "import.invisible-character");
                var place = Array.IndexOf(names, column.Name);
                if (place < 0 || cells[place].Length == 0)
                    continue;
                await WantAsync(column, FullWidth(cells[place]), 0, "full-width letters", null);
                if (!LetterByLetter.Contains(column.Name))
                    await WantAsync(
                        column,
                        OtherCase(cells[place]),
                        1,
                        "other letters",
                        // The code of a KPI has small letters only, whatever others there are.
                        column.Name == "kpi"
                            ? ""
                            : "differs-in-case-only"
                    );
            }

            async Task WantAsync(CodeColumn column, string value, int rejected, string what, string? code)
            {
                var row = names.Zip(cells).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
                row[column.Name] = value;
                var outcome = await bank[service]
                    .ImportAsync(
                        kind.Name,
                        $"{string.Join(',', row.Keys)}\n{string.Join(',', row.Values)}\n",
                        bank[service].As(kind.Roles.Contains(Roles.Administrator) ? Roles.Administrator : kind.Roles[0])
                    );
                if (
                    outcome.Rows != (0, 1 - rejected, rejected)
                    || (
                        code is not null
                        && !outcome.Errors.Any(e =>
                            e.Column == column.Name && e.Code.EndsWith(code, StringComparison.Ordinal)
                        )
                    )
                )
                    wrong.Add(
                        $"{kind.Name}.{column.Name} with {what} is {outcome.Rows} {string.Join(' ', outcome.Errors)}"
                    );
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>Two new codes that differ in case only, in one file: the first is taken, the second refused.</summary>
    [Theory]
    [InlineData("performance", "org-units", "code,name,parent\nZw1,一,HO\nZW1,二,HO\n", "code")]
    [InlineData(
        "training",
        "certificates",
        "manager_no,certificate,valid_from\nM0002,Zw-A,2026-07-01\nM0002,ZW-A,2026-07-01\n",
        "certificate"
    )]
    [InlineData(
        "training",
        "exam-results",
        "manager_no,exam_code,form,score,taken_on\nM0002,Zw-A,written,8,2026-05-02\nM0002,ZW-A,written,8,2026-05-02\n",
        "exam_code"
    )]
    [InlineData(
        "feedback",
        "complaints",
        "complaint_ref,manager_no,received_on,channel,category\nZw,M0002,2026-05-02,phone,x\nZW,M0002,2026-05-02,phone,x\n",
        "complaint_ref"
    )]
    public async Task Of_two_new_codes_alike_the_first_is_taken(string service, string kind, string csv, string column)
    {
        var outcome = await bank[service].ImportAsync(kind, csv, bank[service].As(Roles.Administrator), dryRun: true);

        Assert.Equal((1L, 0L, 1L), outcome.Rows);
        Assert.Equal((3L, column, "code.differs-in-case-only"), At(Assert.Single(outcome.Errors)));

        static (long, string, string) At(Testing.ImportMistake error) => (error.Row, error.Column, error.Code);
    }

    [Theory]
    [InlineData("training", Roles.Trainer, "/sessions/card-2026-05", """{ "course": "x", "startsOn": "2026-05-20" }""")]
    [InlineData("incentive", Roles.IncentiveAnalyst, "/plans/card-2026", SeededBank.Plan)]
    public async Task A_code_in_an_address_that_differs_from_a_known_one_makes_no_second(
        string service,
        string role,
        string path,
        string body
    )
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await bank[service].As(role).PutAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(
            "code.differs-in-case-only",
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    private static string FullWidth(string code) =>
        string.Concat(code.Select(c => c is > ' ' and < '\u007F' ? (char)(c + 0xFEE0) : c));

    private static string OtherCase(string code) =>
        string.Concat(code.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}
