using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>
/// Visits every page of every role on a phone, and once each page in English, on a desk and in the dark: nothing fails,
/// nothing is cut off, and every page is accessible.
/// </summary>
[Collection(ConsoleTests.Name)]
public sealed class RoomsTests(BankInBrowser bank)
{
    private static readonly ConcurrentDictionary<string, bool> Walked = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("it")]
    [InlineData("hr")]
    [InlineData("head")]
    [InlineData("manager")]
    [InlineData("trainer")]
    [InlineData("desk")]
    [InlineData("counsellor")]
    [InlineData("analyst")]
    [InlineData("approver")]
    [InlineData("payroll")]
    [InlineData("auditor")]
    public async Task A_role_walks_its_rooms(string user)
    {
        await using var person = await bank.SignsInAsync(user);
        var rooms = await person.RoomsAsync();
        Assert.NotEmpty(rooms);
        var wrong = new List<string>();
        // And what a room shows besides, where it is another page to look at.
        if (user == "hr")
            rooms = [.. rooms, "/scorecards?view=leaderboard&level=junior"];
        foreach (var room in rooms)
        {
            await person.GoAsync(room);
            // A page's colours, its place on a desk and its English are the same for every role: the first to open it
            // looks at them. A home page is a role's own.
            var isFirst = Walked.TryAdd(room == "/" ? $"{user} /" : room, true);
            var everything = isFirst || BankInBrowser.Pictures is not null;
            await LookAsync(person, $"{user} {room}", everything, wrong);
            if (everything)
            {
                await person.ChangeLanguageAsync();
                await LookAsync(person, $"{user} {room} in English", alsoOnADesk: true, wrong);
                await person.ChangeLanguageAsync();
            }

            await person.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
            var barriers = isFirst ? await person.BarriersAsync() : await person.BarriersButColoursAsync();
            wrong.AddRange(barriers.Select(barrier => $"{user} {room}: {barrier}"));
            if (isFirst)
            {
                await person.TurnAsync(ColorScheme.Dark);
                var inTheDark = await person.ColourBarriersAsync();
                wrong.AddRange(inTheDark.Select(barrier => $"{user} {room} in the dark: {barrier}"));
                await person.TurnAsync(ColorScheme.Light);
            }

            await person.Page.SetViewportSizeAsync(Person.Desk.Width, Person.Desk.Height);
            wrong.AddRange(person.TakeFaults().Select(fault => $"{user} {room}: {fault}"));
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Distinct()));
    }

    /// <summary>
    /// Looks at a page on a phone, and on a desk if asked; leaves it on the desk, where the language is changed.
    /// </summary>
    private static async Task LookAsync(Person person, string page, bool alsoOnADesk, List<string> wrong)
    {
        foreach (var screen in alsoOnADesk ? new[] { Person.Phone, Person.Desk } : [Person.Phone])
        {
            await person.Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await person.SettleAsync();
            await person.KeepPictureAsync($"{string.Join('-', page.Split(' ', '/', '?', '&', '='))}-{screen.Width}");
            if (await person.OverflowAsync() is > 0 and var pixels)
                wrong.Add($"{page}: {pixels} px too wide for {screen.Width} px");
            if (screen == Person.Phone)
                wrong.AddRange((await person.WideTablesAsync()).Select(table => $"{page}: scrolls sideways: {table}"));
        }

        await person.Page.SetViewportSizeAsync(Person.Desk.Width, Person.Desk.Height);
    }

    [Fact]
    public async Task The_keyboard_alone_signs_in_opens_a_room_and_reaches_its_text()
    {
        await using var person = await bank.ComesAsync();
        var card = person.Page.Locator("button.sign-in-button").First;
        await Assertions.Expect(card).ToBeVisibleAsync();
        for (
            var presses = 0;
            presses < 10 && !await card.EvaluateAsync<bool>("e => e === document.activeElement");
            presses++
        )
            await person.Page.Keyboard.PressAsync("Tab");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.SettleAsync();

        await person.OpenAsync("/");
        await person.Page.Keyboard.PressAsync("Tab");
        Assert.Equal(
            "#main",
            await person.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')")
        );
        await person.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await person.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task A_barrier_put_on_a_page_is_found()
    {
        await using var person = await bank.SignsInAsync("manager");
        Assert.Empty(await person.BarriersAsync());
        await person.Page.EvaluateAsync(
            """
            () => {
                document.querySelector('#main').insertAdjacentHTML('beforeend', '<img src="/none.png"><p>pale</p>');
                Object.assign(document.querySelector('#main > p:last-child').style, { color: '#bbb', background: '#fff' });
            }
            """
        );

        Assert.Equal(
            ["critical image-alt", "serious color-contrast"],
            (await person.BarriersAsync()).Select(barrier => barrier.Split(':')[0]).Order()
        );
    }
}
