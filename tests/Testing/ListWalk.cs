using System.Net.Http.Json;
using System.Text.Json;

namespace CardTeam.Testing;

/// <summary>Reads a list as its callers do.</summary>
public static class ListWalk
{
    /// <summary>A field of every row, page after page.</summary>
    /// <param name="path">The path with its query, even an empty one: <c>/managers?</c>.</param>
    public static async Task<IReadOnlyList<string>> WalkAsync(
        this HttpClient client,
        string path,
        string field,
        int limit = 1
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        var seen = new List<string>();
        for (var after = ""; after is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonElement>(
                new Uri($"{path}&limit={limit}&after={after}", UriKind.Relative)
            );
            var items = page.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty(field).ToString())
                .ToList();
            if (items.Count > limit)
                throw new InvalidOperationException($"{path} answers {items.Count} rows where {limit} were asked for.");
            seen.AddRange(items);
            after = page.GetProperty("next").GetString();
        }

        return seen;
    }

    /// <summary>A column of a list's csv.</summary>
    /// <param name="path">The path as for <see cref="WalkAsync"/>, with the file ending.</param>
    public static async Task<IReadOnlyList<string>> ColumnAsync(this HttpClient client, string path, string field)
    {
        ArgumentNullException.ThrowIfNull(client);
        var lines = (await client.GetStringAsync(new Uri(path, UriKind.Relative)))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(','))
            .ToList();
        var column = Array.IndexOf(lines[0], field);
        return [.. lines.Skip(1).Select(l => l[column])];
    }
}
