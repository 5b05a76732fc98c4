using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CardTeam.Platform.Tests.Requests;

public sealed class DownloadNameTests
{
    [Theory]
    [InlineData("managers.csv", "managers.csv")]
    [InlineData("奖金-2026-06.xlsx", "奖金-2026-06.xlsx")]
    [InlineData("managers.x\"; filename*=UTF-8''evil.exe", "managers.x filename=UTF-8''evil.exe")]
    [InlineData("a\r\nSet-Cookie: x=y.csv", "aSet-Cookie x=y.csv")]
    [InlineData("../../etc/passwd", "....etcpasswd")]
    [InlineData("managers.x%22;filename*=evil.csv", "managers.x22filename=evil.csv")]
    [InlineData("\"", "download")]
    public void Nothing_in_a_name_ends_it_and_begins_another(string name, string expected)
    {
        var http = new DefaultHttpContext();
        http.NameDownload(name);
        var header = Assert.Single(http.Response.Headers.ContentDisposition)!;
        Assert.DoesNotContain(header, char.IsControl);
        var read = ContentDispositionHeaderValue.Parse(header);
        Assert.Equal("attachment", read.DispositionType.Value);
        Assert.Equal(expected, read.FileNameStar.Value);
        Assert.Equal(["filename", "filename*"], read.Parameters.Select(p => p.Name.Value));
    }
}
