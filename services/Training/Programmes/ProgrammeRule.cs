namespace CardTeam.Training.Programmes;

/// <summary>A completion of a course, with the channel of the version it was of.</summary>
internal readonly record struct Learned(string Course, string Channel, DateOnly On, DateOnly? ValidTo);

/// <summary>How far a person or a unit has come in a programme.</summary>
/// <param name="Done">What they have of what is needed.</param>
/// <param name="DueOn">The last day on which it is in time; null for none.</param>
internal readonly record struct Progress(int Done, int Needed, DateOnly? DueOn)
{
    /// <summary><c>done</c>; <c>late</c>: not done and its day has passed; <c>due</c>.</summary>
    public string StateOn(DateOnly day)
    {
        if (Done >= Needed)
            return "done";
        return DueOn < day ? "late" : "due";
    }
}

/// <summary>Decides how far somebody has come in a programme on a day, by what was known to have happened until then.</summary>
internal static class ProgrammeRule
{
    /// <summary>The progress of a person.</summary>
    /// <param name="hiredOn">The day of the present employment; null where it is not known.</param>
    /// <param name="learned">The person's completions of courses.</param>
    /// <param name="held">The person's certificates with the days on which they are held.</param>
    public static Progress Of(
        ProgrammeTerms terms,
        DateOnly asOf,
        DateOnly? hiredOn,
        IReadOnlyCollection<Learned> learned,
        IReadOnlyCollection<(string Code, DateOnly From, DateOnly? To)> held
    )
    {
        var known = learned.Where(l => l.On <= asOf).ToList();
        switch (terms.Kind)
        {
            case ProgrammeTerms.Yearly:
                var (first, last) = (new DateOnly(asOf.Year, 1, 1), new DateOnly(asOf.Year, 12, 31));
                return new(
                    terms.Courses.Count(c => known.Exists(l => l.Course == c && l.On >= first)),
                    terms.Courses.Count,
                    last
                );
            case ProgrammeTerms.NewHires:
                return new(
                    terms.Certificates.Count(c =>
                        held.Any(h => h.Code == c && h.From <= asOf && (h.To is null || h.To >= asOf))
                    ),
                    terms.AtLeast,
                    After(hiredOn, terms.DueDays)
                );
            case ProgrammeTerms.Talents:
                return new(
                    terms.Channels.Count(c =>
                        known.Exists(l =>
                            l.Channel == c
                            && l.On >= terms.From
                            && (terms.Courses.Count == 0 || terms.Courses.Contains(l.Course, StringComparer.Ordinal))
                        )
                    ),
                    terms.Channels.Count,
                    terms.DueOn
                );
            default:
                return new(
                    terms.Courses.Count(c =>
                        known.Exists(l => l.Course == c && (l.ValidTo is null || l.ValidTo >= asOf))
                    ),
                    terms.Courses.Count,
                    terms.DueOn ?? After(hiredOn > terms.From ? hiredOn : terms.From, terms.DueDays)
                );
        }
    }

    /// <summary>
    /// The progress of a unit that is to hold a session each quarter: late where the quarter before had none either.
    /// </summary>
    /// <param name="heldOn">The last days of the unit's sessions.</param>
    public static Progress OfUnit(ProgrammeTerms terms, DateOnly asOf, IReadOnlyCollection<DateOnly> heldOn)
    {
        var begins = QuarterOf(asOf);
        var before = begins.AddMonths(-3);
        var isDone = heldOn.Any(d => d >= begins && d <= asOf);
        var wasMissed = before >= QuarterOf(terms.From) && !heldOn.Any(d => d >= before && d < begins);
        return new(isDone ? 1 : 0, 1, wasMissed ? begins.AddDays(-1) : begins.AddMonths(3).AddDays(-1));
    }

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    private static DateOnly? After(DateOnly? day, int? days) =>
        day is { } from && days is { } count ? from.AddDays(count) : null;
}
