using CardTeam.DemonstrationBank;
using CardTeam.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>The suite with the demonstration bank in it, June still open, and a browser of the tests' own: both for all tests together.</summary>
public sealed class BankInBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("cardteam-browser-").FullName;
    private EmbeddedSuite? suite;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where every page that was looked at is to lie as a picture; null: nowhere.</summary>
    public static string? Pictures { get; } =
        Environment.GetEnvironmentVariable("CARDTEAM_PICTURES") is { Length: > 0 } folder
            ? Directory.CreateDirectory(folder).FullName
            : null;

    public Uri Address => suite!.Address;

    /// <summary>The folder with the browsers' sessions, as in <c>Sessions:Folder</c>.</summary>
    public string Sessions => Path.Combine(folder, "sessions");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium))
            throw new FileNotFoundException(
                "These tests need a browser: apt-get install -y --no-install-recommends chromium fonts-wqy-microhei",
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
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Chromium,
                // Nothing of its own over the network, and no sandbox, which root has not.
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

    /// <summary>Somebody at a screen of their own who has just opened the console.</summary>
    /// <param name="isPhone">375 px wide and touched; else 1280 px.</param>
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
