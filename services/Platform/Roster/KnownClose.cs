using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Roster;

/// <summary>A close announced by Performance. Data received after it is first known to a later close.</summary>
public sealed class KnownClose
{
    private KnownClose() { }

    internal KnownClose(int closeNumber, Period period) => (CloseNumber, Period) = (closeNumber, period);

    public int CloseNumber { get; private set; }
    public Period Period { get; private set; }
}

/// <summary>
/// Answers each close once with the data known to the service at it. The answer cannot change later: once a close is
/// received, later data is known from a higher number, even when closes arrive out of order. A service derives its
/// consumer from this one.
/// </summary>
public abstract class AnswerCloses(ServiceDbContext db) : OnceConsumer<PeriodClosed>
{
    private readonly ServiceDbContext _db = db;

    /// <summary>Announces the service's totals up to this close.</summary>
    protected abstract Task AnswerAsync(PeriodClosed close, CancellationToken ct);

    protected override async Task Handle(PeriodClosed message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await _db.Set<KnownClose>().AnyAsync(c => c.CloseNumber == message.CloseNumber, ct))
            return;
        _db.Add(new KnownClose(message.CloseNumber, message.Period));
        await AnswerAsync(message, ct);
    }
}
