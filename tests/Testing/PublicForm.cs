using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CardTeam.Testing;

/// <summary>The public form for complaints, filled in and sent as a browser does.</summary>
public static partial class PublicForm
{
    private const string Address = "/public/complaints";

    /// <summary>Opens the form, waits as somebody who types, does the browser's work and sends it.</summary>
    /// <param name="fields">What is typed; a field of the form that is named here is replaced.</param>
    /// <returns>The status and the page.</returns>
    public static async Task<(int Status, string Page)> SendAsync(
        ServiceUnderTest feedback,
        Dictionary<string, string> fields,
        params (string Name, byte[] Content)[] files
    )
    {
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentNullException.ThrowIfNull(fields);
        using var client = feedback.Anonymous();
        var challenge = ChallengeIn(await client.GetStringAsync(new Uri(Address, UriKind.Relative)));
        feedback.Clock.Advance(TimeSpan.FromSeconds(15));
        return await SendAsync(
            client,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["challenge"] = challenge,
                ["proof"] = ProofOf(challenge),
            }
                .Concat(fields)
                .GroupBy(f => f.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal),
            files
        );
    }

    /// <summary>Sends some fields as they are.</summary>
    public static async Task<(int Status, string Page)> SendAsync(
        HttpClient client,
        IReadOnlyDictionary<string, string> fields,
        params (string Name, byte[] Content)[] files
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(files);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, "files", name);
        }

        using var answer = await client.PostAsync(new Uri(Address, UriKind.Relative), form);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The challenge of a form.</summary>
    public static string ChallengeIn(string page) => Challenge().Match(page).Groups["token"].Value;

    /// <summary>The code that the page after a form shows.</summary>
    public static string CodeIn(string page) => Code().Match(page).Groups["code"].Value;

    /// <summary>The number that a browser looks for.</summary>
    public static string ProofOf(string challenge)
    {
        for (var number = 0; ; number++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{challenge}:{number}")));
            if (hash[0] == 0 && hash[1] == 0)
                return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex("name=\"challenge\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Challenge();

    [GeneratedRegex("class=\"box code\">(?<code>[^<]+)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
