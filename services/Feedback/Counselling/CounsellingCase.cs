using System.Security.Cryptography;
using System.Text.Json;
using CardTeam.Feedback.Sealing;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Counselling;

/// <summary>
/// A person's request for counselling and what follows from it. Its words, its notes and whose it is are sealed with a
/// key of its own, which is wrapped for counsellors; the database has neither.
/// </summary>
internal sealed class CounsellingCase
{
    public const string Asked = "asked",
        Appointed = "appointed",
        Closed = "closed";

    private readonly List<WrappedKey> _keys = [];
    private readonly List<SealedNote> _notes = [];

    private CounsellingCase() { }

    public Guid Id { get; private set; }

    /// <summary>The keyed digest of the person, by which they find their own request.</summary>
    public string PersonMark { get; private set; } = "";

    public string State { get; private set; } = "";
    public DateOnly AskedOn { get; private set; }

    /// <summary>The sealed request.</summary>
    public byte[] Request { get; private set; } = [];

    /// <summary>The appointment as the person sees it, sealed by the key file; null until there is one.</summary>
    public byte[]? Appointment { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<WrappedKey> Keys => _keys;

    public IReadOnlyList<SealedNote> Notes => _notes;

    private string BelongsTo => Id.ToString("n");

    /// <summary>Seals a request for some counsellors, and halves of its key for the officers of recovery.</summary>
    public static CounsellingCase Ask(
        string personMark,
        CounsellingWords words,
        IReadOnlyCollection<SealingKey> counsellors,
        IReadOnlyCollection<SealingKey> officers,
        DateOnly today
    )
    {
        // An id that says nothing of the time, which would tell who asked.
        var asked = new CounsellingCase
        {
            Id = Guid.NewGuid(),
            PersonMark = personMark,
            State = Asked,
            AskedOn = today,
        };
        var key = RandomNumberGenerator.GetBytes(SealedBox.KeyBytes);
        asked.Request = SealedBox.Seal(key, JsonSerializer.SerializeToUtf8Bytes(words), asked.BelongsTo);
        foreach (var counsellor in counsellors)
            asked.WrapFor(counsellor, key, WrappedKey.Whole);
        if (officers.Count == WrappedKey.Halves)
        {
            var first = RandomNumberGenerator.GetBytes(SealedBox.KeyBytes);
            var second = Joined(key, first);
            foreach (var officer in officers)
                asked.WrapFor(officer, officer.Half == 1 ? first : second, officer.Half);
        }

        return asked;
    }

    /// <summary>The key of the case, by the private key of a counsellor who has it.</summary>
    /// <exception cref="RuleBrokenException">404: it is sealed for others.</exception>
    public byte[] KeyFor(string counsellor, byte[] privateKey)
    {
        try
        {
            var own = _keys.Where(k => k.Holder == counsellor && k.Role == SealingKey.Counsellor).ToList();
            if (own.Find(k => k.Half == WrappedKey.Whole) is { } whole)
                return SealedBox.Unwrap(privateKey, whole.Wrapped, BelongsTo);
            if (own.Find(k => k.Half == 1) is { } first && own.Find(k => k.Half == 2) is { } second)
                return Joined(
                    SealedBox.Unwrap(privateKey, first.Wrapped, BelongsTo),
                    SealedBox.Unwrap(privateKey, second.Wrapped, BelongsTo)
                );
        }
        catch (CryptographicException)
        {
            // It was wrapped for a key that is lost.
        }

        throw RuleBrokenException.NotFound("counselling-case");
    }

    public CounsellingWords ReadRequest(byte[] key) =>
        JsonSerializer.Deserialize<CounsellingWords>(SealedBox.Open(key, Request, BelongsTo))!;

    public string ReadNote(SealedNote note, byte[] key) =>
        System.Text.Encoding.UTF8.GetString(SealedBox.Open(key, note.Text, BelongsTo));

    public void AddNote(string text, byte[] key, string by, DateOnly today)
    {
        CheckIsOpen();
        _notes.Add(
            new(_notes.Count + 1, by, today, SealedBox.Seal(key, System.Text.Encoding.UTF8.GetBytes(text), BelongsTo))
        );
        Version++;
    }

    /// <param name="appointment">The appointment as the person sees it, sealed.</param>
    public void Appoint(byte[] appointment)
    {
        CheckIsOpen();
        (Appointment, State) = (appointment, Appointed);
        Version++;
    }

    public void Close()
    {
        CheckIsOpen();
        (State, Appointment) = (Closed, null);
        Version++;
    }

    /// <summary>Gives another counsellor the key.</summary>
    public void ShareWith(SealingKey counsellor, byte[] key)
    {
        CheckIsOpen();
        WrapFor(counsellor, key, WrappedKey.Whole);
        Version++;
    }

    /// <summary>
    /// Gives an officer's half to a counsellor who lost their key; with the half of the other officer they have it
    /// again, and neither officer ever has the whole.
    /// </summary>
    /// <returns>False where the case is not for this counsellor, or has no such half.</returns>
    public bool Recover(SealingKey counsellor, SealingKey officer, byte[] officersKey)
    {
        var isTheirs = _keys.Exists(k => k.Role == SealingKey.Counsellor && k.Holder == counsellor.UserId);
        var half = _keys.Find(k => k.Role == SealingKey.Officer && k.Holder == officer.UserId);
        if (!isTheirs || half is null)
            return false;
        var secret = SealedBox.Unwrap(officersKey, half.Wrapped, BelongsTo);
        _keys.RemoveAll(k =>
            k.Role == SealingKey.Counsellor
            && k.Holder == counsellor.UserId
            && (k.Half == WrappedKey.Whole || k.Half == half.Half)
        );
        WrapFor(counsellor, secret, half.Half);
        Version++;
        return true;
    }

    private void WrapFor(SealingKey holder, byte[] secret, int half)
    {
        _keys.RemoveAll(k => k.Role == holder.Role && k.Holder == holder.UserId && k.Half == half);
        _keys.Add(new(holder.Role, holder.UserId, half, SealedBox.WrapFor(holder.PublicKey, secret, BelongsTo)));
    }

    private static byte[] Joined(byte[] one, byte[] other) => [.. one.Zip(other, (a, b) => (byte)(a ^ b))];

    private void CheckIsOpen()
    {
        if (State == Closed)
            throw new RuleBrokenException("counselling.closed", new("该咨询已结束。", "This counselling is over."));
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CounsellingCase>
    {
        public void Configure(EntityTypeBuilder<CounsellingCase> builder)
        {
            builder.ToTable("CounsellingCases");
            builder.HasKey(c => c.Id);
            builder.HasIndex(c => new { c.PersonMark, c.State });
            builder.HasIndex(c => new { c.State, c.AskedOn });
            builder.Property(c => c.PersonMark).HasMaxLength(64);
            builder.Property(c => c.State).HasMaxLength(20);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.OwnsMany(
                c => c.Keys,
                keys =>
                {
                    keys.ToTable("CounsellingKeys");
                    keys.WithOwner().HasForeignKey("CaseId");
                    keys.HasKey("CaseId", nameof(WrappedKey.Role), nameof(WrappedKey.Holder), nameof(WrappedKey.Half));
                    keys.Property(k => k.Role).HasMaxLength(20);
                    keys.Property(k => k.Holder).HasMaxLength(CounsellingBounds.User);
                    keys.Property(k => k.Half).ValueGeneratedNever();
                    keys.HasIndex(nameof(WrappedKey.Role), nameof(WrappedKey.Holder));
                }
            );
            builder.Navigation(c => c.Keys).HasField("_keys").UsePropertyAccessMode(PropertyAccessMode.Field);
            builder.OwnsMany(
                c => c.Notes,
                notes =>
                {
                    notes.ToTable("CounsellingNotes");
                    notes.WithOwner().HasForeignKey("CaseId");
                    notes.HasKey("CaseId", nameof(SealedNote.Number));
                    notes.Property(n => n.Number).ValueGeneratedNever();
                    notes.Property(n => n.By).HasMaxLength(CounsellingBounds.User);
                }
            );
            builder.Navigation(c => c.Notes).HasField("_notes").UsePropertyAccessMode(PropertyAccessMode.Field);
        }
    }
}

/// <summary>A key, or a half of it, wrapped for its holder.</summary>
/// <param name="Half">0: the whole key; 1 or 2: a half, of which both together are the key.</param>
internal sealed record WrappedKey(string Role, string Holder, int Half, byte[] Wrapped)
{
    public const int Whole = 0,
        Halves = 2;
}

/// <summary>A counsellor's note of a session, sealed.</summary>
internal sealed record SealedNote(int Number, string By, DateOnly On, byte[] Text);

/// <summary>A request for counselling, in the words of the person who asks.</summary>
/// <param name="Person">The person's user id.</param>
/// <param name="Reach">How they want to be called and reached.</param>
/// <param name="Time">The time they wish.</param>
/// <param name="Channel"><c>room</c>, <c>phone</c> or <c>video</c>.</param>
internal sealed record CounsellingWords(string Person, string Reach, string Words, string Time, string Channel);
