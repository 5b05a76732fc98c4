using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Questions;

namespace CardTeam.Training.Sittings;

/// <summary>
/// The presented order of an item's choices. Answers come in the letters of the screen and are kept in the question's
/// own, so that marking needs nothing of the sitting.
/// </summary>
/// <param name="Kind">The first letter of the item's kind.</param>
/// <param name="Shown">The question's letters in the order in which they are shown; empty for a number.</param>
internal readonly record struct ItemLayout(char Kind, string Shown)
{
    public static IReadOnlyList<ItemLayout> Of(string layout) =>
        [.. layout.Split('|').Select(item => new ItemLayout(item[0], item[2..]))];

    /// <summary>
    /// The answers of a question as they are kept, of which a missing one is empty; null for none at all.
    /// </summary>
    /// <param name="given">An answer for each item in the letters of the screen; empty where there is none.</param>
    /// <exception cref="RuleBrokenException">400: there is no such choice, or the form is another one.</exception>
    public static string? Read(string layout, IReadOnlyList<string?> given)
    {
        var items = Of(layout);
        if (given.Count != items.Count)
            throw NotValid(Invariant($"应有 {items.Count} 个答案。"), Invariant($"there are {items.Count} answers."));
        var kept = string.Join('|', items.Select((item, at) => item.Read(given[at])));
        return kept.Length == items.Count - 1 ? null : kept;
    }

    /// <summary>The kept answers in the letters of the screen; empty where there is none.</summary>
    public static IReadOnlyList<string> Show(string layout, string? kept)
    {
        var items = Of(layout);
        if (kept is null)
            return [.. items.Select(_ => "")];
        return [.. items.Zip(kept.Split('|'), (item, answer) => item.Show(answer))];
    }

    /// <summary>The kept answer of one item; null for none.</summary>
    public static string? At(string? kept, int item) =>
        kept?.Split('|').ElementAtOrDefault(item) is { Length: > 0 } answer ? answer : null;

    private string Read(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
            return "";
        if (Kind == 'n')
            return QuestionCheck.TryReadNumber(given.Trim(), out var number)
                ? number
                : throw NotValid("请填写数字。", "a number is wanted.");
        var (letters, shown) = (QuestionItem.LettersOf(Shown.Length), Shown);
        if (
            given.Length > letters.Length
            || given.Any(c => !letters.Contains(c, StringComparison.Ordinal))
            || given.Distinct().Count() < given.Length
        )
            throw NotValid("没有这个选项。", "there is no such choice.");
        var own = string.Concat(given.Select(c => shown[letters.IndexOf(c, StringComparison.Ordinal)]));
        return Kind switch
        {
            'o' when own.Length < letters.Length => throw NotValid("请排出全部选项。", "all choices are put in order."),
            'o' => own,
            'm' => string.Concat(own.Order()),
            _ when own.Length == 1 => own,
            _ => throw NotValid("只能选一个。", "one choice is wanted."),
        };
    }

    private string Show(string answer)
    {
        if (answer.Length == 0 || Kind == 'n')
            return answer;
        var (letters, shown) = (QuestionItem.LettersOf(Shown.Length), Shown);
        var own = answer.Select(c => letters[shown.IndexOf(c, StringComparison.Ordinal)]);
        return string.Concat(Kind == 'o' ? own : own.Order());
    }

    private static RuleBrokenException NotValid(string zh, string en) =>
        new("sitting.answer-not-valid", new($"given：{zh}", $"given: {en}"), status: 400);
}
