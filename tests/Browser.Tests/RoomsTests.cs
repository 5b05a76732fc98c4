using Microsoft.Playwright;

namespace CardTeam.Browser.Tests;

/// <summary>
/// Visits every page of every role, in both languages, at two widths, light and dark: nothing fails, nothing is cut
/// off, and every page is accessible.
/// </summary>
[Collection(ConsoleTests.Name)]
public sealed class RoomsTests(BankInBrowser bank)
{
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
        // Further views of a page, where it has any.
        if (user == "hr")
            rooms = [.. rooms, "/scorecards?view=leaderboard&level=junior"];
        foreach (var room in rooms)
        {
            await person.OpenAsync(room);
            foreach (var language in (string[])["zh", "en"])
            {
                foreach (var screen in new[] { Person.Desk, Person.Phone })
                {
                    await person.Page.SetViewportSizeAsync(screen.Width, screen.Height);
                    await person.SettleAsync();
                    var name =
                        $"{user}{string.Concat(room.Split('/', '?', '&', '=').Select(part => part.Length == 0 ? "" : $"-{part}"))}-{language}-{screen.Width}";
                    await person.KeepPictureAsync(name);
                    if (await person.OverflowAsync() is > 0 and var pixels)
                        wrong.Add($"{name}: {pixels} px too wide");
                }

                await person.Page.SetViewportSizeAsync(Person.Desk.Width, Person.Desk.Height);
                await person.ChangeLanguageAsync();
            }

            await person.Page.SetViewportSizeAsync(Person.Phone.Width, Person.Phone.Height);
            wrong.AddRange((await person.BarriersAsync()).Select(barrier => $"{user} {room}: {barrier}"));
            await person.TurnAsync(ColorScheme.Dark);
            wrong.AddRange((await person.BarriersAsync()).Select(barrier => $"{user} {room} in the dark: {barrier}"));
            await person.TurnAsync(ColorScheme.Light);
            wrong.AddRange(person.TakeFaults().Select(fault => $"{user} {room}: {fault}"));
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Distinct()));
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
}
