using System.Text.RegularExpressions;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The page of settings for bank IT agrees with the programs.</summary>
public sealed partial class ConfigurationPageTests
{
    [Fact]
    public void The_page_says_what_the_settings_are()
    {
        var kept = Path.Combine(Repository.Root, "docs", "configuration.md");
        if (File.Exists(kept) && File.ReadAllText(kept) == SettingsPage.Write())
            return;
        var actual = Path.Combine(Path.GetTempPath(), "configuration.md");
        File.WriteAllText(actual, SettingsPage.Write());
        Assert.Fail($"docs/configuration.md says otherwise than the code. If that is meant: cp {actual} {kept}");
    }

    [Fact]
    public void Every_setting_is_listed_and_has_a_key_of_its_own()
    {
        var declared = typeof(SuiteSettings).GetFields().Select(f => f.GetValue(null)).OfType<Setting>().ToList();
        Assert.Equal(declared.Select(s => s.Key).Order(), SuiteSettings.All.Select(s => s.Key).Order());
        Assert.Distinct(SuiteSettings.All.Select(s => s.Key), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The start would otherwise refuse a setting that the code reads.</summary>
    [Fact]
    public void What_the_code_reads_of_the_configuration_is_listed()
    {
        var roots = SuiteSettings.All.Select(s => s.Key.Split(':')[0]).Distinct().ToList();
        var keys = Repository
            .Files("*.cs", "services", "gateway", "ServiceDefaults")
            .Where(f => !f.Contains("Migrations", StringComparison.Ordinal))
            .SelectMany(f => Read().Matches(Repository.Read(f)).Select(m => m.Groups["key"].Value))
            .Where(k => roots.Contains(k.Split(':')[0]))
            .Distinct()
            .ToList();
        Assert.NotEmpty(keys);
        Assert.All(
            keys,
            key =>
                Assert.Contains(
                    SuiteSettings.All,
                    s => s.Key == key || s.Key.StartsWith(key + ":*", StringComparison.Ordinal)
                )
        );
    }

    [GeneratedRegex(
        "onfiguration(?:\\[|\\.GetSection\\()\"(?<key>[A-Za-z]+(:[A-Za-z]+)*)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Read();
}
