using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>Personnel imports a file saved by Excel in GBK, with errors in it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ImportTests(BankInBrowser bank)
{
    private const string Header = "code,name,parent";

    [Fact]
    public async Task The_encoding_is_found_the_mistakes_are_named_and_the_rows_to_correct_come_back()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Path.Combine(Directory.CreateTempSubdirectory("cardteam-import-").FullName, "机构.csv");
        await File.WriteAllTextAsync(
            file,
            $"{Header}\r\nB8,城西支行,B1\r\nB9,城东支行,没有这个\r\n,无码支行,B1\r\n",
            Encoding.GetEncoding("GB18030")
        );
        await using var hr = await bank.SignsInAsync("hr");
        await hr.OpenAsync("/imports?kind=org-units");
        await hr.Main.Locator("input[type=file]").First.SetInputFilesAsync(file);
        await hr.PressAsync("只检查，不导入");
        await hr.SeesAsync("检查发现有误的行，其余的行可以导入");
        await hr.SeesAsync("GB18030（GBK）");
        await hr.SeesAsync("城西支行");
        await hr.SeesAsync("无码支行");
        await hr.KeepPictureAsync("import-1-checked");
        var download = await hr.Page.RunAndWaitForDownloadAsync(() => hr.PressAsync("下载未导入的行（改正后再导入）"));
        using (var workbook = ZipFile.OpenRead((await download.PathAsync())!))
        {
            using var sheet = new StreamReader(
                workbook.Entries.Single(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open()
            );
            var cells = await sheet.ReadToEndAsync();
            Assert.All(
                ["code", "parent", "B9", "城东支行", "没有这个", "无码支行"],
                cell => Assert.Contains($">{cell}<", cells, StringComparison.Ordinal)
            );
            Assert.DoesNotContain("城西支行", cells, StringComparison.Ordinal);
        }

        await hr.PressAsync("导入正确的行");
        await hr.SeesAsync("导入完成，但有的行未导入，请改正后再导入");
        await hr.KeepPictureAsync("import-2-imported");
        Assert.Empty(hr.TakeFaults());
    }
}
