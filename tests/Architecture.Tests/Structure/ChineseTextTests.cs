using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>
/// The services' Chinese texts and the Chinese documents have full-width punctuation, like the console's own texts.
/// </summary>
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

    [Fact]
    public void Chinese_documents_are_written_with_full_width_punctuation()
    {
        var documents = Repository
            .Files("*.zh-CN.md", "docs")
            .Append("README.zh-CN.md")
            .ToDictionary(d => d, Repository.Read, StringComparer.Ordinal);
        Assert.True(documents.Count >= 3);
        Assert.Empty(documents.SelectMany(d => HalfWidthIn(d.Value).Select(line => $"{d.Key}: {line}")));
    }

    [Theory]
    [InlineData("会话,令牌", true)]
    [InlineData("令牌(演示)", true)]
    [InlineData("见 SQL Server:[数据库](a.md)", true)]
    [InlineData("`cardteam-session`:HttpOnly，会话", true)]
    [InlineData("**登录失败**:日志", true)]
    [InlineData("Cookie 有 `a`,Secure", true)]
    [InlineData("会话，令牌（`x:1, y;z`），共 5,000 个", false)]
    [InlineData("见[网关](gateway.md#a)：http://localhost:5080 的状态。", false)]
    [InlineData("![系统图](docs/architecture.svg)", false)]
    [InlineData("plain English, without any (of it): no", false)]
    [InlineData("```sh\necho 会话, 令牌\n```", false)]
    public void Code_addresses_and_numbers_are_left_as_they_are(string text, bool isWrong) =>
        Assert.Equal(isWrong, HalfWidthIn(text).Any());

    /// <summary>The lines with Chinese sentences that have half-width punctuation outside code and addresses.</summary>
    private static IEnumerable<string> HalfWidthIn(string document)
    {
        var isCode = false;
        foreach (var line in document.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (!isCode && Chinese().IsMatch(line))
            {
                // A piece of code is a word of its sentence; the marks of emphasis, links and pictures are none.
                var words = Address().Replace(InlineCode().Replace(line, "码"), "");
                if (HalfWidth().IsMatch(Marks().Replace(words, "")))
                    yield return line;
            }
        }
    }

    [GeneratedRegex("[\\u3400-\\u9fff]", RegexOptions.None, 1000)]
    private static partial Regex Chinese();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"(?<=\])\([^)]*\)|https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"!?\[|[*\]]", RegexOptions.None, 1000)]
    private static partial Regex Marks();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("[\\u3400-\\u9fff][,:;()?!]|[,:;()?!] *[\\u3400-\\u9fff]", RegexOptions.None, 1000)]
    private static partial Regex HalfWidth();
}
