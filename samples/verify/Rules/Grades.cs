using CardTeam.Verify.Bundles;

namespace CardTeam.Verify.Rules;

/// <summary>The figures of a posting that rules go by.</summary>
internal static class Grades
{
    /// <summary>The level with its step, such as <c>senior-A</c>; a trainee has no step.</summary>
    public static string? PayStep(Posting? posting) =>
        posting?.Level switch
        {
            null => null,
            "trainee" => "trainee",
            var level => posting.Step is { } step ? $"{level}-{step}" : null,
        };

    public static string? Of(Posting? posting, string by) =>
        by switch
        {
            "level" => posting?.Level,
            "pay-step" => PayStep(posting),
            _ => posting?.Employment,
        };
}
