using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CardTeam.ServiceDefaults;

/// <summary>A sentence for people, in Chinese and in English.</summary>
public readonly record struct Text(string Zh, string En)
{
    /// <summary>The sentence in the language the request asks for; Chinese when it asks for neither.</summary>
    public string For(HttpContext http) => Language.IsEnglish(http) ? En : Zh;
}

/// <summary>Chooses the language in which a request is answered.</summary>
public static class Language
{
    /// <summary>
    /// True when <c>Accept-Language</c> ranks English above Chinese. False without the header, or when it names
    /// neither.
    /// </summary>
    public static bool IsEnglish(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (!StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var ranked))
            return false;
        foreach (var language in ranked.OrderByDescending(l => l.Quality ?? 1))
        {
            if (language.Value.StartsWith("zh", ignoreCase: true, CultureInfo.InvariantCulture))
                return false;
            if (language.Value.StartsWith("en", ignoreCase: true, CultureInfo.InvariantCulture))
                return true;
        }

        return false;
    }

    private static bool StartsWith(
        this Microsoft.Extensions.Primitives.StringSegment segment,
        string prefix,
        bool ignoreCase,
        CultureInfo culture
    ) => segment.HasValue && segment.Value!.StartsWith(prefix, ignoreCase, culture);
}
