namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>A step of a month end that a person may repeat after a crash.</summary>
/// <param name="Name">
/// Such as <c>import card-facts 2026-01</c>, <c>close 2026-01</c>, <c>run 2026-01</c> and <c>approve 2026-01</c>.
/// </param>
internal sealed record Step(string Name, Func<BankAtWork, Task> DoAsync)
{
    /// <summary>Every month end of a bank, from its first file to its last approval.</summary>
    public static List<Step> Of(RandomBank bank)
    {
        var steps = new List<Step> { new("prepare", bank.PrepareOnceAsync) };
        foreach (var (stage, period) in bank.Months.Index())
        {
            foreach (var (number, (_, service, kind, csv)) in bank.Files.Where(f => f.Stage == stage).Index())
                steps.Add(
                    new(
                        $"import {kind} {period}",
                        people => people.ImportAsync(service, kind, csv, key: $"{period}-{number}")
                    )
                );
            steps.Add(new($"close {period}", people => people.CloseOnceAsync(period)));
            steps.Add(new($"run {period}", people => people.RunOnceAsync(period)));
            steps.Add(new($"approve {period}", people => people.ApproveOnceAsync(period)));
            if (bank.HasDecisions)
                steps.AddRange(Decisions.After(bank, stage));
        }

        return steps;
    }
}
