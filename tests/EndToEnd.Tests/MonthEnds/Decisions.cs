using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>
/// The decisions people take beside the plan after a month: adjustments by hand, holds, cases of recovery and releases
/// of deferred pay. Each of them may be repeated after a crash.
/// </summary>
internal static class Decisions
{
    /// <summary>Deferred pay that falls due by this day is released.</summary>
    private const string DueUntil = "2026-06-30";

    public static IEnumerable<Step> After(RandomBank bank, int stage)
    {
        var period = bank.Months[stage];
        yield return new(
            $"adjust {period}",
            people => AdjustOnceAsync(people, ManagerOf(stage + 1), period, stage % 3 == 0 ? "-15.00" : "30.00")
        );
        yield return new($"hold {period}", people => HoldOnceAsync(people, ManagerOf(stage), period));
        if (stage > 1)
            yield return new(
                $"release the hold of {bank.Months[stage - 2]}",
                people => ReleaseHoldOnceAsync(people, bank.Months[stage - 2])
            );
        if (stage % 2 == 0)
            yield return new($"recover {period}", people => RecoverOnceAsync(people, bank.Managers[0], period));
        yield return new($"release {period}", ReleaseDueAsync);

        string ManagerOf(int number) => bank.Managers[number % bank.Managers.Count];
    }

    private static async Task AdjustOnceAsync(BankAtWork people, string managerNo, string period, string amount)
    {
        var known = await FindAsync(people, "/incentive/adjustments", a => Text(a, "period") == period);
        var id = known is { } adjustment
            ? Text(adjustment, "proposal")
            : Text(
                await people.PostAsync(
                    "/incentive/adjustments",
                    "analyst",
                    new
                    {
                        managerNo,
                        period,
                        amount,
                        reason = "a decision",
                    }
                ),
                "id"
            );
        if (known is not { } one || Text(one, "state") == "proposed")
            await people.PostAsync($"/incentive/adjustments/{id}/approve", "approver", new { });
    }

    private static async Task HoldOnceAsync(BankAtWork people, string managerNo, string from)
    {
        if (await FindAsync(people, "/incentive/holds", h => Text(h, "from") == from) is null)
            await people.PostAsync(
                "/incentive/holds",
                "analyst",
                new
                {
                    managerNo,
                    from,
                    amount = "40.00",
                    reason = "to be looked at",
                }
            );
    }

    private static async Task ReleaseHoldOnceAsync(BankAtWork people, string from)
    {
        if (
            await FindAsync(people, "/incentive/holds", h => Text(h, "from") == from) is { } hold
            && Text(hold, "state") == "active"
        )
            await people.PostAsync(
                $"/incentive/holds/{Text(hold, "id")}/release",
                "approver",
                new { reason = "looked at" }
            );
    }

    private static async Task RecoverOnceAsync(BankAtWork people, string managerNo, string period)
    {
        var known = await FindAsync(
            people,
            "/incentive/recoveries",
            r => r.GetProperty("periods").EnumerateArray().Any(p => p.GetString() == period)
        );
        var recovery =
            known
            ?? await people.PostAsync(
                "/incentive/recoveries",
                "analyst",
                new
                {
                    managerNo,
                    ground = "wrong-information",
                    periods = (string[])[period],
                    amount = "60.00",
                    text = "Counted twice.",
                }
            );
        var path = $"/incentive/recoveries/{Text(recovery, "id")}";
        if (Text(recovery, "state") == "awaiting-side")
            recovery = await people.PostAsync($"{path}/side", "manager", new { text = "I did not know." });
        if (Text(recovery, "state") == "to-decide")
            await people.PostAsync($"{path}/approve", "approver", new { });
    }

    private static async Task ReleaseDueAsync(BankAtWork people)
    {
        var release = await FindAsync(people, "/incentive/releases", r => Text(r, "status") == "proposed");
        if (release is null)
        {
            using var proposed = await people.SendAsync(
                HttpMethod.Post,
                "/incentive/releases",
                "analyst",
                JsonContent.Create(new { dueUntil = DueUntil })
            );
            var answer = await proposed.Content.ReadAsStringAsync();
            if (
                proposed.StatusCode == HttpStatusCode.Conflict
                && answer.Contains("release.nothing-due", StringComparison.Ordinal)
            )
                return;
            Assert.True(proposed.IsSuccessStatusCode, answer);
            release = JsonSerializer.Deserialize<JsonElement>(answer);
        }

        await people.PostAsync($"/incentive/releases/{Text(release.Value, "id")}/approve", "approver", new { });
    }

    private static async Task<JsonElement?> FindAsync(BankAtWork people, string path, Func<JsonElement, bool> which)
    {
        await foreach (var item in people.ListAsync(path, "analyst"))
            if (which(item))
                return item;
        return null;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
