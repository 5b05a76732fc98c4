using System.Globalization;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;

namespace CardTeam.Training.Questions;

/// <summary>Reads what was typed about a question, and refuses what nobody could answer.</summary>
internal static class QuestionCheck
{
    /// <summary>An item as it was typed.</summary>
    internal sealed record Typed(
        string? Kind,
        Text? Stem,
        int? Points,
        IReadOnlyList<Text>? Choices,
        string? Key,
        string? Tolerance
    );

    private static readonly Text[] TrueAndFalse = [new("正确", "True"), new("错误", "False")];

    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">
    /// 400: the field and what is wrong with it.
    /// </exception>
    public static QuestionItem ReadItem(Typed typed, string field)
    {
        var kind = typed.Kind ?? "";
        if (!QuestionBounds.Items.Contains(kind, StringComparer.Ordinal))
            throw QuestionBounds.NotValid($"{field}kind", "题型不对。", "is not one of the kinds.");
        var points = typed.Points ?? 1;
        if (points is < 1 or > QuestionBounds.MostPoints)
            throw QuestionBounds.NotValid(
                $"{field}points",
                Invariant($"应为 1 至 {QuestionBounds.MostPoints} 分。"),
                Invariant($"is 1 to {QuestionBounds.MostPoints}.")
            );
        var stem = typed.Stem is null ? (Text?)null : ReadText(typed.Stem, QuestionBounds.Stem, $"{field}stem");
        var key = Codes.ToHalfWidth(typed.Key)?.Trim().ToUpperInvariant() ?? "";
        if (kind == QuestionBounds.Numeric)
            return new(kind, stem, points, [], ReadNumber(key, $"{field}key"), ReadTolerance(typed.Tolerance, field));
        if (kind == QuestionBounds.TrueFalse)
            return new(kind, stem, points, TrueAndFalse, ReadTruth(key, $"{field}key"), 0);
        var given = typed.Choices ?? [];
        if (given.Count is < 2 or > QuestionBounds.MostChoices)
            throw QuestionBounds.NotValid(
                $"{field}choices",
                Invariant($"应有 2 至 {QuestionBounds.MostChoices} 个选项。"),
                Invariant($"there are 2 to {QuestionBounds.MostChoices} of them.")
            );
        var choices = given
            .Select((c, at) => ReadText(c, QuestionBounds.Choice, Invariant($"{field}choices[{at}]")))
            .ToList();
        if (
            choices.DistinctBy(c => c.Zh, StringComparer.Ordinal).Count() < choices.Count
            || choices.DistinctBy(c => c.En, StringComparer.Ordinal).Count() < choices.Count
        )
            throw QuestionBounds.NotValid($"{field}choices", "有两个选项相同。", "two of them are alike.");
        return new(kind, stem, points, choices, ReadLetters(kind, key, choices.Count, $"{field}key"), 0);
    }

    /// <summary>A number in one form, whatever way it is typed: <c>12.50</c> is <c>12.5</c>.</summary>
    public static bool TryReadNumber(string? typed, out string number)
    {
        number = "";
        if (typed is null || typed.Length > QuestionBounds.Number || !Figures.TryRead(typed, out var value, out _))
            return false;
        number = (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        return number.Length <= QuestionBounds.Number;
    }

    public static Text ReadText(Text? given, int longest, string field)
    {
        var zh = TypedText.Read(given?.Zh, longest, $"{field}.zh", hasLines: true);
        var en = TypedText.Read(given?.En, longest, $"{field}.en", hasLines: true);
        if (zh is null || en is null)
            throw QuestionBounds.NotValid(field, "请填写中文和英文。", "is needed in Chinese and in English.");
        if (CardNumbers.IsIn(zh) || CardNumbers.IsIn(en))
            throw CardNumbers.Refusal.Of(field);
        return new(zh, en);
    }

    private static string ReadNumber(string key, string field) =>
        TryReadNumber(key, out var number)
            ? number
            : throw QuestionBounds.NotValid(
                field,
                "数值题的答案应为数字。",
                "the key of a numeric question is a number."
            );

    private static decimal ReadTolerance(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return 0;
        if (!Figures.TryRead(typed.Trim(), out var tolerance, out _) || tolerance < 0)
            throw QuestionBounds.NotValid(
                $"{field}tolerance",
                "误差应为不小于零的数字。",
                "is a number of at least zero."
            );
        return tolerance;
    }

    private static string ReadTruth(string key, string field) =>
        key switch
        {
            "A" or "TRUE" or "T" or "Y" or "YES" or "对" or "正确" or "是" or "√" => "A",
            "B" or "FALSE" or "F" or "N" or "NO" or "错" or "错误" or "否" or "×" => "B",
            _ => throw QuestionBounds.NotValid(field, "判断题的答案应为“对”或“错”。", "the key is true or false."),
        };

    private static string ReadLetters(string kind, string key, int choices, string field)
    {
        var letters = string.Concat(key.Where(c => c is not (' ' or ',' or '、' or ';' or '，')));
        var known = QuestionItem.LettersOf(choices);
        if (
            letters.Length == 0
            || letters.Any(c => !known.Contains(c, StringComparison.Ordinal))
            || letters.Distinct().Count() < letters.Length
        )
            throw QuestionBounds.NotValid(
                field,
                $"答案应为选项的字母（{known[0]}—{known[^1]}），不重复。",
                $"the key names choices by letters ({known[0]} to {known[^1]}), each once."
            );
        return kind switch
        {
            QuestionBounds.Single when letters.Length != 1 => throw QuestionBounds.NotValid(
                field,
                "单选题只有一个答案。",
                "one choice is right."
            ),
            QuestionBounds.Multiple when letters.Length < 2 => throw QuestionBounds.NotValid(
                field,
                "多选题至少有两个答案。",
                "at least two choices are right."
            ),
            QuestionBounds.Ordering when letters.Length != choices => throw QuestionBounds.NotValid(
                field,
                "排序题的答案应写出全部选项的正确顺序。",
                "the key names all choices in their right order."
            ),
            QuestionBounds.Ordering => letters,
            _ => string.Concat(letters.Order()),
        };
    }
}
