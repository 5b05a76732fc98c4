using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Bounds;

/// <summary>
/// The rule for codes that differ from a known one in capital and small letters only: that is the same thing with a
/// typing error, and is refused. References that other systems make up (of facts, cards, customers and answers) are
/// compared letter by letter instead.
/// </summary>
public sealed class AlikeCodes
{
    private const string DiffersInCaseOnly = "code.differs-in-case-only";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byFold = new(StringComparer.Ordinal);

    private AlikeCodes(IEnumerable<string> known)
    {
        foreach (var code in known.Order(StringComparer.Ordinal))
            Add(code);
    }

    /// <summary>The rule among codes that are all known here.</summary>
    public static AlikeCodes Among(IEnumerable<string> known) => new(known);

    /// <summary>The rule for some codes among stored ones.</summary>
    /// <param name="stored">All stored codes.</param>
    /// <param name="given">The codes that are asked about.</param>
    public static async Task<AlikeCodes> AmongAsync(
        IQueryable<string> stored,
        IEnumerable<string> given,
        CancellationToken ct
    )
    {
        var lower = given.Select(Fold).Distinct(StringComparer.Ordinal).ToList();
        return lower.Count == 0
            ? new([])
            : new(await stored
#pragma warning disable CA1304, CA1311, MA0011 // The database lowers the codes.
                .Where(code => lower.Contains(code.ToLower()))
#pragma warning restore CA1304, CA1311, MA0011
                .Distinct().ToListAsync(ct));
    }

    /// <summary>
    /// The known code that differs from this one in case only; null where there is none, or where this one is known
    /// too.
    /// </summary>
    public string? Of(string code) => _known.Contains(code) ? null : _byFold.GetValueOrDefault(Fold(code));

    /// <summary>Makes a code known; the first of several alike stays.</summary>
    public void Add(string code)
    {
        _known.Add(code);
        _byFold.TryAdd(Fold(code), code);
    }

    /// <summary>The refusal of a code that differs from one that the reader may learn.</summary>
    public static Refusal Refused(string code, string known) =>
        new(
            DiffersInCaseOnly,
            new(
                $"{Refusal.Quote(code)} 与已有的 {Refusal.Quote(known)} 仅大小写不同。",
                $"{Refusal.Quote(code)} differs from {Refusal.Quote(known)}, which is known, in case only."
            )
        );

    /// <summary>409 for a code in an address or a body that differs from a known one.</summary>
    public static RuleBrokenException Broken(string code, string known)
    {
        var refusal = Refused(code, known);
        return new(refusal.Code, refusal.Text);
    }

    /// <summary>The form in which codes that differ in case only are the same.</summary>
    public static string Fold(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.ToLowerInvariant();
    }
}
