using System.Buffers.Binary;
using System.Text;

namespace Svar.Mail.Tnef;

/// <summary>A MAPI property in TNEF's form, [MS-OXTNEF] §2.1.3.4. Of several values the first.</summary>
internal sealed record MapiProperty(ushort Type, ushort Id, ReadOnlyMemory<byte> Data)
{
    private const ushort Multiple = 0x1000;
    private const ushort ObjectType = 0x000D;
    private const ushort String8 = 0x001E;
    private const ushort Unicode = 0x001F;
    private const ushort Binary = 0x0102;

    public bool IsObject => Type == ObjectType;

    /// <summary>Null when it is no text.</summary>
    public string? Text(int codePage) => Type switch
    {
        Unicode => Encoding.Unicode.GetString(Data.Span[..(Data.Length & ~1)]).TrimEnd('\0'),
        String8 => TnefReader.Decode(Data.Span, codePage),
        _ => null,
    };

    /// <summary>Adds what the list holds; false when it breaks its form, and then what stood before is added.</summary>
    public static bool Read(ReadOnlyMemory<byte> list, List<MapiProperty> to)
    {
        var cursor = new Cursor(list);
        if (!cursor.TryNumber(out var count))
        {
            return false;
        }

        for (var i = 0u; i < count; i++)
        {
            if (!cursor.TryTake(4, out var tag))
            {
                return false;
            }

            var type = BinaryPrimitives.ReadUInt16LittleEndian(tag.Span);
            var id = BinaryPrimitives.ReadUInt16LittleEndian(tag.Span[2..]);
            if (id >= 0x8000 && !SkipName(ref cursor))
            {
                return false;
            }

            if (!TryValues(ref cursor, type, out var first))
            {
                return false;
            }

            to.Add(new MapiProperty((ushort)(type & ~Multiple), id, first));
        }

        return true;
    }

    // A named property: its set, then a number or a name.
    private static bool SkipName(ref Cursor cursor) =>
        cursor.TryTake(16, out _) && cursor.TryNumber(out var kind) && (kind == 0 ? cursor.TryNumber(out _) : cursor.TryNumber(out var length) && cursor.TryPadded(length, out _));

    private static bool TryValues(ref Cursor cursor, ushort type, out ReadOnlyMemory<byte> first)
    {
        first = default;
        var bare = (ushort)(type & ~Multiple);
        var isVariable = bare is String8 or Unicode or Binary or ObjectType;
        var count = 1u;
        if ((isVariable || (type & Multiple) != 0) && !cursor.TryNumber(out count))
        {
            return false;
        }

        for (var i = 0u; i < count; i++)
        {
            var length = (uint)FixedLength(bare);
            if (isVariable && !cursor.TryNumber(out length))
            {
                return false;
            }

            if (!cursor.TryPadded(length, out var value))
            {
                return false;
            }

            first = i == 0 ? value : first;
        }

        return true;
    }

    // [MS-OXCDATA] §2.11.1
    private static int FixedLength(ushort type) => type switch
    {
        0x0005 or 0x0006 or 0x0007 or 0x0014 or 0x0040 => 8,
        0x0048 => 16,
        _ => 4,
    };

    private struct Cursor(ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public bool TryTake(uint length, out ReadOnlyMemory<byte> taken)
        {
            taken = default;
            if (length > bytes.Length - _at)
            {
                return false;
            }

            taken = bytes.Slice(_at, (int)length);
            _at += (int)length;
            return true;
        }

        public bool TryNumber(out uint number)
        {
            number = 0;
            if (!TryTake(4, out var taken))
            {
                return false;
            }

            number = BinaryPrimitives.ReadUInt32LittleEndian(taken.Span);
            return true;
        }

        /// <summary>Values stand on whole words of four; the last may lack its padding.</summary>
        public bool TryPadded(uint length, out ReadOnlyMemory<byte> taken)
        {
            if (!TryTake(length, out taken))
            {
                return false;
            }

            _at = Math.Min(bytes.Length, (_at + 3) & ~3);
            return true;
        }
    }
}
