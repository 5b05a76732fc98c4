using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>
/// Reads settings from files beside the environment and the command line, and checks that each is a known one.
/// </summary>
public static class SettingsSource
{
    /// <summary>The option that names a json file of settings.</summary>
    public const string File = "settings";

    /// <summary>
    /// The option that names a folder of secrets with one file each: <c>ConnectionStrings__database</c> holds its
    /// value.
    /// </summary>
    public const string Secrets = "secrets";

    /// <summary>
    /// The first parts of keys that only this suite uses. Other keys may be shared with programs in the same
    /// environment.
    /// </summary>
    private static readonly HashSet<string> Own = SuiteSettings
        .All.Select(s => s.Key.Split(':')[0])
        .Where(root => root is not ("ConnectionStrings" or "services"))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[][] Known = [.. SuiteSettings.All.Select(s => s.Key.Split(':'))];

    /// <summary>
    /// Adds <c>--settings FILE</c> and <c>--secrets DIR</c>. A secret's file overrides every other source.
    /// </summary>
    /// <exception cref="StartRefusedException">The file or folder does not exist.</exception>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[File] is { Length: > 0 } file)
        {
            if (!System.IO.File.Exists(file))
                throw new StartRefusedException($"--settings names a file that does not exist: {file}");
            builder.Configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
        }

        if (builder.Configuration[Secrets] is not { Length: > 0 } secrets)
            return;
        if (!Directory.Exists(secrets))
            throw new StartRefusedException($"--secrets names a folder that does not exist: {secrets}");
        builder.Configuration.AddKeyPerFile(Path.GetFullPath(secrets), optional: false);
    }

    /// <summary>
    /// Checks that every setting under a name of this suite's is read by one of its programs: several programs may
    /// share an environment.
    /// </summary>
    /// <exception cref="StartRefusedException">
    /// A setting is unknown; the message names it and the most similar known one.
    /// </exception>
    public static void Check(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var (key, value) in configuration.AsEnumerable().OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var parts = key.Split(':');
            if (value is null || parts.Length == 1 || !Own.Contains(parts[0]) || Known.Any(known => Fits(parts, known)))
                continue;
            var near = SuiteSettings
                .All.Select(s => s.Key)
                .MinBy(known => Distance(known.ToUpperInvariant(), key.ToUpperInvariant()))!;
            throw new StartRefusedException(
                $"There is no setting {key}. Was {near} meant? docs/configuration.md lists them all."
            );
        }
    }

    private static bool Fits(string[] key, string[] known) =>
        key.Length == known.Length
        && key.Zip(known)
            .All(p => p.Second == "*" || string.Equals(p.First, p.Second, StringComparison.OrdinalIgnoreCase));

    /// <summary>The number of letters that must be changed, added or removed (V. I. Levenshtein, 1966).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (
                    row[j],
                    Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1))
                );
        }

        return row[^1];
    }
}
