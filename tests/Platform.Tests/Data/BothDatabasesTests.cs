using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Data;

/// <summary>
/// Keys, lengths and instants mean the same on SQLite and on SQL Server, whichever the tests run on.
/// </summary>
public sealed class BothDatabasesTests
{
    private static readonly string[] Keys =
    [
        "x",
        "x ",
        " x",
        "x\t",
        "x\u00A0",
        "x\u3000",
        "x  ",
        "X",
        "x y",
        "x  y",
        "ｘ",
        "x.",
        "é",
        "e\u0301",
        "安澜",
        "安澜　",
    ];

    /// <summary>
    /// SQL Server compares 'x' and 'x ' as equal, as ISO SQL says, and SQLite does not. What people type is trimmed at
    /// the border, so that no key ends with a blank and the two rules agree.
    /// </summary>
    [Fact]
    public void The_keys_that_are_kept_are_equal_in_both_databases_or_in_neither()
    {
        Assert.True(IsSameOnSqlServer("x", "x ") && !IsSameOnSqlite("x", "x "));
        var kept = Keys.Select(key =>
                Codes.TryRead(key, 20, out var code, out _) ? code : throw new InvalidOperationException(key)
            )
            .OfType<string>()
            .ToList();
        Assert.Equal(Keys.Length, kept.Count);
        foreach (var a in kept)
        foreach (var b in kept)
            Assert.Equal(IsSameOnSqlite(a, b), IsSameOnSqlServer(a, b));
        // Two keys that the border keeps apart are two rows.
        Assert.Equal(["X", "x", "x  y", "x y", "x.", "é", "安澜"], kept.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The same keys as rows of the database the tests run on.</summary>
    [Fact]
    public async Task The_database_keeps_those_keys_apart()
    {
        await using var service = await NoteService.StartAsync();
        var kept = Keys.Select(key => Codes.Read(key, 20, "code")!).Distinct(StringComparer.Ordinal).ToList();
        await service.ReadAsync<ServiceDbContext, int>(async db =>
        {
            foreach (var key in kept)
                db.OrgUnits.Add(Unit(key, null));
            return await db.SaveChangesAsync();
        });
        foreach (var key in kept)
            Assert.Equal(
                [key],
                await service.ReadAsync(db => db.OrgUnits.Where(u => u.Code == key).Select(u => u.Code).ToListAsync())
            );
    }

    [Fact]
    public async Task A_text_longer_than_its_column_is_refused_by_name_and_leaves_nothing()
    {
        await using var service = await NoteService.StartAsync();
        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() =>
            service.ReadAsync<ServiceDbContext, int>(async db =>
            {
                db.OrgUnits.Add(Unit("A", null));
                db.OrgUnits.Add(Unit("B", new string('p', 201)));
                return await db.SaveChangesAsync();
            })
        );
        Assert.Equal(("request.too-long", 400), (refused.Code, refused.Status));
        Assert.Equal(
            ("Parent：最长 200 个字符。", "Parent: At most 200 characters."),
            (refused.Text.Zh, refused.Text.En)
        );
        Assert.Empty(await service.ReadAsync(db => db.OrgUnits.ToListAsync()));
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab\U00020BB7", 3, "ab")]
    [InlineData("ab\U00020BB7", 4, "ab\U00020BB7")]
    public void What_is_cut_keeps_whole_characters(string text, int longest, string cut) =>
        Assert.Equal(cut, Lengths.Cut(text, longest));

    /// <summary>The audit entry keeps as many roles as it has room for, and the call is answered.</summary>
    [Fact]
    public async Task A_caller_may_have_very_many_roles()
    {
        await using var service = await NoteService.StartAsync();
        var roles = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"role-{i}").Prepend(Roles.Hr));
        using var answer = await service
            .As(roles, id: new string('i', 150))
            .PostAsync(
                new Uri("/notes", UriKind.Relative),
                System.Net.Http.Json.JsonContent.Create(new { name = "n", text = "t" })
            );
        Assert.Equal(201, (int)answer.StatusCode);
        var entry = await service.ReadAsync(db => db.Audit.AsNoTracking().SingleAsync());
        Assert.Equal(200, entry.Roles.Length);
        Assert.Contains(Roles.Hr, entry.Roles, StringComparison.Ordinal);
    }

    /// <summary>An import whose file has absurd headings ends with an error that fits.</summary>
    [Fact]
    public async Task A_file_with_headings_longer_than_any_column_ends_with_its_error()
    {
        await using var service = await NoteService.StartAsync();
        var outcome = await service.ImportAsync("notes", $"{new string('列', 5000)},{new string('h', 300)}\n1,2\n");
        Assert.Equal("failed", outcome.Status);
        Assert.NotEmpty(outcome.Errors);
        var kept = await service.ReadAsync(db => db.ImportErrors.AsNoTracking().ToListAsync());
        Assert.All(kept, e => Assert.True(e.Column.Length <= 100 && e.Zh.Length <= 500 && e.En.Length <= 500));
    }

    [Fact]
    public async Task An_instant_that_was_written_is_found_again()
    {
        var clock = new WholeClock();
        Assert.All(
            Enumerable.Range(0, 1000),
            _ => Assert.Equal(0, clock.GetUtcNow().Ticks % TimeSpan.TicksPerMicrosecond)
        );
        var odd = new DateTimeOffset(2026, 6, 15, 2, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
        var whole = Instant.Whole(odd);
        Assert.Equal(odd.AddTicks(-7), whole);
        var options = new JsonSerializerOptions { Converters = { new InstantJson() } };
        Assert.Equal(
            whole,
            JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(whole, options), options)
        );
        Assert.Equal(whole, JsonSerializer.Deserialize<DateTimeOffset>($"\"{odd:O}\"", options));

        await using var service = await NoteService.StartAsync();
        service.Clock.Now = whole;
        (await service.WriteAsync("n")).Dispose();
        Assert.Equal(1, await service.ReadAsync(db => db.Audit.CountAsync(e => e.At == whole)));
        Assert.Equal(whole, await service.ReadAsync(db => db.Audit.Select(e => e.At).SingleAsync()));
    }

    private static bool IsSameOnSqlite(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    /// <summary>By code point, the shorter one filled up with blanks: the rule of a _BIN2 collation.</summary>
    private static bool IsSameOnSqlServer(string a, string b)
    {
        var length = Math.Max(a.Length, b.Length);
        return string.Equals(a.PadRight(length), b.PadRight(length), StringComparison.Ordinal);
    }

    private static KnownOrgUnit Unit(string code, string? parent) => new(new(code, parent, 1));
}
