using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Training.Holders;

/// <summary>The days by which a roster of certified managers tells its states apart.</summary>
/// <param name="NewHireDays">Days after hiring within which a manager is a new hire.</param>
/// <param name="ExpiringDays">Days before its end within which a certificate is about to expire.</param>
/// <param name="GraceDays">Days after its end within which an expired certificate may still be renewed.</param>
internal sealed record RosterTerms(int NewHireDays, int ExpiringDays, int GraceDays)
{
    public static RosterTerms Of(IConfiguration configuration) =>
        new(
            SuiteSettings.NewHireDays.Of(configuration),
            SuiteSettings.ExpiringDays.Of(configuration),
            SuiteSettings.GraceDays.Of(configuration)
        );

    /// <summary>The question about a day, which is today where none is given.</summary>
    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">400: a day the bank cannot mean.</exception>
    public RosterOfDay.Question Ask(DateOnly? date, string? certificate, BankBounds bounds, DateOnly today)
    {
        if (date is { } given && bounds.OfPlanned(given) is { } refusal)
            throw refusal.Of("date");
        return new(date ?? today, string.IsNullOrWhiteSpace(certificate) ? null : certificate.Trim(), this);
    }
}
