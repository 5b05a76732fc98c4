using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CardTeam.ServiceDefaults.Public;

/// <summary>Markup whose variable parts are encoded.</summary>
public sealed record Html(string Markup)
{
    /// <summary>No markup.</summary>
    public static readonly Html Nothing = new("");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Fills the holes of some markup: texts are encoded, and markup stays as it is.</summary>
    public static Html Of(FormattableString markup)
    {
        ArgumentNullException.ThrowIfNull(markup);
        return new(
            string.Format(
                CultureInfo.InvariantCulture,
                markup.Format,
                [.. markup.GetArguments().Select(part => (object)Written(part))]
            )
        );
    }

    private static string Written(object? part) =>
        part switch
        {
            null => "",
            Html html => html.Markup,
            IEnumerable<Html> parts => string.Concat(parts.Select(p => p.Markup)),
            _ => Encoder.Encode(Convert.ToString(part, CultureInfo.InvariantCulture) ?? ""),
        };
}
