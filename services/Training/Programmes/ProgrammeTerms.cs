using System.Text.Json;
using CardTeam.Training.Courses;

namespace CardTeam.Training.Programmes;

/// <summary>The terms of a programme: whom it is for, what they are to have, and by when.</summary>
/// <param name="Kind">
/// <c>plan</c> (系统化培训计划): every course, once; <c>yearly</c> (强基计划): every course, each calendar year;
/// <c>branches</c> (二级分行): a session of a course in each unit, each quarter; <c>new-hires</c> (繁星计划): so many of
/// the certificates within so many days of hiring; <c>talents</c> (业务排头兵): a course by each channel.
/// </param>
/// <param name="From">The first day that counts.</param>
/// <param name="DueOn">The day by which it is to be reached; null where it follows from the kind or from hiring.</param>
/// <param name="DueDays">Days after hiring, but not before <paramref name="From"/>, by which it is to be reached.</param>
/// <param name="Courses">Codes of the courses; for talents those that count, all where none is named.</param>
/// <param name="Certificates">Codes of the certificates that stand for skills with authority.</param>
/// <param name="AtLeast">The number of certificates that is enough.</param>
/// <param name="Channels">The channels of learning.</param>
/// <param name="Units">Codes of the units that hold sessions.</param>
internal sealed record ProgrammeTerms(
    string TitleZh,
    string TitleEn,
    string Kind,
    DateOnly From,
    DateOnly? DueOn,
    int? DueDays,
    IReadOnlyList<string> Courses,
    IReadOnlyList<string> Certificates,
    int AtLeast,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Units,
    CourseAudience Audience
)
{
    public const string Plan = "plan",
        Yearly = "yearly",
        Branches = "branches",
        NewHires = "new-hires",
        Talents = "talents";

    public static readonly IReadOnlyList<string> Kinds = [Plan, Yearly, Branches, NewHires, Talents];

    /// <summary>The longest JSON of terms.</summary>
    public const int Longest = 20_000;

    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static ProgrammeTerms Read(string json) =>
        JsonSerializer.Deserialize<ProgrammeTerms>(json, JsonSerializerOptions.Web)!;
}
