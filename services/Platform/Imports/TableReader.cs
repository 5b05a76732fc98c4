using System.Globalization;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Text = CardTeam.ServiceDefaults.Text;

namespace CardTeam.Platform.Imports;

/// <summary>The file as a whole cannot be read as this kind.</summary>
internal sealed class BadFileException(string code, Text text, long row = 1, string column = "") : Exception(code)
{
    public RowError Error { get; } = new(row, column, code, text);
}

/// <summary>Reads the rows of a csv or xlsx file one after the other, never the whole file.</summary>
internal static class TableReader
{
    /// <exception cref="BadFileException">Wrong column names, wrong encoding, broken quoting, not a workbook.</exception>
    public static IEnumerable<ImportRow> Read(Stream file, string format, IReadOnlyList<ImportColumn> columns)
    {
        using var records = (format == "xlsx" ? Workbook(file) : Csv(file, format)).GetEnumerator();
        if (!Next(records, 0))
            throw new BadFileException("import.empty", new("文件是空的。", "The file is empty."));
        var places = Places(records.Current.Item2, columns);
        var present = new bool[columns.Count];
        foreach (var place in places)
            present[place] = true;
        while (Next(records, records.Current.Item1))
        {
            var (number, cells) = records.Current;
            var row = new string?[columns.Count];
            var any = false;
            for (var i = 0; i < cells.Count; i++)
            {
                var cell = cells[i];
                if (cell.Length == 0)
                    continue;
                any = true;
                if (i >= places.Count)
                    throw new BadFileException(
                        "import.too-many-cells",
                        new("该行的单元格多于列名。", "The row has more cells than there are column names."),
                        number
                    );
                row[places[i]] = cell;
            }

            if (any)
                yield return new ImportRow(number, columns, row, present);
        }
    }

    /// <param name="after">The last row that could be read.</param>
    private static bool Next(IEnumerator<(long, IReadOnlyList<string>)> records, long after)
    {
        try
        {
            return records.MoveNext();
        }
        catch (DecoderFallbackException)
        {
            throw new BadFileException(
                "import.encoding",
                new(
                    "文件编码既不是 UTF-8,也不是 GB18030/GBK。",
                    "The file is encoded neither as UTF-8 nor as GB18030/GBK."
                )
            );
        }
        catch (CsvFormatException failure)
        {
            throw new BadFileException(
                "import.malformed",
                new($"csv 引号不成对:{failure.Message}", $"Broken quoting in the csv: {failure.Message}"),
                after + 1
            );
        }
        catch (Exception failure)
            when (failure
                    is OpenXmlPackageException
                        or InvalidDataException
                        or FormatException
                        or System.Xml.XmlException
            )
        {
            throw new BadFileException("import.not-a-workbook", new("xlsx 文件已损坏。", "The xlsx file is damaged."));
        }
    }

    /// <summary>Which column of the kind each column of the file is.</summary>
    private static List<int> Places(IReadOnlyList<string> names, IReadOnlyList<ImportColumn> columns)
    {
        var places = new List<int>(names.Count);
        foreach (var given in names)
        {
            var name = given.Trim().ToLowerInvariant();
            var place = columns.TakeWhile(c => c.Name != name).Count();
            if (place == columns.Count)
                throw new BadFileException(
                    "import.unknown-column",
                    new(
                        $"未知的列“{given}”。可用的列:{string.Join("、", columns.Select(c => c.Name))}",
                        $"Unknown column '{given}'. Columns: {string.Join(", ", columns.Select(c => c.Name))}"
                    ),
                    column: given
                );
            if (places.Contains(place))
                throw new BadFileException(
                    "import.repeated-column",
                    new($"列“{given}”重复。", $"Column '{given}' appears twice."),
                    column: given
                );
            places.Add(place);
        }

        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Required && !places.Contains(i))
                throw new BadFileException(
                    "import.missing-column",
                    new($"缺少必需的列“{columns[i].Name}”。", $"Required column '{columns[i].Name}' is missing."),
                    column: columns[i].Name
                );
        return places;
    }

    private static IEnumerable<(long, IReadOnlyList<string>)> Csv(Stream file, string format)
    {
        using var reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = ',',
                SkipEmptyLines = false,
                PoolStrings = true,
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = 1 << 20,
                IncludeValuesInExceptions = false,
                Encoding = format switch
                {
                    "gb18030" => Encoding.GetEncoding(
                        "GB18030",
                        EncoderFallback.ExceptionFallback,
                        DecoderFallback.ExceptionFallback
                    ),
                    _ => null,
                },
            },
            leaveOpen: false
        );
        var cells = new List<string>();
        while (reader.Read())
        {
            cells.Clear();
            for (var i = 0; i < reader.FieldCount; i++)
                cells.Add(reader.GetString(i));
            yield return (reader.RowNumber, cells);
        }
    }

    private static IEnumerable<(long, IReadOnlyList<string>)> Workbook(Stream file)
    {
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var book = document.WorkbookPart ?? throw new InvalidDataException();
        var sheet = book.Workbook.Descendants<Sheet>().FirstOrDefault()?.Id?.Value ?? throw new InvalidDataException();
        var texts =
            book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(s => s.InnerText).ToList()
            ?? [];
        var dateStyles = DateStyles(book);
        using var reader = OpenXmlReader.Create(book.GetPartById(sheet));
        var cells = new List<string>();
        long number = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            var row = (Row)reader.LoadCurrentElement()!;
            number = row.RowIndex?.Value ?? number + 1;
            cells.Clear();
            foreach (var cell in row.Elements<Cell>())
            {
                var place = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
                if (place > 16_383)
                    throw new InvalidDataException();
                while (cells.Count < place)
                    cells.Add("");
                cells.Add(TextOf(cell, texts, dateStyles));
            }

            while (cells.Count > 0 && cells[^1].Length == 0)
                cells.RemoveAt(cells.Count - 1);
            yield return (number, cells);
        }
    }

    private static string TextOf(Cell cell, List<string> texts, HashSet<uint> dateStyles)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
            return texts[int.Parse(value, CultureInfo.InvariantCulture)].Trim();
        if (type == CellValues.InlineString)
            return cell.InnerText.Trim();
        if (type == CellValues.Boolean)
            return value == "1" ? "true" : "false";
        if (type is not null && type != CellValues.Number)
            return value.Trim();
        // Spreadsheets keep numbers in binary: 0.1 may stand as 0.10000000000000001. Fifteen digits are what they show.
        if (
            value.Length == 0
            || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        )
            return value.Trim();
        if (cell.StyleIndex?.Value is { } style && dateStyles.Contains(style))
            return DateTime.FromOADate(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return decimal.TryParse(
            number.ToString("G15", CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var exact
        )
            ? exact.ToString(CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>Cell styles that show a number as a date: the built-in ones, and formats that name a day or year.</summary>
    private static HashSet<uint> DateStyles(WorkbookPart book)
    {
        var styles = book.WorkbookStylesPart?.Stylesheet;
        if (styles?.CellFormats is null)
            return [];
        var own =
            styles
                .NumberingFormats?.Elements<NumberingFormat>()
                .Where(f =>
                    f.FormatCode?.Value is { } code
                    && (
                        code.Contains('y', StringComparison.OrdinalIgnoreCase)
                        || code.Contains('d', StringComparison.OrdinalIgnoreCase)
                    )
                )
                .Select(f => f.NumberFormatId!.Value)
                .ToHashSet()
            ?? [];
        var dates = new HashSet<uint>();
        uint index = 0;
        foreach (var format in styles.CellFormats.Elements<CellFormat>())
        {
            var id = format.NumberFormatId?.Value ?? 0;
            if (id is >= 14 and <= 17 or 22 or >= 27 and <= 36 or >= 50 and <= 58 || own.Contains(id))
                dates.Add(index);
            index++;
        }

        return dates;
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c))
                break;
            column = column * 26 + (c - 'A' + 1);
        }

        return column - 1;
    }
}
