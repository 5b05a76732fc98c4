using System.Reflection;

namespace CardTeam.ServiceDefaults;

/// <summary>The build of the suite that is running.</summary>
public static class Release
{
    // "1.2.3+4f5e6d…": the SDK adds the commit when it builds from a repository.
    private static readonly string[] Parts = typeof(Release)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+');

    /// <summary>The version, e.g. <c>1.2.3</c>.</summary>
    public static string Version { get; } = Parts[0];

    /// <summary>The commit it was built from, 12 digits; null when it was not built from a repository.</summary>
    public static string? Commit { get; } = Parts is [_, { Length: >= 12 } commit, ..] ? commit[..12] : null;

    /// <summary>Version and commit: <c>1.2.3+4f5e6d7c8b9a</c>.</summary>
    public static string Full { get; } = Commit is null ? Version : $"{Version}+{Commit}";

    /// <summary>Prints the version, for <c>--version</c>.</summary>
    /// <returns>The exit code.</returns>
    public static int Print()
    {
        Console.Out.WriteLine(Full);
        return 0;
    }
}
