namespace CardTeam.ServiceDefaults.Errors;

/// <summary>
/// A rule of the domain was broken. Answered as 409 (or <paramref name="status"/>) with a stable code; never logged as
/// an error.
/// </summary>
/// <param name="code">Stable, for programs: <c>subject.what-is-wrong</c>.</param>
/// <param name="text">The sentence for people.</param>
/// <param name="status">The HTTP status: 409 unless the rule is about shape (400, 422) or existence (404).</param>
/// <param name="details">
/// The missing or wrong items one by one, answered as <c>details</c>; null where there are none.
/// </param>
public sealed class RuleBrokenException(string code, Text text, int status = 409, IReadOnlyList<object>? details = null)
    : Exception($"{code}: {text.En}")
{
    public string Code { get; } = code;
    public Text Text { get; } = text;
    public int Status { get; } = status;
    public IReadOnlyList<object>? Details { get; } = details;

    /// <summary>
    /// The thing named by a route does not exist or is outside the caller's part of the bank: the answer is the same
    /// for both.
    /// </summary>
    public static RuleBrokenException NotFound(string what) =>
        new(
            $"{what}.not-found",
            new("没有找到，或不在您的权限范围内。", "Not found, or outside your part of the bank."),
            status: 404
        );
}
