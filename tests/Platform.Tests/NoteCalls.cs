using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Tests;

/// <summary>Calls of the note service that nearly every test here uses.</summary>
internal static class NoteCalls
{
    public static Task<HttpResponseMessage> WriteAsync(
        this ServiceUnderTest service,
        string name,
        string? text = null,
        string? key = null,
        string id = "writer"
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/notes")
        {
            Content = JsonContent.Create(new { name, text }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return service.As(Roles.Hr, id: id).SendAsync(request);
    }

    public static Task<List<Note>> NotesAsync(this ServiceUnderTest service) =>
        service.ReadAsync<NoteDbContext, List<Note>>(db => db.Notes.AsNoTracking().OrderBy(n => n.Name).ToListAsync());

    /// <summary>The effects of messages, in order.</summary>
    public static Task<List<int>> EffectsAsync(this ServiceUnderTest service) =>
        service.ReadAsync<NoteDbContext, List<int>>(db =>
            db.Effects.OrderBy(e => e.Number).Select(e => e.Of).ToListAsync()
        );

    /// <summary>Puts events into the outbox, all in one save.</summary>
    public static Task AnnounceAsync(this ServiceUnderTest service, string stream, params IEnumerable<int> numbers) =>
        service.ReadAsync(async db =>
        {
            foreach (var number in numbers)
                db.Announce(NoteRoutes.Event(number), stream);
            return await db.SaveChangesAsync();
        });

    /// <summary>Wakes the workers as a commit would.</summary>
    public static void Wake(this ServiceUnderTest service) =>
        service.App.Services.GetRequiredService<CommitNotifier>().Set();

    public static Task ExecuteAsync(this ServiceUnderTest service, FormattableString sql) =>
        service.ReadAsync(db => db.Database.ExecuteSqlAsync(sql));

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    public static async Task<string?> CodeAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("code").GetString();
}
