using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>A month end as people do it, each in their own browser, in Chinese.</summary>
[Collection(ConsoleTests.Name)]
public sealed partial class MonthEndTests(BankInBrowser bank)
{
    [Fact]
    public async Task Personnel_closes_the_analyst_calculates_the_approver_approves_payroll_pays_and_the_manager_reads_why_on_a_phone()
    {
        await using (var hr = await bank.SignsInAsync("hr"))
        {
            await hr.OpenAsync("/month-end?period=2026-06");
            await hr.PressAsync("关账");
            await hr.ConfirmAsync("关账");
            await hr.SeesAsync("已关账：71 名客户经理");
            await hr.KeepPictureAsync("month-end-1-closed");
            Assert.Empty(hr.TakeFaults());
        }

        string run;
        await using (var analyst = await bank.SignsInAsync("analyst"))
        {
            await analyst.OpenAsync("/month-end?period=2026-06");
            await analyst.PressAsync("计算奖金");
            await analyst.SeesAsync("制单人 analyst，等待审批。");
            await analyst.KeepPictureAsync("month-end-2-calculated");
            run = (await analyst.Main.Locator("a[href^='/runs/']").First.GetAttributeAsync("href"))!;
            await analyst.OpenAsync(run);
            await analyst.KeepPictureAsync("month-end-3-review");
            var changes = analyst.Main.GetByRole(AriaRole.Table, new() { Name = "与上月相比" });
            await Assertions.Expect(changes).ToBeVisibleAsync();
            await changes.ScrollIntoViewIfNeededAsync();
            await analyst.KeepPictureAsync("month-end-3-review-changes");
            await analyst.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
            Assert.Equal(0, await analyst.OverflowAsync());
            var barriers = await analyst.BarriersAsync();
            Assert.True(barriers.Length == 0, string.Join(Environment.NewLine, barriers));
            await analyst.KeepPictureAsync("month-end-3-review-375");
            Assert.Empty(analyst.TakeFaults());
        }

        await using (var approver = await bank.SignsInAsync("approver"))
        {
            await approver.OpenAsync("/month-end?period=2026-06");
            await approver.PressAsync("批准");
            await approver.ConfirmAsync("批准");
            await approver.SeesAsync("approver 于");
            await approver.KeepPictureAsync("month-end-4-approved");
            Assert.Empty(approver.TakeFaults());
        }

        await using (var payroll = await bank.SignsInAsync("payroll"))
        {
            await payroll.OpenAsync("/payroll?period=2026-06");
            await payroll.Main.GetByRole(AriaRole.Checkbox).First.CheckAsync();
            await payroll.PressAsync("登记已发放");
            await payroll
                .Page.GetByRole(AriaRole.Dialog)
                .Last.GetByRole(AriaRole.Button, new() { NameRegex = Confirm() })
                .ClickAsync();
            await Assertions
                .Expect(payroll.Page.GetByRole(AriaRole.Region, new() { Name = "对账" }))
                .ToContainTextAsync("20 笔");
            await payroll.KeepPictureAsync("month-end-5-paid");
            Assert.Empty(payroll.TakeFaults());
        }

        await using var manager = await bank.SignsInAsync("manager", isPhone: true);
        await manager.OpenAsync("/statements/M0001/2026-06");
        Assert.Equal(0, await manager.OverflowAsync());
        var amount = await manager.Main.GetByText(Yuan()).First.InnerTextAsync();
        Assert.Matches(Yuan(), amount);
        await manager.KeepPictureAsync("month-end-6-statement");
        Assert.Empty(manager.TakeFaults());
    }

    [GeneratedRegex("^确认 .*笔$", RegexOptions.None, 1000)]
    private static partial Regex Confirm();

    [GeneratedRegex(@"¥\s?[\d,]+\.\d\d", RegexOptions.None, 1000)]
    private static partial Regex Yuan();
}
