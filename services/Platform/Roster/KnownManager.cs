using System.Linq.Expressions;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Roster;

/// <summary>
/// A service's own copy of a manager's postings, which determines what a caller may see. Only in services that ask for
/// it.
/// </summary>
public sealed class KnownManager
{
    private readonly List<KnownPosting> _postings = [];

    private KnownManager() { }

    public KnownManager(string managerNo) => ManagerNo = managerNo;

    public string ManagerNo { get; private set; } = "";
    public int Version { get; private set; }
    public IReadOnlyList<KnownPosting> Postings => _postings;

    /// <summary>An older version never replaces a newer one: arrival order proves nothing.</summary>
    public void Replace(ManagerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Version <= Version)
            return;
        Version = profile.Version;
        _postings.RemoveAll(own => !profile.Postings.Any(p => p.From == own.From));
        foreach (var posting in profile.Postings)
        {
            if (_postings.Find(own => own.From == posting.From) is { } same)
                same.MoveTo(posting.Org);
            else
                _postings.Add(new KnownPosting(posting.From, posting.Org));
        }
    }

    /// <summary>
    /// The unit of the posting that holds on a day; of the first posting for earlier days; null without any.
    /// </summary>
    public static Expression<Func<KnownManager, string>> OrgOn(DateOnly day) =>
        m =>
            (
                m.Postings.Where(p => p.From <= day).OrderByDescending(p => p.From).Select(p => p.Org).FirstOrDefault()
                ?? m.Postings.OrderBy(p => p.From).Select(p => p.Org).FirstOrDefault()
            )!;
}

/// <summary>The unit a manager works in from a day on, until the day before the next posting.</summary>
public sealed class KnownPosting
{
    private KnownPosting() { }

    internal KnownPosting(DateOnly from, string org) => (From, Org) = (from, org);

    public DateOnly From { get; private set; }
    public string Org { get; private set; } = "";

    internal void MoveTo(string org) => Org = org;
}

/// <summary>Keeps the copy up to date. A service with the copy derives its consumer from this one.</summary>
public abstract class KeepManagers(ServiceDbContext db) : OnceConsumer<ManagersChanged>
{
    private readonly ServiceDbContext _db = db;

    protected override async Task Handle(ManagersChanged message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        var numbers = message.Managers.Select(m => m.ManagerNo).ToList();
        var known = await _db.Set<KnownManager>()
            .Where(m => numbers.Contains(m.ManagerNo))
            .ToDictionaryAsync(m => m.ManagerNo, StringComparer.Ordinal, ct);
        foreach (var profile in message.Managers)
        {
            if (!known.TryGetValue(profile.ManagerNo, out var own))
                _db.Add(own = known[profile.ManagerNo] = new(profile.ManagerNo));
            own.Replace(profile);
        }
    }
}
