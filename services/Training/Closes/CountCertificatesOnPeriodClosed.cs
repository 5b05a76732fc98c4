using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Closes;

/// <summary>
/// Answers a close with the number of certificates, of their versions and of completed courses that it takes into account.
/// </summary>
internal sealed class CountCertificatesOnPeriodClosed(TrainingDbContext db) : AnswerCloses(db)
{
    private readonly TrainingDbContext _db = db;

    protected override async Task AnswerAsync(PeriodClosed close, CancellationToken ct)
    {
        var known = _db.Certificates.Where(c => c.KnownFrom <= close.CloseNumber);
        var intervals = await known.CountAsync(c => c.KnownUntil == null || c.KnownUntil > close.CloseNumber, ct);

        // On the stream of the certificates themselves, so that the answer arrives after every version it counts.
        _db.Announce(
            new CertificatesCounted(
                Period: close.Period,
                CloseNumber: close.CloseNumber,
                Intervals: intervals,
                Versions: await known.CountAsync(ct),
                Completions: await _db.Completions.CountAsync(c => c.KnownFrom <= close.CloseNumber, ct)
            ),
            "certificates"
        );
    }
}
