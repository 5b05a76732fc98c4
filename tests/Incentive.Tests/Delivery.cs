using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;

namespace CardTeam.Incentive.Tests;

/// <summary>Delivers the same events differently: in any order, in other batches, some of them twice.</summary>
internal static class Delivery
{
    public static IReadOnlyList<IIntegrationEvent> Shuffled(IReadOnlyList<IIntegrationEvent> said, int seed)
    {
        var random = new Random(seed);
        var events = new List<IIntegrationEvent>();
        events.AddRange(
            Cut(said.OfType<ManagersChanged>().SelectMany(e => e.Managers), some => new ManagersChanged(some), random)
        );
        events.AddRange(
            Cut(said.OfType<CardFactsRecorded>().SelectMany(e => e.Facts), some => new CardFactsRecorded(some), random)
        );
        events.AddRange(
            Cut(said.OfType<ScorecardsClosed>().SelectMany(e => e.Scores), some => new ScorecardsClosed(some), random)
        );
        events.AddRange(
            Cut(
                said.OfType<CertificatesChanged>().SelectMany(e => e.Intervals),
                some => new CertificatesChanged(some),
                random
            )
        );
        events.AddRange(
            Cut(
                said.OfType<ComplaintsChanged>().SelectMany(e => e.Complaints),
                some => new ComplaintsChanged(some),
                random
            )
        );
        events.AddRange(said.Where(e => e is PeriodClosed or CertificatesCounted or ComplaintsCounted));
        return Shuffle([.. events, .. events.Where(_ => random.Next(5) == 0)], random);
    }

    private static IEnumerable<IIntegrationEvent> Cut<T>(
        IEnumerable<T> items,
        Func<IReadOnlyList<T>, IIntegrationEvent> toEvent,
        Random random
    )
    {
        var rest = Shuffle(items.SelectMany(i => Enumerable.Repeat(i, random.Next(4) == 0 ? 2 : 1)).ToList(), random);
        while (rest.Count > 0)
        {
            var size = Math.Min(rest.Count, random.Next(1, 12));
            yield return toEvent(rest[..size]);
            rest = rest[size..];
        }
    }

    private static List<T> Shuffle<T>(IReadOnlyList<T> items, Random random)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
