using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The services' Chinese texts have full-width punctuation, like the console's own.</summary>
public sealed partial class ChineseTextTests
{
    [Fact]
    public void Chinese_messages_are_written_with_full_width_punctuation()
    {
        var wrong =
            from room in (string[])["services", "gateway", "ServiceDefaults"]
            from file in Directory.EnumerateFiles(
                Path.Combine(Repository.Root, room),
                "*.cs",
                SearchOption.AllDirectories
            )
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from Match literal in Literal().Matches(line)
            // A line in both languages, for a console without a language, keeps the English punctuation.
            where !literal.Value.Contains(" · ", StringComparison.Ordinal) && HalfWidth().IsMatch(literal.Value)
            select $"{Path.GetFileName(file)}: {literal.Value}";
        Assert.Empty(wrong);
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("[\\u3400-\\u9fff][,:;()?!]|[,:;()?!] *[\\u3400-\\u9fff]", RegexOptions.None, 1000)]
    private static partial Regex HalfWidth();
}
