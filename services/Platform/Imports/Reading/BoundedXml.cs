using System.IO.Compression;
using System.Text;
using System.Xml;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>
/// Reads one part of a workbook forward only, within bounds: bytes of the part, bytes of one token, depth, and distinct
/// names. No file, however made, costs more memory than one cell.
/// </summary>
internal sealed class BoundedXml : IDisposable
{
    /// <summary>The deepest element of a workbook is about ten levels down.</summary>
    private const int Deepest = 40;

    /// <summary>A cell has at most 32,767 characters.</summary>
    public const int LongestCell = 32_767;

    private readonly Meter _meter;
    private readonly XmlReader _xml;

    public BoundedXml(ZipArchiveEntry entry, long largest)
    {
        _meter = new Meter(entry.Open(), largest);
        _xml = XmlReader.Create(
            _meter,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                NameTable = new BoundedNames(),
                CloseInput = true,
            }
        );
    }

    public XmlNodeType Type => _xml.NodeType;

    public string Name => _xml.LocalName;

    public int Depth => _xml.Depth;

    public bool IsEmptyElement => _xml.IsEmptyElement;

    /// <summary>Moves to the next node; false at the end.</summary>
    /// <exception cref="TooMuchException">A bound is exceeded.</exception>
    /// <exception cref="XmlException">The part is not well-formed XML.</exception>
    public bool Read()
    {
        _meter.NextToken();
        if (!_xml.Read())
            return false;
        if (_xml.Depth > Deepest)
            throw new TooMuchException(
                new(
                    "工作簿的内部结构嵌套过深，不是电子表格软件写出的文件。",
                    "The workbook is nested too deeply inside; no spreadsheet program writes such a file."
                )
            );
        return true;
    }

    /// <summary>
    /// True at the start of an element of that name in any namespace: strict and ordinary workbooks differ in it.
    /// </summary>
    public bool IsStart(string name) => _xml.NodeType == XmlNodeType.Element && _xml.LocalName == name;

    public bool IsEnd(string name) => _xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == name;

    /// <summary>An attribute without a namespace; null where there is none.</summary>
    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <summary>The attribute <c>r:id</c>.</summary>
    public string? RelationshipId()
    {
        for (var has = _xml.MoveToFirstAttribute(); has; has = _xml.MoveToNextAttribute())
        {
            if (_xml.LocalName != "id" || !_xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                continue;
            var id = _xml.Value;
            _xml.MoveToElement();
            return id;
        }

        _xml.MoveToElement();
        return null;
    }

    /// <summary>The text within the element that was just entered, up to its end.</summary>
    /// <param name="only">
    /// The elements whose text counts; null for all. Phonetic guides are left out either way.
    /// </param>
    public string TextWithin(string? only = null)
    {
        if (_xml.IsEmptyElement)
            return "";
        var depth = _xml.Depth;
        var counts = only is null;
        string? first = null;
        StringBuilder? more = null;
        while (Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element when _xml.LocalName == "rPh":
                    Skip();
                    break;
                case XmlNodeType.Element when only is not null:
                    counts = _xml.LocalName == only && !_xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when only is not null:
                    counts = false;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace when counts:
                    var text = _xml.Value;
                    if (text.Length + (more?.Length ?? first?.Length ?? 0) > LongestCell)
                        throw new TooMuchException(
                            new(
                                "有单元格超过 32767 个字符，不是电子表格软件写出的文件。",
                                "A cell has more than 32,767 characters; no spreadsheet program writes such a file."
                            )
                        );
                    if (first is null)
                        first = text;
                    else
                        (more ??= new StringBuilder(first)).Append(text);
                    break;
                default:
                    break;
            }
        }

        return more?.ToString() ?? first ?? "";
    }

    /// <summary>Moves to the end of the element that was just entered.</summary>
    public void Skip()
    {
        if (_xml.IsEmptyElement)
            return;
        var depth = _xml.Depth;
        while (Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth)) { }
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>Counts unpacked bytes, of the part and since the last token.</summary>
    private sealed class Meter(Stream inner, long largest) : Stream
    {
        private const int LargestToken = 512 * 1024;
        private long _all,
            _token;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => _all;
            set => throw new NotSupportedException();
        }

        public void NextToken() => _token = 0;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _all += read;
            _token += read;
            if (_all > largest || _token > LargestToken)
                throw new TooMuchException(
                    new(
                        "工作簿解压后过大，不是电子表格软件写出的文件。",
                        "The workbook unpacks to more than it may hold; no spreadsheet program writes such a file."
                    )
                );
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Limits the names of elements and attributes, of which a workbook has a few hundred.</summary>
    private sealed class BoundedNames : NameTable
    {
        private const int MaxNames = 10_000;
        private int _count;

        public override string Add(char[] key, int start, int len) =>
            Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string added) =>
            ++_count <= MaxNames
                ? added
                : throw new TooMuchException(
                    new(
                        "工作簿的内部结构不是电子表格软件写出的。",
                        "The workbook has more names inside than any spreadsheet program writes."
                    )
                );
    }
}
