using System.Globalization;
using System.Text;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>A value of an IMAP answer as it stands, read by rules of its own: a string (null for NIL), or a list of values.</summary>
internal sealed record ImapList(byte[]? Bytes, IReadOnlyList<ImapList>? Items)
{
    public string? Text => Bytes is null ? null : Encoding.UTF8.GetString(Bytes);

    public ImapList this[int index] => Items![index];

    public bool IsNil => Bytes is null && Items is null;

    /// <summary>The line's values, up to its end.</summary>
    public static async Task<IReadOnlyList<ImapList>> ReadLineAsync(Stream stream, CancellationToken cancel)
    {
        var reader = new Reader(stream, cancel);
        var values = new List<ImapList>();
        while (await reader.NextAsync() is { } value)
        {
            values.Add(value);
        }

        return values;
    }

    private sealed class Reader(Stream stream, CancellationToken cancel)
    {
        private readonly byte[] _one = new byte[1];
        private int _peeked = -1;

        /// <summary>Null at the end of the line or of the list.</summary>
        public async Task<ImapList?> NextAsync()
        {
            var c = await ReadAsync();
            while (c == ' ')
            {
                c = await ReadAsync();
            }

            switch (c)
            {
                case '\r':
                    await ReadAsync();
                    return null;
                case ')':
                    return null;
                case '(':
                    var items = new List<ImapList>();
                    while (await NextAsync() is { } item)
                    {
                        items.Add(item);
                    }

                    return new(null, items);
                case '"':
                    return await QuotedAsync();
                case '~':
                    await ReadAsync();
                    return await LiteralAsync();
                case '{':
                    return await LiteralAsync();
                default:
                    return await AtomAsync(c);
            }
        }

        private async Task<ImapList> QuotedAsync()
        {
            var bytes = new List<byte>();
            for (var c = await ReadAsync(); c != '"'; c = await ReadAsync())
            {
                bytes.Add((byte)(c == '\\' ? await ReadAsync() : c));
            }

            return new([.. bytes], null);
        }

        private async Task<ImapList> LiteralAsync()
        {
            var digits = new StringBuilder();
            for (var c = await ReadAsync(); c != '}'; c = await ReadAsync())
            {
                digits.Append((char)c);
            }

            await ReadAsync();
            await ReadAsync();
            var bytes = new byte[int.Parse(digits.ToString(), CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(bytes, cancel);
            return new(bytes, null);
        }

        private async Task<ImapList> AtomAsync(int first)
        {
            var bytes = new List<byte>();
            var c = first;
            while (c is not (' ' or ')' or '(' or '\r'))
            {
                bytes.Add((byte)c);
                c = await ReadAsync();
            }

            _peeked = c;
            return bytes is [(byte)'N', (byte)'I', (byte)'L'] ? new(null, null) : new([.. bytes], null);
        }

        private async Task<int> ReadAsync()
        {
            if (_peeked >= 0)
            {
                var peeked = _peeked;
                _peeked = -1;
                return peeked;
            }

            await stream.ReadExactlyAsync(_one, cancel);
            return _one[0];
        }
    }
}
