using System.Text;
using CsvHelper;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>
/// Reads a text file as a stream of rows, in any encoding and with any separator that spreadsheet programs write.
/// </summary>
internal static class TextFile
{
    private const int LongestRow = 1 << 20;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The separator of the cells, as the first lines show it.</summary>
    /// <param name="Separator">A comma, a semicolon, a tab or a bar.</param>
    /// <param name="HasHint">The first line is Excel's <c>sep=;</c>, which no spreadsheet shows as a row.</param>
    public readonly record struct Form(char Separator, bool HasHint);

    /// <summary>Detects the form from the first lines.</summary>
    /// <param name="isKnown">Tells whether a heading is one of those expected.</param>
    public static Form Look(Stream file, string format, Func<string, bool> isKnown)
    {
        file.Position = 0;
        using var reader = new StreamReader(
            file,
            TextEncoding.Strict(format),
            detectEncodingFromByteOrderMarks: true,
            4096,
            leaveOpen: true
        );
        var head = new char[8192];
        var length = reader.ReadBlock(head, 0, head.Length);
        file.Position = 0;
        var lines = new string(head, 0, length).ReplaceLineEndings("\n").Split('\n');
        var first = lines[0].Trim().Trim('"');
        if (first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return new(first[4], true);
        if (first.Equals("sep=", StringComparison.OrdinalIgnoreCase))
            return new('\t', true);
        // Chooses the line with the most known headings; of separators that do equally well, the first.
        var best = Separators
            .Select(separator => (separator, known: lines.Take(10).Max(line => line.Split(separator).Count(isKnown))))
            .MaxBy(s => s.known);
        return best.known > 0 ? new(best.separator, false) : new(Fewest(lines[0]), false);
    }

    /// <summary>Reads the rows, without empty ones.</summary>
    /// <exception cref="BadFileException">The file cannot be read to its end as rows of cells.</exception>
    public static IEnumerable<TableRow> Rows(Stream file, string format, Form form)
    {
        file.Position = 0;
        Refusal? fault = null;
        var isCut = false;
        using var reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = form.Separator,
                SkipEmptyLines = false,
                PoolStrings = true,
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = record =>
                {
                    // An unclosed quote swallows the rows after it: it is unknown which rows there were.
                    isCut |= record.RawRecord.AsSpan().ContainsAny('\n', '\r');
                    fault = Malformed;
                },
                MaxRecordSize = LongestRow,
                IncludeValuesInExceptions = false,
                Encoding = format == TextEncoding.Utf8 ? null : TextEncoding.Strict(format),
            },
            leaveOpen: true
        );
        var cells = new List<Cell>();
        long number = 0,
            before = 0;
        while (Next())
        {
            if (reader.RowNumber == 1 && form.HasHint && IsHint(reader.GetString(0)))
            {
                before = 1; // no spreadsheet shows it as a row
                continue;
            }

            number = reader.RowNumber - before;
            if (isCut)
                throw new BadFileException(
                    "import.malformed",
                    new(
                        Invariant($"第 {number} 行的引号没有成对，其后的行无法辨认。整个文件都未导入。"),
                        Invariant(
                            $"The quotes of row {number} do not close, so the rows behind it cannot be told apart. "
                        ) + "Nothing of the file was kept."
                    ),
                    number
                );
            cells.Clear();
            var any = false;
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var text = reader.GetString(i).Trim();
                any |= text.Length > 0;
                cells.Add(new(text));
            }

            if (any)
                yield return new(number, cells, fault);
            fault = null;
        }

        bool Next()
        {
            try
            {
                return reader.Read();
            }
            catch (DecoderFallbackException)
            {
                throw BadEncoding(format, number + 1);
            }
            catch (CsvFormatException)
            {
                throw new BadFileException(
                    "import.malformed",
                    new(
                        Invariant($"第 {number + 1} 行的引号没有成对，或该行过长。整个文件都未导入。"),
                        Invariant($"The quotes of row {number + 1} do not close, or the row is too long. ")
                            + "Nothing of the file was kept."
                    ),
                    number + 1
                );
            }
        }
    }

    private static bool IsHint(string cell) =>
        cell.TrimStart('"').StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error for a file with a byte that is invalid in its encoding.</summary>
    public static BadFileException BadEncoding(string format, long row) =>
        format == TextEncoding.Ambiguous
            ? new(
                "import.encoding",
                new(
                    "无法判断文件的编码是 UTF-8 还是 GBK；请另存为“CSV UTF-8”或 xlsx，或在 content type 中声明 charset。",
                    "The file could be UTF-8 or GBK; "
                        + "save it as 'CSV UTF-8' or xlsx, or name the charset in the content type."
                )
            )
            : new(
                "import.encoding",
                new(
                    Invariant(
                        $"第 {row} 行含有不属于该编码（{Shown(format)}）的字节；请另存为“CSV UTF-8”或 xlsx。整个文件都未导入。"
                    ),
                    Invariant($"Row {row} has a byte that is not of its encoding ({Shown(format)}); ")
                        + "save the file as 'CSV UTF-8' or xlsx. Nothing of the file was kept."
                ),
                row
            );

    private static string Shown(string format) => format == TextEncoding.Unknown ? "UTF-8、GB18030" : format;

    private static Refusal Malformed { get; } =
        new(
            "import.malformed",
            new(
                "引号没有成对，或引号外有多余的字符；含引号的单元格须整体加引号。",
                "A quote stands where none may: a cell with quotes is quoted as a whole, and each quote in it doubled."
            )
        );

    private static char Fewest(string line) =>
        Separators.MaxBy(separator => line.Count(c => c == separator) * (separator == ',' ? 2 : 1));
}
