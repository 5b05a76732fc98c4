using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>Somebody before the console: what they do, and everything that went wrong behind it.</summary>
public sealed partial class Person : IAsyncDisposable
{
    public static readonly ViewportSize Desk = new() { Width = 1280, Height = 900 },
        Phone = new() { Width = 375, Height = 812 };

    /// <summary>A shared machine under load takes its time over a page.</summary>
    private const float Patience = 60_000;

    private readonly ConcurrentQueue<string> _faults = [];

    public Person(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _faults.Enqueue($"script: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _faults.Enqueue($"console: {message.Text}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _faults.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    public ILocator Main => Page.Locator("#main");

    /// <summary>As one of the demonstration, by their card.</summary>
    public async Task SignInAsync(string user)
    {
        await Page.Locator($"button.sign-in-button:has(.ant-tag:text-is('{user}'))").ClickAsync();
        await SettleAsync();
    }

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    public Task PressAsync(string name) =>
        Page.GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) }).ClickAsync();

    /// <summary>The button of the dialog that is open.</summary>
    public async Task ConfirmAsync(string name)
    {
        var dialog = Page.GetByRole(AriaRole.Dialog).Last;
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync(new() { Timeout = Patience });
    }

    public Task SeesAsync(string text) =>
        Assertions.Expect(Main.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Waits until the page holds what it was opened for.</summary>
    public async Task SettleAsync()
    {
        await Assertions
            .Expect(Main.GetByRole(AriaRole.Heading, new() { Level = 1 }).First)
            .ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions
            .Expect(Main.Locator(".ant-skeleton-active, .ant-spin-spinning"))
            .ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    /// <summary>The rooms of their menu, in its order.</summary>
    public async Task<IReadOnlyList<string>> RoomsAsync() =>
        await Page.Locator("nav a[href]")
            .EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.href).pathname)");

    public Task ChangeLanguageAsync() => Page.Locator(".shell-header button[lang]").ClickAsync();

    /// <summary>As the page is now, for people to look at, when the environment asks for pictures.</summary>
    public Task KeepPictureAsync(string name) =>
        BankInBrowser.Pictures is { } folder
            ? Page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(folder, name + ".png"),
                    FullPage = true,
                    Animations = ScreenshotAnimations.Disabled,
                }
            )
            : Task.CompletedTask;

    /// <summary>The system turns light or dark, and the console with it.</summary>
    public async Task TurnAsync(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.WaitForFunctionAsync(
            $"() => document.documentElement.style.colorScheme === '{(scheme == ColorScheme.Dark ? "dark" : "light")}'"
        );
    }

    /// <summary>What axe finds that keeps somebody from using the page, once nothing on it changes its colour any more.</summary>
    public async Task<IEnumerable<string>> BarriersAsync()
    {
        await Page.EvaluateAsync(
            """
            async () => {
                await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
                const ending = document.getAnimations().filter(each => Number.isFinite(each.effect.getComputedTiming().endTime));
                await Promise.allSettled(ending.map(each => each.finished));
            }
            """
        );
        var found = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return found
            .Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Impact} {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }

    /// <summary>How many pixels the page is wider than the screen, once charts and menus have followed its size, which they do a moment later.</summary>
    public async Task<int> OverflowAsync()
    {
        var pixels = 0;
        for (var looks = 0; looks < 20; looks++)
        {
            pixels = await Page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            );
            if (pixels <= 0)
                break;
            await Task.Delay(150);
        }

        return pixels;
    }

    /// <summary>What went wrong since it was last asked: scripts, the console's log, refused calls.</summary>
    public IReadOnlyList<string> TakeFaults()
    {
        var taken = new List<string>();
        while (_faults.TryDequeue(out var fault))
            taken.Add(fault);
        return taken;
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Ant Design sets two Chinese characters of a button apart, and an icon says its own name first.</summary>
    private static Regex Spaced(string name) =>
        new(
            $"(^|\\s){string.Join("\\s*", name.Where(c => c != ' ').Select(c => Regex.Escape(c.ToString())))}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
