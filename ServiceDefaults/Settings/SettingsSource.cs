using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>Where settings come from beside the environment and the command line, and whether each is one.</summary>
public static class SettingsSource
{
    /// <summary>Names a json file of settings.</summary>
    public const string File = "settings";

    /// <summary>Names a folder of secrets, a file for each: <c>ConnectionStrings__database</c> holds its value.</summary>
    public const string Secrets = "secrets";

    /// <summary>The first parts of keys that are this suite's alone. The others' may be shared with what else runs in the same environment.</summary>
    private static readonly HashSet<string> Own = SuiteSettings
        .All.Select(s => s.Key.Split(':')[0])
        .Where(root => root is not ("ConnectionStrings" or "services"))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[][] Known = [.. SuiteSettings.All.Select(s => s.Key.Split(':'))];

    /// <summary>Adds <c>--settings FILE</c> and <c>--secrets DIR</c>. A secret's file has the last word.</summary>
    /// <exception cref="StartRefusedException">There is no such file or folder.</exception>
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

    /// <summary>Every setting under a name of this suite's must be one it reads, whichever of its programs: several may share an environment.</summary>
    /// <exception cref="StartRefusedException">One is not; the message names it, and what it may be meant for.</exception>
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

    /// <summary>How many letters must be changed, added or taken away (V. I. Levenshtein, 1966).</summary>
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
