using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Exams;

public class ImportExamResultsTests
{
    private const string Columns = "manager_no,exam_code,form,score,taken_on\n";

    [Fact]
    public async Task A_result_is_taken_corrected_and_left_alone_when_it_says_the_same()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        Assert.Equal(
            (2L, 0L, 0L),
            (
                await service.ImportAsync(
                    "exam-results",
                    $"{Columns}M1,E,written,59.5,2026-06-01\nM1,E,interview,80,2026-06-01\n",
                    service.As(Roles.Trainer)
                )
            ).Rows
        );
        Assert.Equal(
            (1L, 1L, 0L),
            (
                await service.ImportAsync(
                    "exam-results",
                    $"{Columns}M1,E,written,60.0,2026-06-01\nM1,E,interview,80,2026-06-01\n"
                )
            ).Rows
        );

        var shown = (
            await service.As(Roles.AccountManager, managerNo: "M1").GetFromJsonAsync<JsonElement>("/exam-results")
        )
            .GetProperty("items")
            .EnumerateArray()
            .Select(r => (r.GetProperty("form").GetString(), r.GetProperty("score").GetString()));
        Assert.Equal([("interview", "80"), ("written", "60.0")], shown);
    }

    [Fact]
    public async Task Wrong_rows_are_named()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        var outcome = await service.ImportAsync(
            "exam-results",
            $"{Columns}M1,E,oral,80,2026-06-01\nM1,E,written,101,2026-06-01\nM1,E,written,-1,2026-06-01\nM1,E,written,good,2026-06-01\n"
        );

        Assert.Equal(
            [
                (2L, "form", "import.not-one-of"),
                (3L, "score", "exam-result.score-not-in-range"),
                (4L, "score", "exam-result.score-not-in-range"),
                (5L, "score", "import.not-a-number"),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code))
        );
    }

    [Fact]
    public async Task Results_are_seen_within_the_part_of_the_bank()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B2")));
        await service.ImportAsync(
            "exam-results",
            $"{Columns}M1,E,written,70,2026-06-01\nM2,E,written,80,2026-06-01\nM2,E,written,81,2026-06-08\n"
        );

        Assert.Equal(["M1"], await SeenAsync(service.As(Roles.BranchHead, org: "B1")));
        Assert.Equal(["M2", "M2"], await SeenAsync(service.As(Roles.Hr), "?manager=M2"));
        Assert.Equal(["M1", "M2", "M2"], await SeenAsync(service.As(Roles.Auditor)));
        Assert.Empty(await SeenAsync(service.As(Roles.AccountManager, managerNo: "M1"), "?manager=M2"));
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<JsonElement>($"/exam-results{query}"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty("managerNo").GetString()!)
            .ToList();
}
