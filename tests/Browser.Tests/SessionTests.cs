using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>A session as its user experiences it.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SessionTests(BankInBrowser bank)
{
    [Fact]
    public async Task The_browser_never_holds_a_token_and_a_session_ended_elsewhere_leads_back_to_the_sign_in()
    {
        await using var person = await bank.SignsInAsync("hr");
        var kept = await person.Page.EvaluateAsync<string>(
            "() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"
        );
        Assert.DoesNotContain("eyJ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("cardteam-session", kept, StringComparison.Ordinal);

        await person.Page.Context.ClearCookiesAsync(new() { Name = "cardteam-session" });
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "客户经理", Exact = true }).First.ClickAsync();
        await Assertions.Expect(person.Page.Locator(".sign-in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_signs_out_leaves_nothing_for_the_next()
    {
        await using var person = await bank.SignsInAsync("hr");
        await person.OpenAsync("/managers");
        await person.SeesAsync("M0002");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "的账户" }).ClickAsync();
        await person.Page.GetByText("退出登录").ClickAsync();
        await Assertions.Expect(person.Page.Locator(".sign-in")).ToBeVisibleAsync();
        await person.Page.GoBackAsync();
        await Assertions.Expect(person.Page.Locator(".sign-in")).ToBeVisibleAsync();
        // The sign-in page itself names M0001.
        Assert.DoesNotContain("M0002", await person.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_end_one_is_asked_whether_to_stay()
    {
        await using var person = await bank.ComesAsync();
        await person.Page.Clock.InstallAsync();
        await person.SignInAsync("hr");
        await person.Page.Clock.FastForwardAsync("28:30");
        var dialog = person.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("秒后自动退出");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "继续使用" }).ClickAsync();
    }
}
