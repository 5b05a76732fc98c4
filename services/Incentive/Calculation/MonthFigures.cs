using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A manager's figures of a month that decide which rules are for them, and the factors.</summary>
/// <param name="Scorecard">The scorecard; an empty one where there is none.</param>
/// <param name="Posting">
/// The posting on the last day in post in the month, or before it for one who has left; null for a manager who never had
/// one.
/// </param>
internal sealed record MonthFigures(BookedScorecard Scorecard, Posting? Posting)
{
    /// <summary>The scorecard's total; null without a scorecard.</summary>
    public decimal? Score => Scorecard.Total;

    public static MonthFigures Of(ManagerBooks books, Period month) =>
        Of(books.Profile, month, books.Scores.GetValueOrDefault(month) ?? BookedScorecard.None);

    public static MonthFigures Of(ManagerProfile profile, Period month, BookedScorecard scorecard) =>
        new(scorecard, profile.On(profile.LastDayInPost(month) ?? month.LastDay));
}
