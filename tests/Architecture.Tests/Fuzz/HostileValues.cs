using System.Globalization;
using System.Text;

namespace CardTeam.Architecture.Tests.Fuzz;

/// <summary>Invalid values: the ends of every range, wrong types, invalid characters, and excessive lengths.</summary>
internal static class HostileValues
{
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "99999999999999999999",
        "79228162514264337593543950335",
        "79228162514264337593543950336",
        "0.0000000000000000000000000001",
        "999999999999999.99",
        "-0.001",
        "1e308",
        "1e400",
        "NaN",
        "Infinity",
    ];

    private static readonly string[] Days =
    [
        "0001-01-01",
        "0001-01-02",
        "1899-12-31",
        "9999-12-30",
        "9999-12-31",
        "10000-01-01",
        "2026-02-30",
        "2026-06-31T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1900",
        "1900-01",
        "9998-12",
        "9998",
        "9998-H2",
        "9999-12",
        "0000-00",
        "2026-Q5",
    ];

    private static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "a\0b",
        "a\nb",
        "a\r\nb",
        "\u0001\u001f\u007f",
        "\u200b",
        "\u202eabc",
        "\ufeff",
        "\u2028",
        "\ufffe",
        "😀",
        "％２５",
        "'; DROP TABLE \"Runs\"; --",
        "%",
        "_",
        "*",
        "../../etc/passwd",
        "..\\..",
        "{0}",
        "${jndi:ldap://x}",
        "<script>",
        "=1+1",
        "null",
        "true",
        new('x', 300),
        new('9', 300),
        new('x', 4_000),
    ];

    /// <summary>Well-formed cursors around keys that no list made.</summary>
    private static readonly string[] Cursors =
    [
        .. (
            (string[])
                [
                    "",
                    "\n",
                    "\n\n",
                    "\n\n\n",
                    "a\nb",
                    "-id\nx\ny",
                    "\0",
                    "9223372036854775807",
                    "-1",
                    "99999999999999999999",
                ]
        ).Select(key => Convert.ToBase64String(Encoding.UTF8.GetBytes(key))),
        Convert.ToBase64String([0xff, 0xfe, 0xc0]),
        "====",
        "A",
    ];

    /// <summary>Values for a part of an address, correctly escaped, and some incorrectly.</summary>
    public static readonly IReadOnlyList<string> InAddresses =
    [
        .. Numbers.Concat(Days).Concat(Texts).Concat(Cursors).Select(Uri.EscapeDataString),
        "%ff%fe",
        "%c0%ae%c0%ae",
        "%ed%a0%80",
        "%",
        "%zz",
        Guid.Empty.ToString(),
    ];

    /// <summary>A few values of each kind, for parameters similar to one tested with all values.</summary>
    public static readonly IReadOnlyList<string> InAddressesShort =
    [
        .. (
            (string[])
                [
                    "",
                    " ",
                    "\0",
                    "a\nb",
                    "\u200b",
                    "\u202eabc",
                    "😀",
                    "'",
                    "%",
                    "-1",
                    "2147483648",
                    "9223372036854775808",
                    "79228162514264337593543950336",
                    "NaN",
                    "true",
                    "0001-01-01",
                    "9999-12-31",
                    "9998-12",
                    "1900-01",
                    "../x",
                    new('x', 4_000),
                    Convert.ToBase64String([0xff, 0xfe, 0xc0]),
                    Convert.ToBase64String("a\nb\nc"u8),
                ]
        ).Select(Uri.EscapeDataString),
        "%ff%fe",
        "%",
    ];

    /// <summary>Values for a header, as far as the client sends them.</summary>
    public static readonly IReadOnlyList<string> InHeaders =
    [
        .. Numbers.Concat(Days).Concat(Texts).Where(t => t.Length > 0 && t.All(c => c is >= ' ' and < '\u007f')),
        new('k', 8_000),
        "é",
        "zh;q=9999999999999999999999",
        "zh-CN,en;q=,*;q=-1",
        "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff",
    ];

    /// <summary>JSON texts, some of them invalid.</summary>
    public static readonly IReadOnlyList<string> InJson =
    [
        "null",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "{\"a\":1}",
        .. Numbers.Where(n => n is not ("NaN" or "Infinity")),
        "1.5",
        .. Numbers.Concat(Days).Concat(Texts).Select(Quoted),
        "\"\\ud800\"",
        "\"\\udc00x\"",
        Quoted(new('x', 100_000)),
        "[" + string.Join(',', Enumerable.Repeat("null", 1_000)) + "]",
        "[" + string.Join(',', Enumerable.Repeat("{}", 1_000)) + "]",
        Nested(70),
        Nested(20_000),
    ];

    /// <summary>A few values of each kind, for members of bodies similar to one tested with all values.</summary>
    public static readonly IReadOnlyList<string> InJsonShort =
    [
        "null",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "-1",
        "1.5",
        "2147483648",
        "79228162514264337593543950336",
        "0.0000000000000000000000000001",
        "1e400",
        .. (
            (string[])["", " ", "\0", "a\nb", "\u200b", "\u202eabc", "😀", "0001-01-01", "9999-12-31", "9998-12", "NaN"]
        ).Select(Quoted),
        "\"79228162514264337593543950336\"",
        "\"999999999999999.99\"",
        "\"\\ud800\"",
        Quoted(new('x', 4_000)),
        Nested(70),
    ];

    /// <summary>Whole bodies that the route does not accept.</summary>
    public static readonly IReadOnlyList<byte[]> AsBodies =
    [
        [],
        [0],
        [0xff, 0xfe],
        [0xef, 0xbb, 0xbf],
        .. ((string[])["null", "[]", "{}", "\"\"", "1", "{", "}", "{\"", "{\"a\":", "\0{}", "{}{}", "// x", "NaN"])
            .Append(Nested(63))
            .Append(Nested(20_000))
            .Append(
                "{"
                    + string.Join(
                        ',',
                        Enumerable.Range(0, 5_000).Select(i => $"\"m{i.ToString(CultureInfo.InvariantCulture)}\":0")
                    )
                    + "}"
            )
            .Append("{\"a\":1,\"a\":2}")
            .Append(new string(' ', 900_000))
            .Append(new string('[', 900_000))
            .Append(Quoted(new('x', 1_200_000)))
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Invalid files, and almost valid ones.</summary>
    /// <param name="csv">A valid file of the kind.</param>
    public static IEnumerable<byte[]> AsFiles(string csv)
    {
        yield return [];
        yield return [0];
        yield return [0xff, 0xfe, 0x00];
        yield return [.. "PK\u0003\u0004"u8, .. new byte[40]];
        yield return [.. "PK\u0005\u0006"u8, .. new byte[18]];
        yield return Encoding.UTF8.GetBytes("\"");
        yield return Encoding.UTF8.GetBytes(new string(',', 100_000));
        yield return Encoding.UTF8.GetBytes(csv.Split('\n')[0] + "\n" + new string('"', 10_001));
        // The example of the document may be a header alone.
        var (head, cells) = (
            csv.Split('\n')[0],
            (csv.Split('\n') is [_, { Length: > 0 } row, ..] ? row : csv).Split(',')
        );
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var rows = Numbers
                .Concat(Days)
                .Concat(Texts)
                .Select(value =>
                    string.Join(
                        ',',
                        cells.Select(
                            (own, i) => i == cell ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : own
                        )
                    )
                );
            yield return Encoding.UTF8.GetBytes(head + "\n" + string.Join('\n', rows) + "\n");
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
            if (c is '"' or '\\' or < ' ')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                json.Append(c);
        return json.Append('"').ToString();
    }
}
