using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Performance.Reviews;

/// <summary>A person who is rated, in their unit.</summary>
/// <param name="Superior">The number of the superior the roster names; null for the head of the round's unit.</param>
internal sealed record RatedPerson(string ManagerNo, string Org, string? Superior);

/// <summary>
/// Proposes raters: the person, the superior, and peers of the same unit by chance. The chance is SHA-256 over the
/// draw's number and the two manager numbers, so that anybody who knows the number can repeat it.
/// </summary>
internal static class RaterDraw
{
    /// <param name="unit">
    /// The unit the round is about: its head is the superior of those for whom the roster names none.
    /// </param>
    /// <param name="draw">The number the draw begins with, which is published.</param>
    /// <param name="peers">The number of peers asked about a person, where the unit has as many.</param>
    public static IReadOnlyList<ProposedRater> Propose(
        IReadOnlyCollection<RatedPerson> persons,
        string unit,
        int draw,
        int peers
    )
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        var proposed = new List<ProposedRater>();
        var units = persons.ToLookup(p => p.Org, StringComparer.Ordinal);
        foreach (var person in persons.OrderBy(p => Chance(draw, p.ManagerNo, ""), StringComparer.Ordinal))
        {
            proposed.Add(new(person.ManagerNo, ReviewWords.Self, person.ManagerNo));
            proposed.Add(
                person.Superior is { } superior
                    ? new(person.ManagerNo, ReviewWords.Superior, superior)
                    : new(person.ManagerNo, ReviewWords.Superior, null, unit)
            );
            foreach (
                var peer in units[person.Org]
                    .Select(p => p.ManagerNo)
                    .Where(no =>
                        no != person.ManagerNo
                        && no != person.Superior
                        && asked.GetValueOrDefault(no) < ReviewBounds.MostReviews
                    )
                    // Those who are asked least come first, so that the work is shared.
                    .OrderBy(asked.GetValueOrDefault)
                    .ThenBy(no => Chance(draw, person.ManagerNo, no), StringComparer.Ordinal)
                    .Take(peers)
                    .ToList()
            )
            {
                asked[peer] = asked.GetValueOrDefault(peer) + 1;
                proposed.Add(new(person.ManagerNo, ReviewWords.Peer, peer));
            }
        }

        return proposed;
    }

    private static string Chance(int draw, string person, string rater) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{draw}\n{person}\n{rater}"))));
}
