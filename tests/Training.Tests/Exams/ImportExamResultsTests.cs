using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Exams;

public class ImportExamResultsTests
{
    private const string Columns = "manager_no,exam_code,form,score,taken_on\n";

    [Fact]
    public async Task Two_attempts_of_a_day_are_told_apart_by_their_number_and_the_second_row_without_one_is_refused()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        const string columns = "manager_no,exam_code,form,score,taken_on,attempt\n";

        var outcome = await service.ImportAsync(
            "exam-results",
            $"{columns}M1,X,written,55,2026-06-10,\nM1,X,written,90,2026-06-10,1\nM1,X,written,91,2026-06-10,2\n"
        );

        Assert.Equal((2L, 0L, 1L), outcome.Rows);
        var mistake = Assert.Single(outcome.Errors);
        Assert.Equal((3L, "taken_on", "exam-result.twice"), (mistake.Row, mistake.Column, mistake.Code));
        Assert.Contains(" 2 ", mistake.Message, StringComparison.Ordinal);
        // A later file corrects, and changes nothing the second time.
        Assert.Equal(
            (1L, 1L, 0L),
            (
                await service.ImportAsync(
                    "exam-results",
                    $"{columns}M1,X,written,56,2026-06-10,1\nM1,X,written,91,2026-06-10,2\n"
                )
            ).Rows
        );
    }

    [Fact]
    public async Task The_same_attempt_is_found_over_the_whole_length_of_a_file()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var rows = string.Concat(Enumerable.Range(0, 2500).Select(i => $"M{i},X,written,55,2026-06-10\n"));

        var outcome = await service.ImportAsync(
            "exam-results",
            $"manager_no,exam_code,form,score,taken_on\n{rows}M3,X,written,60,2026-06-10\n"
        );

        Assert.Equal((2500L, 0L, 1L), outcome.Rows);
        Assert.Equal(2502, Assert.Single(outcome.Errors).Row);
    }

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
