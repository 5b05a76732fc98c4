using System.Reflection;
using CardTeam.Feedback;
using CardTeam.Gateway;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.Training;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The sources and the assemblies compiled from them.</summary>
internal static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", ".git"];

    public static readonly string Root = FindRoot();

    public static readonly IReadOnlyDictionary<string, Assembly> Services = new Dictionary<string, Assembly>(
        StringComparer.Ordinal
    )
    {
        ["Performance"] = typeof(PerformanceService).Assembly,
        ["Training"] = typeof(TrainingService).Assembly,
        ["Feedback"] = typeof(FeedbackService).Assembly,
        ["Incentive"] = typeof(IncentiveService).Assembly,
    };

    public static readonly Assembly Contracts = typeof(CardTeam.Contracts.Money).Assembly;
    public static readonly Assembly Platform = typeof(CardTeam.Platform.ServiceHost).Assembly;
    public static readonly Assembly ServiceDefaults = typeof(CardTeam.ServiceDefaults.Text).Assembly;

    public static IEnumerable<Assembly> OurAssemblies =>
        [
            .. Services.Values,
            Contracts,
            Platform,
            ServiceDefaults,
            typeof(GatewayHost).Assembly,
            typeof(CardTeam.Embedded.EmbeddedSuite).Assembly,
        ];

    /// <summary>Hand-written files, by path below the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern, params IEnumerable<string> folders) =>
        folders
            .SelectMany(folder => Below(Path.Combine(Root, folder), pattern))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory
            .EnumerateFiles(folder, pattern)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(d => !Made.Contains(Path.GetFileName(d)))
                    .SelectMany(d => Below(d, pattern))
            );

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "CardTeam.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("No folder above the tests holds CardTeam.sln.");
    }
}
