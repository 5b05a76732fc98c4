using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The solution lists the projects on the disk.</summary>
public sealed partial class SolutionTests
{
    private const string FolderType = "2150E333-8FDC-42A3-9474-1A3956D46DE8";

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Assert.Equal(
            Repository.Files("*.csproj", "."),
            Entries().Where(e => e.Type != FolderType).Select(e => e.Path).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_project_stands_in_the_solution_folder_it_lies_in()
    {
        var parents = Nested()
            .Matches(Repository.Read("CardTeam.sln"))
            .ToDictionary(
                m => m.Groups["child"].Value,
                m => m.Groups["parent"].Value,
                StringComparer.OrdinalIgnoreCase
            );
        var folders = Entries()
            .Where(e => e.Type == FolderType)
            .ToDictionary(e => e.Id, e => e.Name, StringComparer.OrdinalIgnoreCase);
        var wrong = Entries()
            .Where(e =>
                e.Type != FolderType
                && FolderOf(e.Id) != Path.GetDirectoryName(Path.GetDirectoryName(e.Path))!.Replace('\\', '/')
            )
            .ToList();
        Assert.True(
            wrong.Count == 0,
            $"Not in the solution folder they lie in:{Environment.NewLine}{string.Join(Environment.NewLine, wrong.Select(e => $"{e.Path} {{{e.Id}}} stands in '{FolderOf(e.Id)}'"))}"
        );

        string FolderOf(string id) =>
            parents.TryGetValue(id, out var parent) ? $"{FolderOf(parent)}/{folders[parent]}".TrimStart('/') : "";
    }

    private static List<(string Type, string Name, string Path, string Id)> Entries() =>
        Project()
            .Matches(Repository.Read("CardTeam.sln"))
            .Select(m =>
                (
                    m.Groups["type"].Value,
                    m.Groups["name"].Value,
                    m.Groups["path"].Value.Replace('\\', '/'),
                    m.Groups["id"].Value
                )
            )
            .ToList();

    [GeneratedRegex(
        """^Project\("\{(?<type>[^}]+)\}"\) = "(?<name>[^"]+)", "(?<path>[^"]+)", "\{(?<id>[^}]+)\}".*$""",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Project();

    [GeneratedRegex(
        @"^\s*\{(?<child>[0-9A-F-]{36})\} = \{(?<parent>[0-9A-F-]{36})\}\s*$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Nested();
}
