using System.Globalization;
using System.Text;

namespace CardTeam.Training.Documents;

/// <summary>
/// A page of A4 with lines of Chinese and Latin text, as PDF 1.4. The fonts are Helvetica and the standard Chinese font
/// STSong-Light, which readers have or replace by one of their own, so that no font is shipped with the suite.
/// </summary>
internal sealed class PdfPage
{
    private readonly StringBuilder _content = new();

    /// <summary>Draws a line of text.</summary>
    /// <param name="x">The distance of its beginning from the left edge, in points.</param>
    /// <param name="y">The distance of its base line from the lower edge, in points.</param>
    /// <param name="size">The size of the font in points.</param>
    public void Text(int x, int y, int size, string text)
    {
        _content.Append(CultureInfo.InvariantCulture, $"BT 1 0 0 1 {x} {y} Tm\n");
        foreach (var run in RunsOf(text))
            _content.Append(
                run.IsLatin
                    ? Invariant($"/F1 {size} Tf ({Escaped(run.Text)}) Tj\n")
                    : Invariant(
                        $"/F2 {size} Tf <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(run.Text))}> Tj\n"
                    )
            );
        _content.Append("ET\n");
    }

    /// <summary>Draws a frame.</summary>
    public void Frame(int x, int y, int width, int height) =>
        _content.Append(CultureInfo.InvariantCulture, $"1.5 w {x} {y} {width} {height} re S\n");

    /// <summary>The document's bytes.</summary>
    /// <param name="title">The document's title, which a reader shows.</param>
    public byte[] Write(string title)
    {
        var content = _content.ToString();
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            Invariant($"<< /Length {Encoding.ASCII.GetByteCount(content)} >>\nstream\n{content}endstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [7 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 8 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
                + "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
            $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> /Producer (CardTeam) >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        file.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info {objects.Length} 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        // Every character is ASCII, so that places in the text are places in the file.
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static IEnumerable<(bool IsLatin, string Text)> RunsOf(string text)
    {
        for (var from = 0; from < text.Length; )
        {
            var isLatin = IsLatin(text[from]);
            var to = from + 1;
            while (to < text.Length && IsLatin(text[to]) == isLatin)
                to++;
            yield return (isLatin, text[from..to]);
            from = to;
        }
    }

    private static bool IsLatin(char c) => c is >= ' ' and <= '~';

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("(", @"\(", StringComparison.Ordinal)
            .Replace(")", @"\)", StringComparison.Ordinal);
}
