using System.IO.Compression;
using System.Text;

namespace CardTeam.Platform.Tests.Imports;

/// <summary>Writes an xlsx file part by part, also in ways no program would.</summary>
internal static class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>A workbook of one sheet.</summary>
    /// <param name="data">The content of <c>sheetData</c>.</param>
    /// <param name="formats">Number formats of the cell styles 1, 2 …</param>
    public static byte[] OneSheet(
        string data,
        string[]? formats = null,
        string? texts = null,
        string book = "",
        string after = ""
    ) =>
        Write([
            .. Frame([("data", "worksheet", "worksheets/sheet1.xml", "")], book, texts is not null),
            ("xl/worksheets/sheet1.xml", Sheet(data, after)),
            ("xl/styles.xml", Styles(formats ?? [])),
            .. texts is null ? Array.Empty<(string, string)>() : [("xl/sharedStrings.xml", texts)],
        ]);

    /// <summary>A workbook of several sheets, in their order.</summary>
    public static byte[] Sheets(params (string Name, string State, string Data)[] sheets) =>
        Write([
            .. Frame(
                [.. sheets.Select((s, i) => (s.Name, "worksheet", $"worksheets/sheet{i + 1}.xml", s.State))],
                "",
                false
            ),
            .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", Sheet(s.Data, ""))),
            ("xl/styles.xml", Styles([])),
        ]);

    public static string Row(params string[] cells) => $"<row>{string.Concat(cells)}</row>";

    public static string Text(string text) =>
        $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    public static string Number(string value, int style = 0) => $"<c s=\"{style}\"><v>{value}</v></c>";

    public static string Sheet(string data, string after) =>
        $"<worksheet xmlns=\"{Main}\"><sheetData>{data}</sheetData>{after}</worksheet>";

    public static (string, string)[] Frame(
        (string Name, string Type, string Target, string State)[] sheets,
        string book,
        bool hasTexts
    ) =>
        [
            (
                "_rels/.rels",
                $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\">{book}<sheets>"
                    + string.Concat(
                        sheets.Select(
                            (s, i) =>
                                $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" {(s.State.Length > 0 ? $"state=\"{s.State}\" " : "")}r:id=\"s{i}\"/>"
                        )
                    )
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{Package}\">"
                    + string.Concat(
                        sheets.Select(
                            (s, i) => $"<Relationship Id=\"s{i}\" Type=\"{Office}/{s.Type}\" Target=\"{s.Target}\"/>"
                        )
                    )
                    + $"<Relationship Id=\"y\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>"
                    + (
                        hasTexts
                            ? $"<Relationship Id=\"t\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                            : ""
                    )
                    + "</Relationships>"
            ),
        ];

    public static string Styles(string[] formats) =>
        $"<styleSheet xmlns=\"{Main}\"><numFmts>"
        + string.Concat(
            formats.Select(
                (f, i) => $"<numFmt numFmtId=\"{170 + i}\" formatCode=\"{System.Security.SecurityElement.Escape(f)}\"/>"
            )
        )
        + "</numFmts><cellXfs><xf numFmtId=\"0\"/>"
        + string.Concat(formats.Select((_, i) => $"<xf numFmtId=\"{170 + i}\"/>"))
        + "</cellXfs></styleSheet>";

    public static byte[] Write((string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }

        return bytes.ToArray();
    }
}
