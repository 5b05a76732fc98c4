using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

internal enum EnrolmentVerdict
{
    Added,

    /// <summary>Taken off another session of the same course, and enrolled in this one.</summary>
    Moved,

    Withdrawn,
    Unchanged,
    Refused,
}

/// <summary>The outcome of one enrolment or withdrawal.</summary>
/// <param name="Refusal">The reason of a refusal; null for all others.</param>
/// <param name="From">The session that a manager was moved from.</param>
internal readonly record struct EnrolmentOutcome(EnrolmentVerdict Verdict, Refusal? Refusal = null, string? From = null)
{
    public static EnrolmentOutcome Refused(Refusal refusal) => new(EnrolmentVerdict.Refused, refusal);
}

/// <summary>
/// The enrolments of some managers in some sessions within one transaction, which reads stay true until it has written:
/// every way to enrol somebody goes through it, and no seat is given twice.
/// </summary>
internal sealed class EnrolmentBook
{
    private const int BatchSize = 1000;

    private readonly TrainingDbContext _db;
    private readonly DateOnly _today;
    private readonly DateTimeOffset _now;
    private readonly EnrolmentFacts _facts;
    private readonly Dictionary<string, Session> _sessions;
    private readonly Dictionary<string, Dictionary<string, Enrolment>> _bySession = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Enrolment>> _byManager = new(StringComparer.Ordinal);
    private int _given;

    private EnrolmentBook(
        TrainingDbContext db,
        Dictionary<string, Session> sessions,
        IEnumerable<Enrolment> enrolments,
        EnrolmentFacts facts,
        DateTimeOffset now
    )
    {
        (_db, _sessions, _facts) = (db, sessions, facts);
        (_now, _today) = (now, BankCalendar.DayOf(now));
        foreach (var enrolment in enrolments)
            Keep(enrolment);
    }

    /// <summary>True while a seat that becomes free goes to whoever waits for it at once.</summary>
    public bool MovesUp { get; set; } = true;

    /// <param name="codes">Codes of the sessions in question; those that do not exist are left out.</param>
    /// <param name="isWhole">True to read all enrolments of these sessions, as a whole list needs.</param>
    public static async Task<EnrolmentBook> LoadAsync(
        TrainingDbContext db,
        IReadOnlyCollection<string> numbers,
        IReadOnlyCollection<string> codes,
        TimeProvider clock,
        CancellationToken ct,
        bool isWhole = false
    )
    {
        var now = clock.GetUtcNow();
        var named = await db.Sessions.Where(s => codes.Contains(s.Code)).ToListAsync(ct);
        var namedCodes = named.ConvertAll(s => s.Code);
        var enrolments = new Dictionary<(string, string), Enrolment>();
        if (named.Count > 0)
        {
            var from = named.Min(s => s.StartsOn);
            var to = named.Max(s => s.LastDay);
            var courses = named.Select(s => s.CourseCode).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var today = BankCalendar.DayOf(now);
            // Sessions that may take place at the same time, and those of the same course that are still to come.
            var near = db.Sessions.Where(s =>
                (s.StartsOn <= to && (s.EndsOn ?? s.StartsOn) >= from && s.StartMinute != null)
                || (courses.Contains(s.CourseCode!) && s.StartsOn > today)
            );
            foreach (var some in numbers.Chunk(BatchSize))
            {
                Add(
                    await db
                        .Enrolments.Where(e => some.Contains(e.ManagerNo) && namedCodes.Contains(e.SessionCode))
                        .ToListAsync(ct)
                );
                Add(
                    await db
                        .Enrolments.Where(e =>
                            some.Contains(e.ManagerNo)
                            && e.State != EnrolmentState.Withdrawn
                            && near.Any(s => s.Code == e.SessionCode)
                        )
                        .ToListAsync(ct)
                );
            }
        }

        var all = enrolments
            .Values.Select(e => e.SessionCode)
            .Concat(namedCodes)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var sessions = await db
            .Sessions.Where(s => all.Contains(s.Code))
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, ct);
        // Whoever waits for a seat of these sessions gets what others give back.
        Add(
            await db
                .Enrolments.Where(e => all.Contains(e.SessionCode) && e.State == EnrolmentState.WithoutSeat)
                .ToListAsync(ct)
        );
        if (isWhole)
            Add(
                await db
                    .Enrolments.Where(e => namedCodes.Contains(e.SessionCode) && e.State != EnrolmentState.Withdrawn)
                    .ToListAsync(ct)
            );
        var facts = await EnrolmentFacts.LoadAsync(
            db,
            numbers,
            [.. named.Select(s => s.CourseCode).OfType<string>().Distinct(StringComparer.Ordinal)],
            BankCalendar.DayOf(now),
            ct
        );
        return new(db, sessions, enrolments.Values, facts, now);

        void Add(List<Enrolment> some)
        {
            foreach (var one in some)
                enrolments[(one.SessionCode, one.ManagerNo)] = one;
        }
    }

    public Session? Session(string code) => _sessions.GetValueOrDefault(code);

    public Enrolment? Of(string managerNo, string code) =>
        _bySession.TryGetValue(code, out var own) ? own.GetValueOrDefault(managerNo) : null;

    /// <summary>The managers who are enrolled in a session or wait for a seat of it.</summary>
    public IReadOnlyList<string> ActiveIn(string code) =>
        _bySession.TryGetValue(code, out var own)
            ? [.. own.Values.Where(e => e.IsActive).Select(e => e.ManagerNo).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Enrols a manager, or puts them on the waiting list where that is allowed.</summary>
    /// <param name="isKnown">False for a manager not announced to Training yet, who waits without a seat.</param>
    /// <param name="mayWait">True to wait for a seat where all are taken.</param>
    public EnrolmentOutcome Enrol(string managerNo, Session session, bool isKnown, bool mayWait)
    {
        var known = Of(managerNo, session.Code);
        if (known is { IsActive: true })
            return new(EnrolmentVerdict.Unchanged);
        if (Judge(managerNo, session, isKnown, out var former) is { } refusal)
            return EnrolmentOutcome.Refused(refusal);
        if (isKnown && !session.HasSeat && OfFullSession(session, mayWait) is { } full)
            return EnrolmentOutcome.Refused(full);
        if (former is not null)
            Leave(former);
        if (known is null)
        {
            _db.Enrolments.Add(known = new Enrolment(session.Code, managerNo, NextMoment()));
            Keep(known);
        }
        else
            known.Renew(NextMoment());
        if (isKnown)
            known.SeatOrSay(session);
        return former is null ? new(EnrolmentVerdict.Added) : new(EnrolmentVerdict.Moved, From: former.SessionCode);
    }

    /// <summary>Takes a manager off a session; whoever has waited longest gets the seat.</summary>
    public EnrolmentOutcome Withdraw(string managerNo, Session session)
    {
        if (Of(managerNo, session.Code) is not { } known)
            return EnrolmentOutcome.Refused(
                new(
                    "enrolment.not-enrolled",
                    new(
                        $"该客户经理没有报名场次“{session.Code}”。",
                        $"The manager is not enrolled in session '{session.Code}'."
                    )
                )
            );
        if (!known.IsActive)
            return new(EnrolmentVerdict.Unchanged);
        if (_facts.OfSession(session) is { } refusal)
            return EnrolmentOutcome.Refused(refusal);
        Leave(known);
        return new(EnrolmentVerdict.Withdrawn);
    }

    /// <summary>Gives free seats of a session to those who wait for one.</summary>
    public void MoveUp(string code)
    {
        if (_bySession.TryGetValue(code, out var own))
            WaitingList.MoveUp(_sessions[code], own.Values);
    }

    /// <summary>The reason why a manager cannot be enrolled, apart from seats.</summary>
    /// <param name="former">
    /// The enrolment in another session of the same course that this one takes the place of.
    /// </param>
    private Refusal? Judge(string managerNo, Session session, bool isKnown, out Enrolment? former)
    {
        former = null;
        if (_facts.OfSession(session) is { } over)
            return over;
        if (isKnown && _facts.Of(managerNo, session) is { } own)
            return own;
        var others =
            _byManager.GetValueOrDefault(managerNo)?.Where(e => e.IsActive && e.SessionCode != session.Code) ?? [];
        foreach (var other in others.OrderBy(e => e.SessionCode, StringComparer.Ordinal))
        {
            var there = _sessions[other.SessionCode];
            if (session.CourseCode is not null && there.CourseCode == session.CourseCode && there.StartsOn > _today)
            {
                former ??= other;
                continue;
            }

            if (session.IsAtTheTimeOf(there))
                return new(
                    "enrolment.other-session-then",
                    new(
                        $"该客户经理同一时间已报名场次“{there.Code}”。",
                        $"The manager is enrolled in session '{there.Code}' at that time."
                    )
                );
        }

        return null;
    }

    private static Refusal? OfFullSession(Session session, bool mayWait)
    {
        if (!mayWait)
        {
            var full = session.Full();
            return new(full.Code, full.Text);
        }

        return session.HasWaitingList
            ? null
            : new(
                "session.no-waiting-list",
                new(
                    $"场次“{session.Code}”已满，且不设候补。",
                    $"Session '{session.Code}' is full and has no waiting list."
                )
            );
    }

    private void Leave(Enrolment enrolment)
    {
        var session = _sessions[enrolment.SessionCode];
        enrolment.Withdraw(session, _now);
        if (MovesUp)
            MoveUp(session.Code);
    }

    /// <summary>Later ones of a file come later, so that a waiting list keeps the file's order.</summary>
    private DateTimeOffset NextMoment() => _now.AddMicroseconds(_given++);

    private void Keep(Enrolment enrolment)
    {
        if (!_bySession.TryGetValue(enrolment.SessionCode, out var inSession))
            _bySession[enrolment.SessionCode] = inSession = new(StringComparer.Ordinal);
        inSession[enrolment.ManagerNo] = enrolment;
        if (!_byManager.TryGetValue(enrolment.ManagerNo, out var ofManager))
            _byManager[enrolment.ManagerNo] = ofManager = [];
        ofManager.Add(enrolment);
    }
}
