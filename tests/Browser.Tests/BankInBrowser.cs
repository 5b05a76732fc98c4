using CardTeam.DemonstrationBank;
using CardTeam.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>The suite with the demonstration bank, June still open, and a browser, both shared by all tests.</summary>
public sealed class BankInBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium-headless-shell";

    private readonly string folder = Directory.CreateTempSubdirectory("cardteam-browser-").FullName;
    private EmbeddedSuite? suite;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The folder for a screenshot of every page visited; null for none.</summary>
    public static string? Pictures { get; } =
        Environment.GetEnvironmentVariable("CARDTEAM_PICTURES") is { Length: > 0 } folder
            ? Directory.CreateDirectory(folder).FullName
            : null;

    public Uri Address => suite!.Address;

    /// <summary>The folder with the browsers' sessions, as in <c>Sessions:Folder</c>.</summary>
    public string Sessions => Path.Combine(folder, "sessions");

    private Person? sharedDesk;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new FileNotFoundException(
                "These tests need a browser: apt-get install -y --no-install-recommends chromium-headless-shell fonts-wqy-microhei",
                Chromium
            );
        suite = await EmbeddedSuite.StartAsync(
            new()
            {
                DataFolder = folder,
                Logs = NullLoggerFactory.Instance,
                Settings = new Dictionary<string, string?> { ["Sessions:Folder"] = Sessions },
            }
        );
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = suite.Address,
            Timeout = TimeSpan.FromMinutes(10),
        };
        await new MonthEndWalk(client, _ => { }).RunAsync(CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Person.WaitLimit);
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Chromium,
                // No network traffic of its own, and no sandbox, which root cannot use.
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Opens the console as a new person in a browser context of their own.</summary>
    /// <param name="isPhone">True for 375 px wide and touch; otherwise 1280 px.</param>
    public async Task<Person> ComesAsync(bool isPhone = false)
    {
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = Address.ToString(),
                Locale = "zh-CN",
                ViewportSize = isPhone ? Person.Phone : Person.Desk,
                HasTouch = isPhone,
                IsMobile = isPhone,
                AcceptDownloads = true,
                // Drawing what moves costs more than all else here.
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var person = new Person(await context.NewPageAsync());
        await person.Page.GotoAsync("/");
        return person;
    }

    public async Task<Person> SignsInAsync(string user, bool isPhone = false)
    {
        var person = await ComesAsync(isPhone);
        await person.SignInAsync(user);
        return person;
    }

    /// <summary>
    /// Signs in where the person before has signed out: a new window would read all of the console's scripts again.
    /// </summary>
    public async Task<Person> TakesOverAsync(string user)
    {
        if (sharedDesk is null || !await sharedDesk.Page.Locator(".sign-in").IsVisibleAsync())
        {
            if (sharedDesk is not null)
                await sharedDesk.DisposeAsync();
            sharedDesk = await ComesAsync();
        }

        await sharedDesk.Page.SetViewportSizeAsync(Person.Desk.Width, Person.Desk.Height);
        await sharedDesk.SignInAsync(user);
        return sharedDesk;
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (suite is not null)
            await suite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class ConsoleTests : ICollectionFixture<BankInBrowser>
{
    public const string Name = "console";
}
