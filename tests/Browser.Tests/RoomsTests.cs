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
    [InlineData("manager")]
    public Task A_role_walks_its_rooms(string user) => WalkAsync(user);

    [Theory]
    [Trait("Run", "long")]
    [InlineData("hr")]
    [InlineData("it")]
    [InlineData("head")]
    [InlineData("trainer")]
    [InlineData("desk")]
    [InlineData("counsellor")]
    [InlineData("analyst")]
    [InlineData("approver")]
    [InlineData("payroll")]
    [InlineData("auditor")]
    public Task Every_other_role_walks_its_rooms(string user) => WalkAsync(user);

    private async Task WalkAsync(string user)
    {
        var person = await bank.TakesOverAsync(user);
        var rooms = await person.RoomsAsync();
        Assert.NotEmpty(rooms);
        var wrong = new List<string>();
        // And what a room shows besides, where it is another page to look at.
        if (user == "hr")
            rooms = [.. rooms, "/scorecards?view=leaderboard&level=junior"];
        await person.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
        foreach (var room in rooms)
        {
            await person.GoAsync(room);
            // A page's colours, its place on a desk and its other language are the same for every role: the first to
            // open it looks at them. A home page is a role's own.
            var isFirst = Walked.TryAdd(room == "/" ? $"{user} /" : room, true);
            wrong.AddRange(await LookAsync(person, user, room));
            var barriers = isFirst ? await person.BarriersAsync() : await person.BarriersButColoursAsync();
            wrong.AddRange(barriers.Select(barrier => $"{user} {room}: {barrier}"));
            if (isFirst || BankInBrowser.Pictures is not null)
            {
                // The next page begins with the language and the colours in which this one ends: to draw a page anew
                // takes the most time here.
                var inOtherColours = await person.ColourBarriersInOtherColoursAsync();
                wrong.AddRange(inOtherColours.Select(barrier => $"{user} {room} in its other colours: {barrier}"));
                await person.Page.SetViewportSizeAsync(Person.Desk.Width, Person.Desk.Height);
                wrong.AddRange(await LookAsync(person, user, room));
                await person.ChangeLanguageAsync();
                wrong.AddRange(await LookAsync(person, user, room));
                await person.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
                wrong.AddRange(await LookAsync(person, user, room));
            }

            wrong.AddRange(person.TakeFaults().Select(fault => $"{user} {room}: {fault}"));
        }

        await person.SignOutAsync();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Distinct()));
    }

    /// <summary>Finds what does not fit on the screen.</summary>
    private static async Task<IReadOnlyList<string>> LookAsync(Person person, string user, string room)
    {
        await person.SettleAsync();
        var width = person.Page.ViewportSize!.Width;
        var page = $"{user} {room} {await person.LanguageAsync()}";
        await person.KeepPictureAsync($"{string.Join('-', page.Split(' ', '/', '?', '&', '='))}-{width}");
        var wrong = new List<string>();
        if (await person.OverflowAsync() is > 0 and var pixels)
            wrong.Add($"{page}: {pixels} px too wide for {width} px");
        if (width == Person.Phone.Width)
            wrong.AddRange((await person.WideTablesAsync()).Select(table => $"{page}: scrolls sideways: {table}"));
        return wrong;
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
