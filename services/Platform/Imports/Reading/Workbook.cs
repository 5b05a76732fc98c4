using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>A visible sheet of the workbook.</summary>
/// <param name="Part">Its part within the package.</param>
internal sealed record Sheet(string Name, string Part);

/// <summary>
/// Reads an xlsx workbook, ordinary or strict, as a stream of rows. The package is a zip (ECMA-376 part 2), its parts
/// are XML. Both are read within bounds, because the libraries for them load a row, a part or the whole list of texts
/// without a limit.
/// </summary>
internal sealed partial class Workbook : IDisposable
{
    private const int MostParts = 10_000,
        LargestDirectory = 4 << 20,
        MostTexts = 4_000_000,
        MostStyles = 100_000,
        MostMerges = 2_000;
    private const long LargestSheet = 2L << 30,
        LargestOther = 512L << 20,
        LargestTexts = 100L << 20;

    /// <summary>
    /// The highest accepted compression ratio: XML of sheets compresses to a tenth or a hundredth, zip bombs to a
    /// thousandth.
    /// </summary>
    private const int HighestRatio = 400;

    private const int LastRow = 1_048_576,
        LastColumn = 16_383;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Sheet> _sheets = [];
    private readonly List<string> _texts = [];
    private readonly List<NumberFormat> _styles = [];
    private int _firstDay;

    private Workbook(Stream file)
    {
        CheckDirectory(file);
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _zip.Entries)
        {
            if (
                _parts.Count >= MostParts
                || entry.Length > LargestSheet
                || (entry.Length > 1 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > HighestRatio)
            )
                throw new TooMuchException(
                    new(
                        "工作簿解压后过大，不是电子表格软件写出的文件。",
                        "The workbook unpacks to more than it may hold; no spreadsheet program writes such a file."
                    )
                );
            _parts[entry.FullName.TrimStart('/').Replace('\\', '/')] = entry;
        }
    }

    /// <summary>The visible worksheets, in their order, without hidden ones and charts.</summary>
    public IReadOnlyList<Sheet> Sheets => _sheets;

    /// <exception cref="BadFileException">
    /// The file is not an xlsx workbook, is damaged, or holds more than any program writes.
    /// </exception>
    public static Workbook Open(Stream file)
    {
        Workbook? book = null;
        try
        {
            book = new Workbook(file);
            book.ReadBook();
            return book;
        }
        catch (Exception failure)
        {
            book?.Dispose();
            throw failure as BadFileException ?? BadFileException.Damaged(failure);
        }
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>
    /// Reads the rows of a sheet that are not empty. Any error inside the file is reported as damage.
    /// </summary>
    /// <param name="merges">Areas of which only the first cell has content; null where they are not known yet.</param>
    /// <param name="found">Called for each merged area when the sheet is read to its end.</param>
    /// <exception cref="BadFileException">The workbook is damaged.</exception>
    public IEnumerable<TableRow> Rows(Sheet sheet, IReadOnlyList<MergedArea>? merges, Action<MergedArea>? found = null)
    {
        using var rows = ReadRows(sheet, merges ?? [], found).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                    yield break;
            }
            catch (Exception failure) when (failure is not (BadFileException or OperationCanceledException))
            {
                throw BadFileException.Damaged(failure);
            }

            yield return rows.Current;
        }
    }

    private void ReadBook()
    {
        var root = Relationships("");
        var book = root.FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Target;
        if (book is null || !_parts.ContainsKey(book))
            throw new InvalidDataException("There is no workbook part.");
        if (book.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
            throw new BadFileException(
                "import.not-a-workbook",
                new(
                    "这是二进制工作簿（.xlsb）。请用电子表格软件打开，另存为 xlsx 或 csv。",
                    "This is a binary workbook (.xlsb). Open it in a spreadsheet program and save it as xlsx or csv."
                )
            );
        var parts = Relationships(book);
        var shown = new List<(string Name, string Id)>();
        using (var xml = Part(book, LargestOther))
        {
            while (xml.Read())
            {
                if (xml.IsStart("workbookPr"))
                    _firstDay = xml.Attribute("date1904") is "1" or "true" ? 1462 : 0;
                else if (
                    xml.IsStart("sheet")
                    && xml.Attribute("state") is null or "visible"
                    && xml.Attribute("name") is { } name
                    && xml.RelationshipId() is { } id
                )
                    shown.Add((name, id));
            }
        }

        foreach (var (name, id) in shown)
        {
            var part = parts.Find(p => p.Id == id);
            if (part is null || part.Type.EndsWith("/worksheet", StringComparison.Ordinal))
                _sheets.Add(
                    new(
                        name,
                        part?.Target is { } target && _parts.ContainsKey(target)
                            ? target
                            : throw new InvalidDataException("A sheet is missing.")
                    )
                );
        }

        if (parts.Find(p => p.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)) is { } texts)
            ReadTexts(texts.Target);
        if (parts.Find(p => p.Type.EndsWith("/styles", StringComparison.Ordinal)) is { } styles)
            ReadStyles(styles.Target);
    }

    private void ReadTexts(string part)
    {
        if (!_parts.ContainsKey(part))
            return;
        using var xml = Part(part, LargestOther);
        long characters = 0;
        while (xml.Read())
        {
            if (!xml.IsStart("si"))
                continue;
            var text = xml.TextWithin("t");
            characters += text.Length;
            if (_texts.Count >= MostTexts || characters > LargestTexts)
                throw new TooMuchException(
                    new(
                        "工作簿中不同的文字过多；请另存为 csv。",
                        "The workbook has too many different texts; save it as csv."
                    )
                );
            _texts.Add(Unescape(text));
        }
    }

    private void ReadStyles(string part)
    {
        if (!_parts.ContainsKey(part))
            return;
        using var xml = Part(part, LargestOther);
        var own = new Dictionary<int, NumberFormat>();
        var isCells = false;
        while (xml.Read())
        {
            if (xml.IsStart("numFmt") && own.Count < MostStyles)
                own[Number(xml.Attribute("numFmtId"))] = NumberFormat.Parse(xml.Attribute("formatCode") ?? "");
            else if (xml.IsStart("cellXfs"))
                isCells = !xml.IsEmptyElement;
            else if (xml.IsEnd("cellXfs"))
                isCells = false;
            else if (isCells && xml.IsStart("xf") && _styles.Count < MostStyles)
            {
                var id = xml.Attribute("numFmtId") is { } given ? Number(given) : 0;
                _styles.Add(own.TryGetValue(id, out var format) ? format : NumberFormat.BuiltIn(id));
            }
        }
    }

    private IEnumerable<TableRow> ReadRows(Sheet sheet, IReadOnlyList<MergedArea> merges, Action<MergedArea>? found)
    {
        using var xml = Part(sheet.Part, LargestSheet);
        var cells = new List<Cell>();
        long number = 0;
        var isData = false;
        var count = 0;
        while (xml.Read())
        {
            if (xml.IsStart("sheetData"))
                isData = true;
            else if (isData && xml.IsStart("row"))
            {
                var given = xml.Attribute("r") is { } r ? Number(r) : number + 1;
                if (given <= number || given > LastRow)
                    throw new InvalidDataException("A row's number is out of order.");
                number = given;
                cells.Clear();
                if (!xml.IsEmptyElement)
                    ReadCells(xml, cells);
                foreach (var area in merges)
                    area.Mark(number, cells);
                if (cells.Exists(c => !c.IsEmpty))
                    yield return new(number, cells);
            }
            else if (found is not null && xml.IsStart("mergeCell") && xml.Attribute("ref") is { } area)
            {
                if (++count > MostMerges)
                    throw new BadFileException(
                        "import.merged-cells",
                        new(
                            "合并的单元格过多；请取消合并后重新保存。",
                            "The sheet has too many merged cells; unmerge them and save it again."
                        )
                    );
                var ends = area.Split(':');
                if (ends.Length == 2)
                    found(new(RowOf(ends[0]), ColumnOf(ends[0]), RowOf(ends[1]), ColumnOf(ends[1])));
            }
        }
    }

    private void ReadCells(BoundedXml xml, List<Cell> cells)
    {
        var depth = xml.Depth;
        while (xml.Read() && !(xml.Type == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (!xml.IsStart("c"))
                continue;
            var place = xml.Attribute("r") is { } reference ? ColumnOf(reference) : cells.Count;
            if (place < cells.Count || place > LastColumn)
                throw new InvalidDataException("A cell's place is out of order.");
            while (cells.Count < place)
                cells.Add(Cell.Empty);
            cells.Add(ReadCell(xml));
        }
    }

    private Cell ReadCell(BoundedXml xml)
    {
        var type = xml.Attribute("t");
        var style = xml.Attribute("s") is { } s ? Number(s) : 0;
        var (value, inline, isFormula) = ((string?)null, (string?)null, false);
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && !(xml.Type == XmlNodeType.EndElement && xml.Depth == depth))
            {
                if (xml.IsStart("v"))
                    value = xml.TextWithin();
                else if (xml.IsStart("is"))
                    inline = xml.TextWithin("t");
                else if (xml.IsStart("f"))
                {
                    isFormula = true;
                    xml.Skip();
                }
                else if (xml.Type == XmlNodeType.Element)
                    xml.Skip();
            }
        }

        if (isFormula && value is null)
            return new("", CellKind.NoResult);
        value = value?.Trim() ?? "";
        switch (type)
        {
            case "s":
                var index = Number(value);
                return index < _texts.Count
                    ? new(_texts[index].Trim())
                    : throw new InvalidDataException("A cell names a text that is not there.");
            case "inlineStr":
                return new(Unescape(inline ?? value).Trim());
            case "str":
                return new(Unescape(value).Trim());
            case "b":
                return new(value is "1" or "true" ? "true" : "false");
            case "e":
                return new(value, CellKind.Error);
            case "d":
                return new(value, value.Length == 0 ? CellKind.Text : CellKind.Date);
            default:
                return value.Length == 0 ? Cell.Empty
                    : style >= 0 && style < _styles.Count ? _styles[style].Show(value, _firstDay)
                    : NumberFormat.General.Show(value, _firstDay);
        }
    }

    private BoundedXml Part(string name, long largest) =>
        _parts.TryGetValue(name, out var entry)
            ? new BoundedXml(entry, largest)
            : throw new InvalidDataException("A part is missing.");

    /// <summary>The parts that a part refers to, within the package.</summary>
    private List<Relationship> Relationships(string of)
    {
        var slash = of.LastIndexOf('/');
        var folder = of[..(slash + 1)];
        var name = $"{folder}_rels/{of[(slash + 1)..]}.rels";
        var all = new List<Relationship>();
        if (!_parts.ContainsKey(name))
            return all;
        using var xml = Part(name, 16 << 20);
        while (xml.Read())
            if (
                xml.IsStart("Relationship")
                && xml.Attribute("TargetMode") != "External"
                && xml.Attribute("Id") is { } id
                && xml.Attribute("Type") is { } type
                && xml.Attribute("Target") is { } target
            )
                all.Add(new(id, type, Resolve(folder, target)));
        return all;
    }

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (step == "..")
            {
                if (steps.Count == 0)
                    throw new InvalidDataException("A part lies outside the package.");
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("" or "."))
                steps.Add(step);
        }

        return string.Join('/', steps);
    }

    /// <summary>
    /// Checks the size of the zip's directory before the library reads it as a whole (PKWARE APPNOTE 4.3.14 and
    /// 4.3.16).
    /// </summary>
    private static void CheckDirectory(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, 66_000)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + 22 > tail.Length)
            throw new InvalidDataException("The zip has no end.");
        long size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12));
        if (size == uint.MaxValue)
        {
            var wide = tail.AsSpan(0, at).LastIndexOf("PK\u0006\u0006"u8);
            size =
                wide < 0 || wide + 56 > tail.Length
                    ? long.MaxValue
                    : BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(wide + 40));
        }

        if (size is < 0 or > LargestDirectory)
            throw new TooMuchException(
                new("工作簿包含的部件过多。", "The workbook has more parts than any spreadsheet program writes.")
            );
        file.Position = 0;
    }

    /// <summary>Decodes characters that XML cannot hold, which spreadsheets write as <c>_x000D_</c>.</summary>
    private static string Unescape(string text) =>
        text.Contains("_x", StringComparison.Ordinal)
            ? Escape()
                .Replace(
                    text,
                    m =>
                        (
                            (char)int.Parse(m.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                        ).ToString()
                )
            : text;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException("A number inside the workbook is none.");

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c))
                break;
            column = column * 26 + (c - 'A' + 1);
            if (column > LastColumn + 1)
                break;
        }

        return column - 1;
    }

    private static int RowOf(string reference) => Number(reference.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"]));

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();

    private sealed record Relationship(string Id, string Type, string Target);
}

/// <summary>
/// An area of merged cells, of which only the first has content. Both ends are included; columns count from 0.
/// </summary>
internal readonly record struct MergedArea(int FirstRow, int FirstColumn, int LastRow, int LastColumn)
{
    /// <summary>Marks the cells of a row that are merged and have no content of their own.</summary>
    public void Mark(long row, List<Cell> cells)
    {
        if (row < FirstRow || row > LastRow)
            return;
        for (
            var column = row == FirstRow ? FirstColumn + 1 : FirstColumn;
            column <= LastColumn && column < 16_384;
            column++
        )
        {
            while (cells.Count <= column)
                cells.Add(Cell.Empty);
            cells[column] = new("", CellKind.Merged);
        }
    }
}
