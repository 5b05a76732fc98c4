using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Fuzz;

/// <summary>A route as its service's OpenAPI document describes it, with a valid request.</summary>
/// <param name="Path">The path in the document: <c>/runs/{id}</c>.</param>
/// <param name="Parameters">Names of the query's and the path's parameters.</param>
/// <param name="Body">Valid JSON, or a file; null where the route takes no body.</param>
internal sealed partial record FuzzedRoute(
    string Host,
    HttpMethod Method,
    string Path,
    IReadOnlyList<(string Name, string In)> Parameters,
    string? Body
)
{
    private const string Place = "\"@@place@@\"";

    public bool IsImport => Path.StartsWith("/imports/", StringComparison.Ordinal) && Method == HttpMethod.Post;

    /// <summary>The operations of a document.</summary>
    /// <param name="bodies">Valid bodies, by path without the parameters' types.</param>
    public static IEnumerable<FuzzedRoute> Of(
        string host,
        JsonNode document,
        IReadOnlyDictionary<string, string> bodies
    )
    {
        foreach (var (path, operations) in document["paths"]!.AsObject())
        foreach (
            var (method, operation) in operations!.AsObject().Where(o => o.Key is "get" or "put" or "post" or "delete")
        )
        {
            var parameters = (operation!["parameters"]?.AsArray() ?? [])
                .Select(p => (p!["name"]!.GetValue<string>(), p["in"]!.GetValue<string>()))
                .ToList();
            var body = bodies.GetValueOrDefault(path);
            if (body is null && Schema(operation, document) is { } schema)
                body = Sample(schema, document, 0)?.ToJsonString() ?? "{}";
            yield return new(
                host,
                new(method.ToUpperInvariant()),
                path,
                parameters,
                method is "put" or "post" ? body ?? "{}" : null
            );
        }
    }

    /// <summary>
    /// The address with an existing value for every parameter of the path, except a given value for the named one.
    /// </summary>
    public string Address(Func<string, string> ordinary, string? name = null, string value = "")
    {
        var path = Parameter()
            .Replace(Path, m => m.Groups["name"].Value == name ? value : ordinary(m.Groups["name"].Value));
        var query = Parameters.Where(p => p.In == "query").Select(p => p.Name).ToList();
        // A required parameter keeps its ordinary value while others are tested.
        return path
            + "?"
            + string.Join(
                '&',
                query
                    .Where(q => q == name || q.Equals("period", StringComparison.OrdinalIgnoreCase))
                    .Select(q => $"{q}={(q == name ? value : ordinary(q))}")
            );
    }

    /// <summary>The bodies in which one member, at any depth, is replaced.</summary>
    /// <param name="others">The replacements as JSON texts.</param>
    public IEnumerable<string> BodiesWith(IReadOnlyList<string> others)
    {
        if (Body is null || IsImport)
            yield break;
        foreach (var template in Templates(JsonNode.Parse(Body)!))
        foreach (var other in others)
            yield return template.Replace(Place, other, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Templates(JsonNode root)
    {
        foreach (var path in Paths(root))
        {
            var copy = root.DeepClone();
            var at = copy;
            foreach (var step in path.SkipLast(1))
                at = step is int i ? at![i] : at![(string)step];
            if (path[^1] is int index)
                at![index] = "@@place@@";
            else
                at![(string)path[^1]] = "@@place@@";
            yield return copy.ToJsonString();
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject many => many.Select(m => ((object)m.Key, m.Value)),
            JsonArray list => list.Take(1).Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [step];
            foreach (var below in Paths(child))
                yield return [step, .. below];
        }
    }

    private static JsonNode? Schema(JsonNode operation, JsonNode document) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema
            ? Resolved(schema, document)
            : null;

    private static JsonNode? Sample(JsonNode schema, JsonNode document, int depth)
    {
        schema = Resolved(schema, document);
        if (depth > 6)
            return null;
        if (schema["properties"] is JsonObject properties)
        {
            var sample = new JsonObject();
            foreach (var (name, property) in properties)
                sample[name] = Sample(property!, document, depth + 1);
            return sample;
        }

        if (schema["items"] is { } items)
            return new JsonArray(Sample(items, document, depth + 1));
        var type = schema["type"] is JsonArray types
            ? types[0]!.GetValue<string>()
            : schema["type"]?.GetValue<string>();
        return type switch
        {
            "integer" or "number" => 1,
            "boolean" => false,
            _ => "x",
        };
    }

    private static JsonNode Resolved(JsonNode schema, JsonNode document)
    {
        if (schema["oneOf"] is JsonArray several)
            return Resolved(several.Last(s => s!["type"]?.ToString() != "null")!, document);
        return schema["$ref"]?.GetValue<string>() is { } reference
            ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!
            : schema;
    }

    public override string ToString() => $"{Host} {Method} {Path}";

    [GeneratedRegex(@"\{(?<name>[^}:]+)[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
