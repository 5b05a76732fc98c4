using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A manager's figures of a month that decide which rules are for them, and the factors.</summary>
/// <param name="Score">The scorecard's total; null without a scorecard.</param>
/// <param name="Posting">
/// The posting on the last day in post in the month, or before it for one who has left; null for a manager who never had
/// one.
/// </param>
internal sealed record MonthFigures(decimal? Score, Posting? Posting)
{
    public static MonthFigures Of(ManagerBooks books, Period month) =>
        Of(books.Profile, month, books.Scores.TryGetValue(month, out var total) ? total : null);

    public static MonthFigures Of(ManagerProfile profile, Period month, decimal? score) =>
        new(score, profile.On(profile.LastDayInPost(month) ?? month.LastDay));
}
