using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>An exam as a manager sits it on a phone, in Chinese.</summary>
[Collection(ConsoleTests.Name)]
public sealed partial class ExamTests(BankInBrowser bank)
{
    [Fact]
    public async Task A_manager_sits_an_exam_on_a_phone_loses_the_connection_comes_back_and_hands_in()
    {
        await using var manager = await bank.SignsInAsync("manager");
        await manager.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
        await manager.OpenAsync("/exams");
        await manager.PressAsync("参加考试：信用卡合规与产品知识测验");
        await manager.ConfirmAsync("开始");
        await Assertions.Expect(manager.Main.GetByRole(AriaRole.Timer)).ToBeVisibleAsync();
        Assert.Equal(0, await manager.OverflowAsync());
        var barriers = await manager.BarriersAsync();
        Assert.True(barriers.Length == 0, string.Join(Environment.NewLine, barriers));
        Assert.Empty(manager.TakeFaults());

        await manager.Page.Context.SetOfflineAsync(true);
        await AnswerAsync(manager);
        await manager.SeesAsync("连接中断");
        await manager.KeepPictureAsync("exam-1-offline-375");
        await manager.Page.Context.SetOfflineAsync(false);
        await manager.SeesAsync("已保存");
        manager.TakeFaults();

        await manager.PressAsync("下一题");
        await AnswerAsync(manager);
        await Assertions
            .Expect(manager.Main.GetByRole(AriaRole.Button, new() { Name = "第 2 题，已作答" }))
            .ToBeVisibleAsync();
        await manager.SeesAsync("已保存");
        await manager.Page.ReloadAsync();
        foreach (var place in (string[])["第 1 题，已作答", "第 2 题，已作答", "第 3 题，未作答"])
            await Assertions.Expect(manager.Main.GetByRole(AriaRole.Button, new() { Name = place })).ToBeVisibleAsync();
        await manager.KeepPictureAsync("exam-2-resumed-375");

        // The name of the button tells the exam, too.
        await manager.Main.GetByRole(AriaRole.Button, new() { NameRegex = HandIn() }).ClickAsync();
        await manager.ConfirmAsync("交卷");
        await manager.SeesAsync("及格分 60");
        Assert.Equal(0, await manager.OverflowAsync());
        await manager.KeepPictureAsync("exam-3-ended-375");
        Assert.Empty(manager.TakeFaults());
    }

    /// <summary>Answers the question on the page, whatever its kind: a choice, a number, or an order.</summary>
    private static async Task AnswerAsync(Person manager)
    {
        var choice = manager.Main.Locator("input[type=radio], input[type=checkbox]").First;
        var number = manager.Main.GetByLabel("填写数字").First;
        if (await choice.CountAsync() > 0)
            await choice.CheckAsync(new() { Force = true });
        else if (await number.CountAsync() > 0)
            await number.FillAsync("5");
        else
            await manager.PressAsync("就按此顺序");
    }

    [GeneratedRegex(@"交\s*卷", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandIn();
}
