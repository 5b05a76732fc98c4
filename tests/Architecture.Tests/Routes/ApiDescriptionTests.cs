using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CardTeam.Architecture.Tests.Structure;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>The API pages describe the effect, request, answer and errors of every operation.</summary>
[Collection(nameof(SeededBank))]
public sealed partial class ApiDescriptionTests(SeededBank bank)
{
    public static TheoryData<string> Services => [.. RouteTable.Services, RouteTable.Demonstration];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_operation_has_a_summary_examples_and_its_problems(string service)
    {
        var document = await DocumentAsync(service);
        var lacking = new List<string>();
        foreach (var (name, operation) in Operations(document))
        {
            if (operation["summary"]?.GetValue<string>() is not { Length: > 10 } summary || !summary.EndsWith('.'))
                lacking.Add($"{name}: no summary");
            foreach (var (type, content) in Contents(operation["requestBody"]))
                if (type.Contains("json", StringComparison.Ordinal) && content["example"] is null)
                    lacking.Add($"{name}: no example of the request");
            foreach (var (status, answer) in operation["responses"]!.AsObject())
            foreach (var (type, content) in Contents(answer))
                if (type.Contains("json", StringComparison.Ordinal) && content["example"] is null)
                    lacking.Add($"{name}: no example of {status}");
            foreach (var status in (string[])["400", "401", "403", "429", "500"])
                if (Contents(operation["responses"]![status]).All(c => c.Type != "application/problem+json"))
                    lacking.Add($"{name}: no problem {status}");
            if (name.Contains('{', StringComparison.Ordinal) && !name.EndsWith("{format}", StringComparison.Ordinal))
                if (operation["responses"]!["404"] is null)
                    lacking.Add($"{name}: no problem 404");
        }

        Assert.Empty(lacking);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_use_case_has_schemas_of_its_own(string service)
    {
        var schemas = (await DocumentAsync(service))["components"]!["schemas"]!.AsObject().Select(s => s.Key).ToList();
        string[] nobodys = ["Answer", "Request", "Item", "Summary", "Entry", "Entries", "PageOfAnswer", "IFormFile"];
        Assert.Empty(schemas.Intersect(nobodys));
        Assert.Contains("Problem", schemas);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_import_takes_csv_as_text_and_a_workbook_as_binary(string service)
    {
        foreach (var (name, operation) in Operations(await DocumentAsync(service)))
        {
            if (
                !name.StartsWith("post /imports/", StringComparison.Ordinal)
                || name.Contains('{', StringComparison.Ordinal)
            )
                continue;
            var bodies = Contents(operation["requestBody"]).ToDictionary(c => c.Type, c => c.Content);
            Assert.Equal("string", bodies["text/csv"]["schema"]!["type"]!.GetValue<string>());
            var workbook = bodies["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]["schema"]!;
            Assert.Equal("binary", workbook["format"]!.GetValue<string>());
        }
    }

    /// <summary>A code that no service answers with would mislead a reader.</summary>
    [Fact]
    public void Every_problem_a_route_names_is_one_that_the_code_answers_with()
    {
        var sources = ((string[])["services", "gateway", "ServiceDefaults"])
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText)
            .ToList();
        var all = string.Concat(sources);
        var named = sources
            .SelectMany(source => ProblemCode().Matches(source))
            .Select(match => (Subject: match.Groups["subject"].Value, Rule: match.Groups["rule"].Value))
            .Distinct();
        Assert.DoesNotContain(
            named,
            code =>
                code.Rule == "not-found"
                    ? !all.Contains($"NotFound(\"{code.Subject}\")", StringComparison.Ordinal)
                    : !all.Contains($"\"{code.Subject}.{code.Rule}\"", StringComparison.Ordinal)
        );
    }

    private async Task<JsonObject> DocumentAsync(string service)
    {
        using var client = await bank.AdministratorOfAsync(service);
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!.AsObject();
    }

    private static IEnumerable<(string Name, JsonObject Operation)> Operations(JsonObject document) =>
        document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => ($"{o.Key} {path.Key}", o.Value!.AsObject())));

    private static IEnumerable<(string Type, JsonNode Content)> Contents(JsonNode? body) =>
        (body?["content"]?.AsObject() ?? []).Select(c => (c.Key, c.Value!));

    [GeneratedRegex(
        "\"[45]\\d\\d (?<subject>[a-z-]+)\\.(?<rule>[a-z-]+)\"",
        RegexOptions.None,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex ProblemCode();
}
