using System.Threading.RateLimiting;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Limits how many public forms a replica keeps in an hour, so that nobody buries the desk: few of those whose browser
/// did no work, and in total more than any bank gets.
/// </summary>
internal sealed class FormLimit : IDisposable
{
    public const int AnsweredPerHour = 30,
        PerHour = 600;

    private readonly FixedWindowRateLimiter _answered = Hourly(AnsweredPerHour),
        _all = Hourly(PerHour);

    public bool Admits(FormChallenge.Verdict verdict)
    {
        if (verdict == FormChallenge.Verdict.Answered)
        {
            using var few = _answered.AttemptAcquire();
            if (!few.IsAcquired)
                return false;
        }

        using var one = _all.AttemptAcquire();
        return one.IsAcquired;
    }

    public void Dispose()
    {
        _answered.Dispose();
        _all.Dispose();
    }

    private static FixedWindowRateLimiter Hourly(int permits) =>
        new(new() { PermitLimit = permits, Window = TimeSpan.FromHours(1) });
}
