using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CardTeam.Architecture.Tests.Structure;
using CardTeam.ServiceDefaults;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>
/// The console's types are generated from the services' and the gateway's OpenAPI documents stored in
/// <c>gateway/console/openapi</c>.
/// </summary>
[Collection(nameof(SeededBank))]
public sealed class OpenApiTests(SeededBank bank)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The services, and a gateway with every route of its own.</summary>
    public static TheoryData<string> Hosts => [.. RouteTable.Services, RouteTable.Demonstration];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task The_console_is_built_on_what_the_service_says_of_itself(string service)
    {
        var document = JsonNode.Parse(await DocumentAsync(service))!.AsObject();
        document.Remove("servers");
        Assert.Equal(Release.Full, document["info"]!["version"]!.GetValue<string>());
        document["info"]!["version"] = "1.0.0"; // another with every commit, and nothing the console is built on
        var said = document.ToJsonString(Readable) + "\n";
        var file = service == RouteTable.Demonstration ? "gateway" : service;
        var kept = Path.Combine(Repository.Root, "gateway", "console", "openapi", $"{file}.json");
        if (File.Exists(kept) && await File.ReadAllTextAsync(kept) == said)
            return;
        var actual = Path.Combine(Path.GetTempPath(), $"openapi-{file}.json");
        await File.WriteAllTextAsync(actual, said);
        Assert.Fail(
            $"{service} answers otherwise than the console was built for. If that is meant: cp {actual} {kept}"
        );
    }

    private async Task<string> DocumentAsync(string service)
    {
        using var client = await bank.AdministratorOfAsync(service);
        return await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
    }
}
