namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// The condition that a fact counts only while its manager holds the certificate, or gets it within so many days.
/// </summary>
internal sealed record Gate(string Certificate, int CureDays);
