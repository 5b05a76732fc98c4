using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>A person with both incentive roles still cannot approve their own work.</summary>
[Collection(nameof(SeededBank))]
public sealed class MakerCannotCheckTests(SeededBank bank)
{
    [Fact]
    public Task A_plan() =>
        IsRefusedAsync($"/plans/{SeededBank.PlanCode}/versions/{bank.DraftVersion}/approve", "plan.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public Task A_run(string decision) => IsRefusedAsync($"/runs/{bank.OpenRun}/{decision}", "run.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("return")]
    public Task What_is_to_become_of_a_rejected_entry(string decision) =>
        IsRefusedAsync($"/payroll/rejections/{bank.ProposedRejection}/{decision}", "rejection.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public Task A_release(string decision) =>
        IsRefusedAsync($"/releases/{bank.OpenRelease}/{decision}", "release.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("return")]
    public Task A_manual_adjustment(string decision) =>
        IsRefusedAsync($"/adjustments/{bank.OpenAdjustment}/{decision}", "adjustment.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("return")]
    public async Task A_score_sheet(string decision)
    {
        var both = bank["performance"].As($"{Roles.Hr} {Roles.IncentiveApprover}", id: SeededBank.MakerAndChecker);
        using var response = await both.PostAsJsonAsync(
            $"/score-sheets/proposals/{bank.OpenSheet}/{decision}",
            new { reason = "mine" }
        );
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Equal(
            "score-sheet.maker-cannot-check",
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public Task A_hold() => IsRefusedAsync($"/holds/{bank.OpenHold}/release", "hold.maker-cannot-check");

    [Theory]
    [InlineData("approve")]
    [InlineData("refuse")]
    public async Task A_recovery_and_what_is_demanded_of_a_leaver(string decision)
    {
        await IsRefusedAsync($"/recoveries/{bank.OpenRecovery}/{decision}", "recovery.maker-cannot-check");
        await IsRefusedAsync($"/recoveries/{bank.OpenDemand}/demand/{decision}", "recovery.maker-cannot-check");
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("refuse")]
    public Task Targets(string decision) =>
        IsRefusedAsync(
            $"/target-plans/{bank.OpenTargetPlan}/{decision}",
            "target-plan.maker-cannot-check",
            bank["performance"].As(Roles.Hr, id: SeededBank.MakerAndChecker)
        );

    [Theory]
    [InlineData("confirm")]
    [InlineData("return")]
    public async Task Own_goals(string decision)
    {
        using var response = await bank["performance"]
            .As(Roles.Hr, id: SeededBank.MakerAndChecker)
            .PostAsJsonAsync($"/own-goals/M0001/{SeededBank.May}/{decision}", new { version = 2, reason = "mine" });
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Equal(
            "own-goals.maker-cannot-check",
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
        );
    }

    [Fact]
    public Task Raters_of_an_appraisal() =>
        IsRefusedAsync(
            $"/reviews/{bank.OpenReview}/confirm",
            "review.maker-cannot-check",
            bank["performance"].As(Roles.Hr, id: SeededBank.MakerAndChecker)
        );

    [Theory]
    [InlineData("approve")]
    [InlineData("return")]
    public Task Grades(string decision) =>
        IsRefusedAsync(
            $"/grade-runs/{bank.OpenGradeRun}/{decision}",
            "grade-run.maker-cannot-check",
            bank["performance"].As(Roles.Hr, id: SeededBank.MakerAndChecker)
        );

    [Theory]
    [InlineData("receive")]
    [InlineData("return")]
    public Task The_response_to_a_warning(string decision) =>
        IsRefusedAsync(
            $"/warnings/{bank.OpenWarning}/{decision}",
            "warning.maker-cannot-check",
            bank["performance"].As(Roles.Hr, id: SeededBank.MakerAndChecker)
        );

    /// <summary>A refused approval leaves nothing behind.</summary>
    [Fact]
    public async Task And_the_stream_does_not_grow()
    {
        await A_run("approve");
        var bonuses = await bank
            .Incentive.As(Roles.Payroll)
            .GetFromJsonAsync<JsonElement>("/payroll/bonuses?limit=500");
        Assert.All(
            bonuses.GetProperty("items").EnumerateArray(),
            bonus => Assert.Equal(SeededBank.May, bonus.GetProperty("period").GetString())
        );
    }

    private async Task IsRefusedAsync(string path, string code, HttpClient? by = null)
    {
        var both =
            by
            ?? bank.Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: SeededBank.MakerAndChecker);
        using var response = await both.PostAsJsonAsync(path, new { acceptFindings = "all the same", reason = "mine" });
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
