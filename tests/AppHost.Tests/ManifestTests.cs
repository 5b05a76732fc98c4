using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CardTeam.AppHost.Tests;

/// <summary>
/// Compares the programs, connections and settings of the diagram with the files that deploy without Aspire.
/// </summary>
public sealed partial class ManifestTests : IAsyncLifetime
{
    private static readonly string[] Services = ["performance", "training", "feedback", "incentive"];
    private static readonly string Deploy = Path.Combine(AppContext.BaseDirectory, "deploy");
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-manifest-").FullName;
    private JsonElement _resources;

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_folder, "manifest.json");
        var (exitCode, said) = await AppHostAsync(
            "aspire",
            "--operation",
            "publish",
            "--publisher",
            "manifest",
            "--output-path",
            file
        );
        Assert.True(exitCode == 0, said);
        _resources = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("resources");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public void Compose_has_the_same_programs_and_servers()
    {
        string[] programs =
        [
            .. _resources
                .EnumerateObject()
                .Where(r => r.Value.GetProperty("type").GetString()!.StartsWith("project", StringComparison.Ordinal))
                .Select(r => r.Name)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            Services.SelectMany(s => (string[])[s, $"{s}-migrate"]).Append("gateway").Order(StringComparer.Ordinal),
            programs
        );
        var compose = File.ReadAllText(Path.Combine(Deploy, "compose.yaml"));
        var section = compose[compose.IndexOf("\nservices:", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\nsecrets:", StringComparison.Ordinal)];
        var named = ServiceName().Matches(section).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(programs.Concat(["cache", "messaging", "sql"]).Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public void Kubernetes_has_the_same_services()
    {
        foreach (var name in (string[])[.. Services, "gateway"])
            Assert.True(File.Exists(Path.Combine(Deploy, "kubernetes", name, "kustomization.yaml")), name);
    }

    [Fact]
    public void Connections_and_settings_have_the_names_that_the_guides_and_files_use()
    {
        var known = AllText();
        foreach (var program in (string[])[.. Services, "gateway"])
        foreach (var setting in _resources.GetProperty(program).GetProperty("env").EnumerateObject())
        {
            if (!setting.Name.Contains("__", StringComparison.Ordinal))
                continue; // Aspire's own and OpenTelemetry's.
            var name = setting.Name.Replace("__https__", "__http__", StringComparison.Ordinal);
            Assert.True(
                known.Contains(name, StringComparison.OrdinalIgnoreCase),
                $"{program} has {name}, which no compose or Kubernetes file names"
            );
        }
    }

    [Fact]
    public async Task Without_a_container_engine_and_a_choice_the_start_is_refused_in_one_sentence()
    {
        var (exitCode, said) = await AppHostAsync("aspire");
        Assert.Equal(1, exitCode);
        Assert.Contains("--servers programs", said, StringComparison.Ordinal);
        Assert.Contains("--servers existing", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    private static string AllText() =>
        string.Join('\n', Directory.EnumerateFiles(Deploy, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    private static async Task<(int ExitCode, string Said)> AppHostAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "CardTeam.AppHost.dll"), .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        // The name of a program that does not exist simulates a machine without an engine.
        start.Environment["ASPIRE_CONTAINER_RUNTIME"] = "no-container-engine";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    [GeneratedRegex("^  (?<name>[a-z-]+):", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceName();
}
