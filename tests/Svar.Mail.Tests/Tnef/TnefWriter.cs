using System.Buffers.Binary;
using System.Text;

namespace Svar.Mail.Tests.Tnef;

/// <summary>Writes what Outlook writes, by [MS-OXTNEF].</summary>
internal sealed class TnefWriter
{
    private readonly List<byte> _bytes = [];

    public TnefWriter()
    {
        _bytes.AddRange([0x78, 0x9F, 0x3E, 0x22, 1, 0]);
        Attribute(1, 0x00089006, [0, 0, 1, 0]);
    }

    public TnefWriter CodePage(int codePage) => Attribute(1, 0x00069007, [.. BitConverter.GetBytes(codePage), 0, 0, 0, 0]);

    public TnefWriter Body(string text) => Attribute(1, 0x0002800C, [.. Encoding.Latin1.GetBytes(text), 0]);

    public TnefWriter Message(params (ushort Id, ushort Type, byte[] Data)[] properties) => Attribute(1, 0x00069003, Properties(properties));

    public TnefWriter File(string title, byte[] data, params (ushort Id, string Value)[] properties)
    {
        Attribute(2, 0x00069002, new byte[14]);
        Attribute(2, 0x00018010, [.. Encoding.Latin1.GetBytes(title), 0]);
        Attribute(2, 0x0006800F, data);
        return properties.Length == 0 ? this : Attribute(2, 0x00069005, Properties([.. properties.Select(p => (p.Id, (ushort)0x001F, Encoding.Unicode.GetBytes(p.Value + "\0")))]));
    }

    public TnefWriter Embedded(string name, byte[] tnef)
    {
        Attribute(2, 0x00069002, new byte[14]);
        return Attribute(2, 0x00069005, Properties((0x3701, 0x000D, [.. new byte[16], .. tnef]), (0x3707, 0x001F, Encoding.Unicode.GetBytes(name + "\0"))));
    }

    public byte[] Done() => [.. _bytes];

    private TnefWriter Attribute(byte level, uint id, byte[] data)
    {
        _bytes.Add(level);
        _bytes.AddRange(BitConverter.GetBytes(id));
        _bytes.AddRange(BitConverter.GetBytes(data.Length));
        _bytes.AddRange(data);
        _bytes.AddRange(BitConverter.GetBytes((ushort)data.Sum(b => b)));
        return this;
    }

    private static byte[] Properties(params (ushort Id, ushort Type, byte[] Data)[] properties)
    {
        using var bytes = new MemoryStream();
        void Number(uint number)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(four, number);
            bytes.Write(four);
        }

        Number((uint)properties.Length);
        foreach (var (id, type, data) in properties)
        {
            bytes.Write(BitConverter.GetBytes(type));
            bytes.Write(BitConverter.GetBytes(id));
            if (type is 0x001E or 0x001F or 0x0102 or 0x000D)
            {
                Number(1);
                Number((uint)data.Length);
            }

            bytes.Write(data);
            while (bytes.Length % 4 != 0)
            {
                bytes.WriteByte(0);
            }
        }

        return bytes.ToArray();
    }
}
