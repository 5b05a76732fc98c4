using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Next">The cursor to send as <c>after</c> for the next page; null on the last page.</param>
/// <param name="Total">
/// The number of rows of the whole filtered list, where it was asked for; <see cref="Paging.MostCounted"/> + 1 means
/// more than are counted.
/// </param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null
);

/// <summary>The requested page.</summary>
/// <param name="Limit">1–500, default 50.</param>
/// <param name="After">The opaque cursor of the page before.</param>
/// <param name="Total">True to count the whole list as well.</param>
public readonly record struct PageQuery(int? Limit, string? After, bool? Total = null)
{
    /// <summary>The separator of a key's parts; no text from a file or a path can contain it.</summary>
    private const char Separator = '\n';

    /// <exception cref="RuleBrokenException">400: the limit is not within 1–500.</exception>
    public int Size =>
        Limit switch
        {
            null => 50,
            >= 1 and <= 500 => Limit.Value,
            _ => throw new RuleBrokenException(
                "request.invalid-limit",
                new("limit 必须在 1 到 500 之间。", "limit must be between 1 and 500."),
                status: 400
            ),
        };

    /// <summary>The key after which the page begins; empty for the first page.</summary>
    /// <exception cref="RuleBrokenException">400: not a valid cursor.</exception>
    public string AfterKey()
    {
        if (string.IsNullOrEmpty(After))
            return "";
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(After.Replace('-', '+').Replace('_', '/')));
        }
        catch (FormatException)
        {
            throw Unknown();
        }
    }

    /// <inheritdoc cref="AfterKey"/>
    public long AfterNumber() =>
        AfterKey() is { Length: > 0 } key
            ? long.TryParse(key, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Unknown()
            : 0;

    /// <summary>
    /// The parts of a composite key, in the order in which <see cref="Key"/> was given them; all empty for the first
    /// page.
    /// </summary>
    /// <inheritdoc cref="AfterKey"/>
    public string[] AfterParts(int count)
    {
        if (AfterKey() is not { Length: > 0 } key)
            return [.. Enumerable.Repeat("", count)];
        return key.Split(Separator) is var parts && parts.Length == count ? parts : throw Unknown();
    }

    /// <summary>400: the value of <c>after</c> is no cursor of the list, or one of another sort.</summary>
    public static RuleBrokenException Unknown() =>
        new(
            "request.invalid-cursor",
            new("after 不是有效的游标。", "after is not a cursor of this list."),
            status: 400
        );

    /// <summary>Joins the parts of a composite key.</summary>
    public static string Key(params ReadOnlySpan<string> parts) => string.Join(Separator, parts);

    public static string Cursor(string key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).Replace('+', '-').Replace('/', '_');
}

/// <summary>The requested page of a sortable list.</summary>
/// <param name="Limit">1–500, default 50.</param>
/// <param name="After">The opaque cursor of the page before, under the same sort.</param>
/// <param name="Sort">A field of the list, or <c>-field</c> for the greatest first.</param>
/// <param name="Total">True to count the whole list as well.</param>
public readonly record struct ListQuery(int? Limit, string? After, string? Sort, bool? Total)
{
    internal PageQuery Page => new(Limit, After, Total);
}

/// <summary>Reads one page by keyset: one extra item shows whether there is another page.</summary>
public static class Paging
{
    /// <summary>
    /// The greatest number of rows that a total counts: beyond it the total only means "many", and counting would cost
    /// as much as reading.
    /// </summary>
    public const int MostCounted = 100_000;

    /// <summary>Counts the rows where a total was asked for, up to <see cref="MostCounted"/> + 1.</summary>
    public static async Task<int?> TotalAsync<T>(this IQueryable<T> rows, bool? asked, CancellationToken ct) =>
        asked == true ? await rows.Take(MostCounted + 1).CountAsync(ct) : null;

    /// <summary>Adds the number of rows of the whole list to a page of it, where it was asked for.</summary>
    /// <param name="all">The rows that the caller may see and the filters leave, wherever the page begins.</param>
    public static async Task<Page<T>> WithTotalAsync<T, TRow>(
        this Task<Page<T>> page,
        IQueryable<TRow> all,
        PageQuery asked,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(page);
        var found = await page;
        return found with { Total = await all.TotalAsync(asked.Total, ct) };
    }

    public static async Task<Page<T>> ToPageAsync<T>(
        this IQueryable<T> ordered,
        PageQuery page,
        Func<T, string> key,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(key);
        var items = await ordered.Take(page.Size + 1).ToListAsync(ct);
        if (items.Count <= page.Size)
            return new(items, null);
        items.RemoveAt(page.Size);
        return new(items, PageQuery.Cursor(key(items[^1])));
    }
}
