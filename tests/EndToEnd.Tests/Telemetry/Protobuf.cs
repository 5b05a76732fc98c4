using System.Text;

namespace CardTeam.EndToEnd.Tests.Telemetry;

/// <summary>The part of the protobuf wire format that is needed to read OTLP.</summary>
internal static class Protobuf
{
    /// <summary>The messages, texts or bytes of a field.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field) =>
        All(message).Where(f => f.Field == field && f.IsBytes).Select(f => f.Bytes);

    public static string Text(ReadOnlyMemory<byte> message, int field) =>
        Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault().Span);

    public static ulong Number(ReadOnlyMemory<byte> message, int field) =>
        All(message).Where(f => f.Field == field && !f.IsBytes).Select(f => f.Number).FirstOrDefault();

    private static List<(int Field, bool IsBytes, ReadOnlyMemory<byte> Bytes, ulong Number)> All(
        ReadOnlyMemory<byte> message
    )
    {
        var (fields, at) = (new List<(int, bool, ReadOnlyMemory<byte>, ulong)>(), 0);
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((field, false, default, Varint(message.Span, ref at)));
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add((field, true, message.Slice(at, length), 0));
                    at += length;
                    break;
                default:
                    throw new FormatException($"Wire type {key & 7} at {at}.");
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
