using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>A person using the console: their actions, and all errors behind the page.</summary>
public sealed partial class Person : IAsyncDisposable
{
    public static readonly ViewportSize Desk = new() { Width = 1280, Height = 900 },
        Phone = new() { Width = 375, Height = 812 };

    /// <summary>The timeout in milliseconds: a shared machine under load needs time for a page.</summary>
    public const float WaitLimit = 60_000;

    /// <summary>The rules of WCAG 2.1 and 2.2, levels A and AA.</summary>
    private static readonly string[] Standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private const string Colours = "color-contrast";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly ConcurrentQueue<string> _faults = [];
    private int _underWay;

    public Person(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(WaitLimit);
        page.PageError += (_, error) => _faults.Enqueue($"script: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _faults.Enqueue($"console: {message.Text}");
        };
        page.Request += (_, _) => Interlocked.Increment(ref _underWay);
        page.RequestFinished += (_, _) => Interlocked.Decrement(ref _underWay);
        page.RequestFailed += (_, _) => Interlocked.Decrement(ref _underWay);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _faults.Enqueue($"{response.Status} {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    public ILocator Main => Page.Locator("#main");

    /// <summary>Signs in as a demonstration user, by their card.</summary>
    public async Task SignInAsync(string user)
    {
        await Page.Locator($"button.sign-in-button:has(.ant-tag:text-is('{user}'))").ClickAsync();
        await SettleAsync();
    }

    /// <summary>Signs out at the home page, which the next person begins with.</summary>
    public async Task SignOutAsync()
    {
        await GoAsync("/");
        await Page.Locator(".shell-header button:has(.anticon-user)").ClickAsync();
        // A home shows what it knew while it asks again, and what is under way when somebody signs out is refused.
        for (var waits = 0; Volatile.Read(ref _underWay) > 0 && waits < 500; waits++)
            await Task.Delay(20);
        await Page.Locator(".ant-dropdown-menu-item").Last.ClickAsync();
        await Assertions.Expect(Page.Locator(".sign-in")).ToBeVisibleAsync();
    }

    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    /// <summary>
    /// Goes to a page as its link in the menu does, also where a phone hides the menu; one with a query is opened by its
    /// address.
    /// </summary>
    public async Task GoAsync(string path)
    {
        if (new Uri(Page.Url).PathAndQuery == path || path.Contains('?', StringComparison.Ordinal))
        {
            await OpenAsync(path);
            return;
        }

        // The page before stays until the next one is loaded.
        var title = Main.GetByRole(AriaRole.Heading, new() { Level = 1 }).First;
        var before = await title.InnerTextAsync();
        await Page.EvaluateAsync(
            "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
            path
        );
        await Assertions.Expect(title).Not.ToHaveTextAsync(before);
        await SettleAsync();
    }

    public Task PressAsync(string name) =>
        Page.GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) }).ClickAsync();

    /// <summary>The button of the dialog that is open.</summary>
    public async Task ConfirmAsync(string name)
    {
        var dialog = Page.GetByRole(AriaRole.Dialog).Last;
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = Spaced(name) }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    public Task SeesAsync(string text) => Assertions.Expect(Main.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Waits until the page shows its content.</summary>
    public async Task SettleAsync()
    {
        await Assertions.Expect(Main.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        await Assertions.Expect(Main.Locator(".ant-skeleton-active, .ant-spin-spinning")).ToHaveCountAsync(0);
    }

    /// <summary>The entries of the menu, in its order.</summary>
    public async Task<IReadOnlyList<string>> RoomsAsync() =>
        await Page.Locator("nav a[href]")
            .EvaluateAllAsync<string[]>("links => links.map(link => new URL(link.href).pathname)");

    public Task ChangeLanguageAsync() => Page.Locator(".shell-header button[lang]").ClickAsync();

    public Task<string> LanguageAsync() => Page.EvaluateAsync<string>("() => document.documentElement.lang");

    /// <summary>Takes a screenshot of the page for people, when the environment asks for pictures.</summary>
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

    /// <summary>The accessibility violations found by axe, once the page has stopped changing its colours.</summary>
    public Task<string[]> BarriersAsync() => AxeAsync(new { runOnly = Standards });

    /// <summary>The violations of any rule but that of colours, which takes the longest.</summary>
    public Task<string[]> BarriersButColoursAsync() =>
        AxeAsync(
            new
            {
                runOnly = Standards,
                rules = new Dictionary<string, object>(StringComparer.Ordinal) { [Colours] = new { enabled = false } },
            }
        );

    /// <summary>Turns the system dark, or light again, which the console follows, and looks at the colours.</summary>
    public async Task<string[]> ColourBarriersInOtherColoursAsync()
    {
        var isDark = await Page.EvaluateAsync<bool>("() => document.documentElement.style.colorScheme === 'dark'");
        await Page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Light : ColorScheme.Dark });
        await Page.WaitForFunctionAsync(
            $"() => document.documentElement.style.colorScheme === '{(isDark ? "light" : "dark")}'"
        );
        return await AxeAsync(new { runOnly = new[] { Colours } });
    }

    /// <summary>
    /// Runs axe in the page itself. The package's own call opens a further page each time, to put together the results of
    /// frames, of which the console has none.
    /// </summary>
    private async Task<string[]> AxeAsync(object options)
    {
        if (await Page.EvaluateAsync<bool>("() => window.axe === undefined"))
            await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(
            """
            async options => {
                await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
                const ending = document.getAnimations().filter(each => Number.isFinite(each.effect.getComputedTiming().endTime));
                await Promise.allSettled(ending.map(each => each.finished));
                // The rows of a table are alike: the first ones stand for all, at a fraction of the time.
                const found = await axe.run(
                    { exclude: [['#main tbody tr:nth-child(n+8)']] },
                    { ...options, resultTypes: ['violations'], preload: false, selectors: false });
                return found.violations
                    .filter(each => ['serious', 'critical'].includes(each.impact))
                    .map(each => `${each.impact} ${each.id}: ${each.nodes.slice(0, 3).map(node => `${node.html} ${node.failureSummary}`).join(' | ')}`);
            }
            """,
            options
        );
    }

    /// <summary>The tables that have to be scrolled sideways to read them whole, by their names.</summary>
    public Task<string[]> WideTablesAsync() =>
        Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('#main .ant-table-content, #main .ant-table-body, #main table')]
                .filter(each => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth + 1)
                .map(each => `${each.className || each.tagName} ${each.scrollWidth} > ${each.clientWidth}`)
            """
        );

    /// <summary>
    /// The number of pixels by which the page is wider than the screen, once charts and menus have followed its size,
    /// which takes a moment.
    /// </summary>
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

    /// <summary>The errors since the last call: scripts, the console's log, refused calls.</summary>
    public IReadOnlyList<string> TakeFaults()
    {
        var taken = new List<string>();
        while (_faults.TryDequeue(out var fault))
            taken.Add(fault);
        return taken;
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>
    /// Matches a button's name: Ant Design puts a space between two Chinese characters, and an icon's name comes first.
    /// </summary>
    private static Regex Spaced(string name) =>
        new(
            $"(^|\\s){string.Join("\\s*", name.Where(c => c != ' ').Select(c => Regex.Escape(c.ToString())))}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
