using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Organisation;

/// <summary>An account manager of the bank, with the history of their postings.</summary>
internal sealed class Manager
{
    public static readonly string[] Levels = ["trainee", "junior", "intermediate", "senior"];

    private readonly List<ManagerPosting> _postings = [];

    private Manager() { }

    public Manager(string managerNo) => ManagerNo = managerNo;

    public string ManagerNo { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>First day of the latest employment.</summary>
    public DateOnly HiredOn { get; private set; }

    public DateOnly? InPostSince { get; private set; }

    /// <summary>Last day of the latest employment; null while it continues.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>
    /// The employments that ended before <see cref="HiredOn"/>, in order, as JSON; null when there was none.
    /// </summary>
    public string? EarlierEmployments { get; private set; }

    public string? Education { get; private set; }

    /// <summary>Grows with each change; every version is announced.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// True once the name, or its deletion, was announced to the other services. False for managers announced by a
    /// release without names.
    /// </summary>
    public bool IsNameAnnounced { get; private set; }

    public IReadOnlyList<ManagerPosting> Postings => _postings;

    /// <summary>The posting that holds on a day; the first one for days before it.</summary>
    public ManagerPosting On(DateOnly day) =>
        _postings.Where(p => p.From <= day).MaxBy(p => p.From) ?? _postings.MinBy(p => p.From)!;

    /// <summary>All employments, first to last.</summary>
    public IReadOnlyList<Employment> Employments => [.. Earlier(), new(HiredOn, LeftOn)];

    public bool IsInPost(Period period) => Employments.Any(e => e.Touches(period));

    /// <summary>The employment that a row with this day of hiring refers to; null when it begins a new one.</summary>
    public Employment? EmploymentOf(DateOnly hiredOn) =>
        Earlier().Find(e => e.HiredOn == hiredOn) ?? (hiredOn > LeftOn ? null : new(HiredOn, LeftOn));

    /// <summary>Applies a row of the roster; true when something changed.</summary>
    /// <param name="effectiveOn">
    /// First day of the posting; null means the day of hiring for the first posting, and otherwise the first open day.
    /// </param>
    /// <param name="firstOpenDay">First day of the first month not yet closed; null while no month is closed.</param>
    /// <exception cref="RuleBrokenException">Two employments would overlap.</exception>
    public bool Describe(PersonalData person, PostingData posting, DateOnly? effectiveOn, DateOnly? firstOpenDay)
    {
        if (Version > 0 && Earlier().FindIndex(e => e.HiredOn == person.HiredOn) is >= 0 and var place)
            return DescribeEarlier(place, person);
        var begins = Version > 0 && person.HiredOn > LeftOn;
        if (!begins && person.HiredOn <= Earlier().LastOrDefault()?.LeftOn)
            throw Overlap();
        if (begins)
            EarlierEmployments = JsonSerializer.Serialize(Employments);
        var news = Version == 0 || begins || person != Person;
        Person = person;
        news |= Post(posting, effectiveOn ?? (begins ? HiredOn : null), firstOpenDay);
        if (news)
            Version++;
        return news;
    }

    /// <summary>Deletes name and education. Nothing is calculated from either, so it makes no new version.</summary>
    public void Forget() => (Name, Education) = (ManagerNo, null);

    /// <summary>
    /// The announcement of the name for the services that show it; without a name when it was deleted.
    /// </summary>
    public NamedManager AnnounceName()
    {
        IsNameAnnounced = true;
        return new(ManagerNo, Version, Name == ManagerNo ? null : Name);
    }

    public ManagerProfile Profile(int knownFrom) =>
        new(
            ManagerNo,
            Version,
            knownFrom,
            HiredOn,
            InPostSince,
            LeftOn,
            _postings
                .OrderBy(p => p.From)
                .Select(p => new Posting(
                    From: p.From,
                    Org: p.Data.Org,
                    Employment: p.Data.Employment,
                    Level: p.Data.Level,
                    Step: p.Data.Step,
                    Area: p.Data.Area,
                    Supervisor: p.Data.SupervisorNo,
                    Mentor: p.Data.MentorNo
                ))
                .ToList(),
            Earlier() is { Count: > 0 } earlier ? earlier : null
        );

    private PersonalData Person
    {
        get => new(Name, HiredOn, InPostSince, LeftOn, Education);
        set => (Name, HiredOn, InPostSince, LeftOn, Education) = value;
    }

    private List<Employment> Earlier() =>
        EarlierEmployments is null ? [] : JsonSerializer.Deserialize<List<Employment>>(EarlierEmployments)!;

    /// <summary>
    /// Applies a row about an employment that has ended: it may correct the last day and the personal data, but not the
    /// current posting.
    /// </summary>
    private bool DescribeEarlier(int place, PersonalData said)
    {
        var all = Employments.ToList();
        if (said.LeftOn is not { } left || left >= all[place + 1].HiredOn)
            throw Overlap();
        if ((left, said.Name, said.Education) == (all[place].LeftOn, Name, Education))
            return false;
        all[place] = all[place] with { LeftOn = left };
        EarlierEmployments = JsonSerializer.Serialize(all[..^1]);
        (Name, Education) = (said.Name, said.Education);
        Version++;
        return true;
    }

    private static RuleBrokenException Overlap() =>
        new(
            "manager.employments-overlap",
            new("与另一段任职的日期重叠。", "The days overlap with another employment of the same person.")
        );

    private bool Post(PostingData data, DateOnly? effectiveOn, DateOnly? firstOpenDay)
    {
        if (_postings.Count == 0)
        {
            _postings.Add(new ManagerPosting(effectiveOn ?? HiredOn, data));
            return true;
        }

        // A row without a day of its own is about the present: it is compared with the latest posting.
        var compared = effectiveOn is { } day ? On(day) : _postings.MaxBy(p => p.From)!;
        if (compared.Data == data)
            return false;
        var from = effectiveOn ?? (firstOpenDay is { } open && open > HiredOn ? open : _postings.Min(p => p.From));
        if (from < compared.From && effectiveOn is null)
            from = compared.From;
        if (_postings.Find(p => p.From == from) is { } same)
            same.Correct(data);
        else
            _postings.Add(new ManagerPosting(from, data));
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Manager>
    {
        public void Configure(EntityTypeBuilder<Manager> builder)
        {
            builder.HasKey(m => m.ManagerNo);
            builder.Property(m => m.Version).IsConcurrencyToken();
            builder.Property(m => m.EarlierEmployments).HasMaxLength(2000);
            builder.Ignore(m => m.Employments);
            builder.HasMany(m => m.Postings).WithOne().HasForeignKey("ManagerNo");
            builder.Navigation(m => m.Postings).AutoInclude();
        }
    }
}

/// <summary>A manager's unit and grade from a day on, until the day before the next posting.</summary>
internal sealed class ManagerPosting
{
    private ManagerPosting() { }

    public ManagerPosting(DateOnly from, PostingData data) => (From, Data) = (from, data);

    public DateOnly From { get; private set; }
    public PostingData Data { get; private set; } = null!;

    public void Correct(PostingData data) => Data = data;

    internal sealed class Mapping : IEntityTypeConfiguration<ManagerPosting>
    {
        public void Configure(EntityTypeBuilder<ManagerPosting> builder)
        {
            builder.ToTable("Postings");
            builder.Property<string>("ManagerNo");
            builder.HasKey("ManagerNo", nameof(From));
            builder.ComplexProperty(p => p.Data);
        }
    }
}

/// <param name="Employment"><c>regular</c> 在册 or <c>contract</c> 聘用.</param>
internal sealed record PostingData(
    string Org,
    string? Employment,
    string? Level,
    string? Step,
    string? Area,
    string? SupervisorNo,
    string? MentorNo
);

internal sealed record PersonalData(
    string Name,
    DateOnly HiredOn,
    DateOnly? InPostSince,
    DateOnly? LeftOn,
    string? Education
);
