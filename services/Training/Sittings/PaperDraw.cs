using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Exams;
using CardTeam.Training.Questions;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Draws a paper. The chance is SHA-256 over the sitting's published number and the code of a question, so that the
/// same number, blueprint and edition of the bank give the same paper again.
/// </summary>
internal static class PaperDraw
{
    /// <summary>A question of the bank that a paper may have.</summary>
    internal sealed record Drawable(string Code, int Version, string Topic, string Difficulty);

    /// <returns>The questions in the order of the paper.</returns>
    /// <exception cref="RuleBrokenException">409: the bank has too few questions of a line.</exception>
    public static IReadOnlyList<Drawable> Draw(
        IReadOnlyCollection<Drawable> bank,
        IReadOnlyList<BlueprintLine> blueprint,
        int draw
    )
    {
        var lines = bank.ToLookup(q => (q.Topic, q.Difficulty));
        var chosen = new List<Drawable>();
        foreach (var line in blueprint)
        {
            var some = lines[(line.Topic, line.Difficulty)]
                .OrderBy(q => Chance(draw, "draw", q.Code), StringComparer.Ordinal)
                .Take(line.Count)
                .ToList();
            if (some.Count < line.Count)
                throw new RuleBrokenException(
                    "exam.bank-too-small",
                    new(
                        "题库中可用的试题不足，无法组卷，请联系培训管理员。",
                        "The question bank has too few questions for this paper; ask the training team."
                    )
                );
            chosen.AddRange(some);
        }

        return [.. chosen.OrderBy(q => Chance(draw, "order", q.Code), StringComparer.Ordinal)];
    }

    /// <summary>
    /// The presented order of a question's items: for each its kind and, where it has choices, their letters in the
    /// order in which they are shown.
    /// </summary>
    public static string LayoutOf(string code, QuestionContent asked, int draw) =>
        string.Join(
            '|',
            asked.Items.Select(
                (item, at) =>
                {
                    var letters = item.IsShuffled
                        ? string.Concat(
                            item.Letters.OrderBy(
                                letter => Chance(draw, Invariant($"{at}{letter}"), code),
                                StringComparer.Ordinal
                            )
                        )
                        : item.Letters;
                    return $"{item.Kind[0]}:{letters}";
                }
            )
        );

    private static string Chance(int draw, string what, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{draw}\n{what}\n{code}"))));
}
