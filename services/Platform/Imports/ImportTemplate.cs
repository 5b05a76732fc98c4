using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Lists;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CardTeam.Platform.Imports;

/// <summary>
/// The workbook that people fill in: headings in their language, a drop-down for every list of words, formats that
/// preserve references and days, and a page of explanations.
/// </summary>
internal static class ImportTemplate
{
    private const uint Plain = 0,
        AsText = 1,
        AsDay = 2,
        Heading = 3;

    private const int LastRow = 10_000;

    public static byte[] Write(ImportKind kind, bool isEnglish)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var data = book.AddNewPart<WorksheetPart>();
            data.Worksheet = Data(kind, isEnglish);
            var page = book.AddNewPart<WorksheetPart>();
            page.Worksheet = Explanations(kind, isEnglish);
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
                new Sheets(
                    new Sheet
                    {
                        Id = book.GetIdOfPart(data),
                        SheetId = 1,
                        Name = isEnglish ? kind.Title.En : kind.Title.Zh,
                    },
                    new Sheet
                    {
                        Id = book.GetIdOfPart(page),
                        SheetId = 2,
                        Name = isEnglish ? "Explanations" : "填写说明",
                    }
                )
            );
        }

        return bytes.ToArray();
    }

    /// <summary>The heading of a column in the template, with a star where it must be filled in.</summary>
    private static string Title(ImportColumn column, bool isEnglish) =>
        (isEnglish ? column.Title.En : column.Title.Zh) + (column.Required ? " *" : "");

    private static Worksheet Data(ImportKind kind, bool isEnglish)
    {
        var sheet = new Worksheet(
            new SheetViews(
                new SheetView(
                    new Pane
                    {
                        VerticalSplit = 1,
                        TopLeftCell = "A2",
                        ActivePane = PaneValues.BottomLeft,
                        State = PaneStateValues.Frozen,
                    }
                )
                {
                    WorkbookViewId = 0,
                }
            ),
            new DocumentFormat.OpenXml.Spreadsheet.Columns(
                kind.Columns.Select(
                    (column, i) =>
                        new Column
                        {
                            Min = (uint)i + 1,
                            Max = (uint)i + 1,
                            Width = 18,
                            CustomWidth = true,
                            Style = column.Form switch
                            {
                                "code" or "text" or "period" => AsText,
                                "date" => AsDay,
                                _ => Plain,
                            },
                        }
                )
            ),
            new SheetData(Line([.. kind.Columns.Select(c => Title(c, isEnglish))], Heading))
        );
        var lists = kind
            .Columns.Select((column, i) => (column, letter: (char)('A' + i)))
            .Where(c => c.column.Words.Count > 0)
            .Select(c => new DataValidation(
                new Formula1($"\"{string.Join(',', c.column.Words.Select(w => isEnglish ? w.Title.En : w.Title.Zh))}\"")
            )
            {
                Type = DataValidationValues.List,
                AllowBlank = !c.column.Required,
                ShowErrorMessage = true,
                SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{c.letter}2:{c.letter}{LastRow}" },
            })
            .ToList();
        if (lists.Count > 0)
            sheet.Append(new DataValidations(lists) { Count = (uint)lists.Count });
        return sheet;
    }

    private static Worksheet Explanations(ImportKind kind, bool isEnglish)
    {
        var lines = new List<Row>
        {
            Line(
                isEnglish
                    ? ["Column", "Name in files", "Must be filled in", "What may stand there", "Example"]
                    : ["列", "文件中的列名", "必填", "可填内容", "示例"],
                Heading
            ),
        };
        lines.AddRange(
            kind.Columns.Select(c =>
                Line(
                    [
                        isEnglish ? c.Title.En : c.Title.Zh,
                        c.Name,
                        c.Required ? (isEnglish ? "yes" : "是") : "",
                        Allowed(c, isEnglish),
                        c.Example,
                    ],
                    AsText
                )
            )
        );
        lines.Add(Line([], Plain));
        lines.Add(
            Line(
                [
                    isEnglish
                        ? "Columns may stand in any order. A column whose heading is 'remark' or begins with # is not taken. Only the sheet with these columns is read."
                        : "列的顺序不限。列名为“备注”或以 # 开头的列不导入。系统只读取含有这些列的工作表。",
                ],
                Plain
            )
        );
        return new Worksheet(
            new DocumentFormat.OpenXml.Spreadsheet.Columns(
                new Column
                {
                    Min = 1,
                    Max = 5,
                    Width = 26,
                    CustomWidth = true,
                }
            ),
            new SheetData(lines)
        );
    }

    private static string Allowed(ImportColumn column, bool isEnglish)
    {
        if (column.Words.Count > 0)
            return string.Join(
                isEnglish ? "; " : "；",
                column.Words.Select(w => isEnglish ? $"{w.Title.En} ({w.Word})" : $"{w.Title.Zh}（{w.Word}）")
            );
        return (column, isEnglish) switch
        {
            (CodeColumn code, false) => Invariant($"编号，最长 {code.Longest} 个字符；请用文本格式"),
            (CodeColumn code, true) => Invariant($"a code of at most {code.Longest} characters, formatted as text"),
            (TextColumn text, false) => Invariant($"文字，最长 {text.Longest} 个字符"),
            (TextColumn text, true) => Invariant($"text of at most {text.Longest} characters"),
            (DateColumn, false) => "日期",
            (DateColumn, true) => "a day",
            (PeriodColumn, false) => "月份、季度、半年或年：2026-06、2026-Q2、2026-H1、2026",
            (PeriodColumn, true) => "a month, quarter, half-year or year: 2026-06, 2026-Q2, 2026-H1, 2026",
            (AmountColumn, false) => "金额（元），最多两位小数",
            (AmountColumn, true) => "an amount in CNY with at most two decimals",
            (WholeColumn whole, false) => Invariant($"{whole.Min} 到 {whole.Max} 的整数"),
            (WholeColumn whole, true) => Invariant($"a whole number from {whole.Min} to {whole.Max}"),
            (_, false) => "数字，六位小数以后四舍五入",
            (_, true) => "a number; more than six decimals are rounded",
        };
    }

    private static Row Line(IReadOnlyList<string> cells, uint style) =>
        new(
            cells.Select(text => new DocumentFormat.OpenXml.Spreadsheet.Cell(
                new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text))
            )
            {
                DataType = CellValues.InlineString,
                StyleIndex = style,
            })
        );

    private static Stylesheet Styles() =>
        new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 170, FormatCode = "yyyy-mm-dd" }),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 170, ApplyNumberFormat = true },
                new CellFormat { FontId = 1, ApplyFont = true }
            )
        );
}
