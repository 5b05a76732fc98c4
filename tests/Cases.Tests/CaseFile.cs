using System.Text.Json;
using System.Text.Json.Nodes;

namespace CardTeam.Cases.Tests;

/// <summary>Reads <c>files/cases.json</c> and the files it names.</summary>
internal static class CaseFile
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "files");

    private static readonly JsonNode Root = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json")))!;

    /// <summary>The steps every suite begins with.</summary>
    public static IReadOnlyList<JsonNode> Setup { get; } = [.. Root["setup"]!.AsArray().Select(s => s!)];

    public static IReadOnlyList<JsonNode> All { get; } = [.. Root["cases"]!.AsArray().Select(c => c!)];

    public static JsonNode Case(string id) => All.Single(c => (string)c["id"]! == id);

    public static IEnumerable<JsonNode> Steps(JsonNode one) => one["steps"]!.AsArray().Select(s => s!);

    /// <summary>True for a step that a program can take; the others need a person, a browser or a broker.</summary>
    public static bool IsRun(JsonNode step) => (string)step["do"]! != "by-hand";

    public static bool IsFresh(JsonNode one) => (bool?)one["fresh"] ?? false;

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static string Show(JsonNode? node) =>
        node?.ToJsonString(new JsonSerializerOptions(JsonSerializerOptions.Web)) ?? "null";
}
