using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>docs/architecture.md describes the code as it is.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = Repository.Read("docs/architecture.md");

    [Fact]
    public void Every_file_the_page_names_exists()
    {
        var files = File().Matches(Page).Select(m => m.Groups["file"].Value).ToList();
        Assert.True(files.Count >= 20, $"{files.Count} files are named.");
        Assert.DoesNotContain(files, file => !System.IO.File.Exists(Path.Combine(Repository.Root, file)));
    }

    [Fact]
    public void Every_room_is_on_the_page()
    {
        foreach (var (project, assembly) in Repository.Services.Append(new("Platform", Repository.Platform)))
        {
            var row = Page.Split('\n').Single(l => l.StartsWith($"| `{project}` |", StringComparison.Ordinal));
            Assert.All(
                RoomTests.RoomsOf(assembly),
                room => Assert.Contains($"`{room}`", row, StringComparison.Ordinal)
            );
        }
    }

    [GeneratedRegex(
        "`(?<file>(services|gateway|tests)/[A-Za-z/.]+\\.cs)`",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex File();
}
