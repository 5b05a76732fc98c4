using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>
/// Finds the encoding of a text file: the declared charset, otherwise the byte order mark, otherwise UTF-8 when the
/// whole file is valid UTF-8, otherwise GB18030 when the whole file is. A file that matches none, or could be two, is
/// refused.
/// </summary>
internal static class TextEncoding
{
    /// <summary>The formats that a file can turn out to be.</summary>
    public const string Utf8 = "utf-8",
        Utf16 = "utf-16",
        Gb18030 = "gb18030",
        Xlsx = "xlsx",
        Unknown = "unknown",
        Ambiguous = "ambiguous";

    private static readonly Dictionary<string, string> Declared = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = Utf8,
        ["utf8"] = Utf8,
        ["us-ascii"] = Utf8,
        ["gbk"] = Gb18030,
        ["gb2312"] = Gb18030,
        ["gb18030"] = Gb18030,
        ["cp936"] = Gb18030,
        ["x-gbk"] = Gb18030,
        ["windows-936"] = Gb18030,
        ["utf-16"] = Utf16,
        ["utf-16le"] = "utf-16le",
        ["utf-16be"] = "utf-16be",
        ["big5"] = "big5",
        ["iso-8859-1"] = "windows-1252",
        ["windows-1252"] = "windows-1252",
    };

    /// <summary>The encoding that a content type declares; null where it declares none.</summary>
    /// <exception cref="RuleBrokenException">415: the declared charset is not supported.</exception>
    public static string? OfCharset(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
            return null;
        return Declared.GetValueOrDefault(charset.Trim('"', ' '))
            ?? throw new RuleBrokenException(
                "import.charset",
                new(
                    "不支持所声明的字符集；可用：utf-8、gbk、gb18030、utf-16、big5。",
                    "The declared charset is not read here; one of utf-8, gbk, gb18030, utf-16, big5 is."
                ),
                status: 415
            );
    }

    /// <summary>The encoding for reading a text; a byte that is invalid in it is an error.</summary>
    /// <exception cref="DecoderFallbackException">Thrown while reading an invalid byte.</exception>
    public static Encoding Strict(string format) =>
        format switch
        {
            Utf8 => new UTF8Encoding(false, throwOnInvalidBytes: true),
            Utf16 or "utf-16le" => new UnicodeEncoding(false, true, throwOnInvalidBytes: true),
            "utf-16be" => new UnicodeEncoding(true, true, throwOnInvalidBytes: true),
            _ => Encoding.GetEncoding(format, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        };

    /// <summary>The line of the first byte that is invalid in the encoding; 0 where all are valid.</summary>
    public static long FirstBadLine(Stream file, string format)
    {
        file.Position = 0;
        var decoder = Strict(format).GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
        var characters = ArrayPool<char>.Shared.Rent((1 << 16) + 16);
        long line = 1;
        try
        {
            int read;
            do
            {
                read = file.Read(bytes, 0, 1 << 16);
                try
                {
                    var count = decoder.GetChars(bytes.AsSpan(0, read), characters, flush: read == 0);
                    line += characters.AsSpan(0, count).Count('\n');
                }
                catch (DecoderFallbackException bad)
                {
                    // The position within the block gives the line: the bytes before it were valid.
                    var before = Math.Clamp(bad.Index, 0, read);
                    return line + bytes.AsSpan(0, before).Count((byte)'\n');
                }
            } while (read > 0);
            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(characters);
            file.Position = 0;
        }
    }
}

/// <summary>Detects a file's format while the file is streamed to disk.</summary>
internal sealed class FormatSniffer(string? declared)
{
    private const int HeadLength = 2048;
    private readonly byte[] _head = new byte[HeadLength];
    private readonly byte[] _tail = new byte[4];
    private readonly char[] _scratch = new char[(1 << 17) + 8];
    private int _headLength,
        _tailLength;
    private bool _isUtf8 = true,
        _hasZero,
        _isBeyondAscii,
        _hasWide;

    public void Look(ReadOnlySpan<byte> bytes)
    {
        if (_headLength < HeadLength)
        {
            var take = Math.Min(HeadLength - _headLength, bytes.Length);
            bytes[..take].CopyTo(_head.AsSpan(_headLength));
            _headLength += take;
        }

        _hasZero |= bytes.Contains((byte)0);
        if (!_isUtf8)
            return;
        _isBeyondAscii |= bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF);
        // Sequences of three and four bytes: Chinese, and every other character that GBK encodes with two.
        _hasWide |= bytes.ContainsAnyInRange((byte)0xE0, (byte)0xF4);
        if (_tailLength == 0)
        {
            Judge(bytes);
            return;
        }

        // A character may be split across two reads.
        var joined = new byte[_tailLength + bytes.Length];
        _tail.AsSpan(0, _tailLength).CopyTo(joined);
        bytes.CopyTo(joined.AsSpan(_tailLength));
        Judge(joined);
    }

    /// <summary>
    /// The format, where the bytes seen so far decide it; <see cref="TextEncoding.Unknown"/> where the whole file must
    /// be read again.
    /// </summary>
    /// <exception cref="RuleBrokenException">400: empty. 415: not a table; the message explains what to do.</exception>
    public string Verdict()
    {
        var head = _head.AsSpan(0, _headLength);
        if (head.IsEmpty)
            throw new RuleBrokenException("import.empty", new("文件是空的。", "The file is empty."), status: 400);
        if (head.StartsWith("PK\u0003\u0004"u8))
            return TextEncoding.Xlsx;
        RefuseOthers(head);
        if (declared == TextEncoding.Utf16)
            return head is [0xFE, 0xFF, ..] ? "utf-16be" : "utf-16le";
        if (declared is not null)
            return declared;
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return TextEncoding.Utf16;
        if (_hasZero)
            throw NotATable(
                "文件不是 csv，也不是 xlsx。请用电子表格软件打开，另存为 xlsx 或 csv。",
                "The file is neither csv nor xlsx. Open it in a spreadsheet program and save it as xlsx or csv."
            );
        if (head is [0xEF, 0xBB, 0xBF, ..])
            return TextEncoding.Utf8;
        if (!_isUtf8 || _tailLength > 0)
            return TextEncoding.Unknown;
        return _isBeyondAscii && !_hasWide ? TextEncoding.Ambiguous : TextEncoding.Utf8;
    }

    private static void RefuseOthers(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            if (head.IndexOf("E\0n\0c\0r\0y\0p\0t\0e\0d"u8) >= 0)
                throw NotATable(
                    "工作簿设有密码；请取消密码后另存为 xlsx。",
                    "This workbook has a password: save it without one."
                );
            throw NotATable(
                "这是旧版 Excel 工作簿（.xls），或设有密码的工作簿：请打开后另存为没有密码的 xlsx 或 csv。",
                "This is an old Excel workbook (.xls), or one with a password: "
                    + "open it and save it as xlsx or csv, without a password."
            );
        }

        var text = Encoding
            .Latin1.GetString(head[..Math.Min(head.Length, 512)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (
            text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<meta", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
        )
            throw NotATable(
                "这是网页或 xml 文件：请用电子表格软件打开，另存为 xlsx 或 csv。",
                "This is a web page: open it in a spreadsheet program and save it as xlsx or csv."
            );
        if (text.StartsWith("%PDF-", StringComparison.Ordinal))
            throw NotATable(
                "这是 PDF 文件：请提供 xlsx 或 csv。",
                "This is a PDF file: save the table it was made of as xlsx or csv."
            );
        if (text.StartsWith("{\\rtf", StringComparison.Ordinal))
            throw NotATable(
                "这是文字处理文档：请提供 xlsx 或 csv。",
                "This is a text document: save its table as xlsx or csv."
            );
    }

    private static RuleBrokenException NotATable(string zh, string en) =>
        new("import.not-a-table", new(zh, en), status: 415);

    private void Judge(ReadOnlySpan<byte> bytes)
    {
        _tailLength = 0;
        while (bytes.Length > 0)
        {
            var status = Utf8.ToUtf16(
                bytes,
                _scratch,
                out var read,
                out _,
                replaceInvalidSequences: false,
                isFinalBlock: false
            );
            bytes = bytes[read..];
            if (status == OperationStatus.DestinationTooSmall)
                continue;
            _isUtf8 = status is OperationStatus.Done or OperationStatus.NeedMoreData;
            if (status != OperationStatus.NeedMoreData)
                return;
            bytes.CopyTo(_tail);
            _tailLength = bytes.Length;
            return;
        }
    }
}
