using CardTeam.Platform.Lists;

namespace CardTeam.Platform.Tests.Requests;

/// <summary>Everything written into a sheet is text, whoever entered it.</summary>
public sealed class SafeCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 10", "'+86 10")]
    [InlineData("-5.00", "-5.00")] // a number is an amount, and nothing of it is calculated
    [InlineData("-5", "-5")]
    [InlineData("-5+1", "'-5+1")]
    [InlineData("-5.00.1", "'-5.00.1")]
    [InlineData("-.5", "'-.5")]
    [InlineData("-1e5", "'-1e5")]
    [InlineData("-", "'-")]
    [InlineData("-٥", "'-٥")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋86", "'＋86")]
    [InlineData("－5", "'－5")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'=1", "''=1")] // with an apostrophe of its own
    [InlineData("''@", "'''@")]
    [InlineData("'", "'")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("'-5", "'-5")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void No_spreadsheet_takes_it_for_a_formula_and_it_is_read_back(string text, string plain)
    {
        Assert.Equal(plain, SafeCell.Plain(text));
        Assert.Equal(text, SafeCell.Read(plain));
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    public void It_is_quoted_where_it_must_be(string text, string csv) => Assert.Equal(csv, SafeCell.Csv(text));
}
