using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>Constructs that are forbidden in the sources.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Product = ["services", "gateway", "AppHost", "Embedded", "ServiceDefaults"];

    // Folders where amounts and ranks are computed.
    private static readonly string[] MoneyPaths = ["services/Performance", "services/Incentive", "services/Contracts"];

    [Theory]
    [InlineData("DateTime.Now", "the clock is TimeProvider")]
    [InlineData("DateTime.UtcNow", "the clock is TimeProvider")]
    [InlineData("DateTimeOffset.Now", "the clock is TimeProvider")]
    [InlineData("DateTimeOffset.UtcNow", "the clock is TimeProvider")]
    [InlineData("DateTime.Today", "days are the bank's calendar's")]
    [InlineData("Thread.Sleep", "what is waited for is awaited")]
    [InlineData("Environment.GetEnvironmentVariable", "settings are read from the configuration")]
    [InlineData("TODO", "what is to be done is done, or stands in the plan")]
    [InlineData("FIXME", "what is to be done is done, or stands in the plan")]
    public void Is_nowhere(string word, string because) =>
        IsNowhere(Product, line => line.Contains(word, StringComparison.Ordinal), because);

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void Money_is_never_binary(string type) =>
        IsNowhere(
            MoneyPaths,
            line => Regex.IsMatch(line, $@"\b{type}\b", RegexOptions.None, TimeSpan.FromSeconds(1)),
            "money is whole 分 and ratios are exact decimals"
        );

    [Fact]
    public void Names_say_what_a_type_is() =>
        IsNowhere(Product, line => EmptyName().IsMatch(line), "Helper, Impl, Dto and Extensions say nothing");

    [Fact]
    public void Settings_have_their_defaults_in_code() => Assert.Empty(Repository.Files("appsettings*.json", "."));

    /// <summary>
    /// Checks that a construct occurs nowhere. Generated code is excluded; comments and texts are included.
    /// </summary>
    private static void IsNowhere(IEnumerable<string> folders, Func<string, bool> isWrong, string because)
    {
        var found = Repository
            .Files("*.cs", folders)
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(file =>
                Repository
                    .Read(file)
                    .Split('\n')
                    .Select((line, i) => (line, Where: $"{file}:{i + 1}"))
                    .Where(l => isWrong(l.line))
                    .Select(l => $"{l.Where} {l.line.Trim()}")
            )
            .ToList();
        Assert.True(found.Count == 0, $"{because}:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }

    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum)\s+\w*(Helper|Helpers|Impl|Dto|Extensions)\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmptyName();
}
