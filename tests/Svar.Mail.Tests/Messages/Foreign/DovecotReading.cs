using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Tests.Imap;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>What Dovecot says of each mail of a mailbox: ENVELOPE, BODYSTRUCTURE, and the parts that it decodes itself (BINARY, RFC 3516).</summary>
internal static class DovecotReading
{
    public static async Task<IReadOnlyDictionary<string, ForeignReading>> ReadAllAsync(Dovecot dovecot, CancellationToken cancel)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, dovecot.Port, cancel);
        await using var stream = new BufferedStream(socket.GetStream(), 1 << 16);
        await ImapList.ReadLineAsync(stream, cancel);
        await AskAsync(stream, $"LOGIN anna {Dovecot.Password}", cancel);
        await AskAsync(stream, "EXAMINE INBOX", cancel);
        var read = new Dictionary<string, ForeignReading>(StringComparer.Ordinal);
        foreach (var line in await AskAsync(stream, "FETCH 1:* (ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])", cancel))
        {
            if (line.Count > 3 && line[2].Text == "FETCH")
            {
                var reading = await ReadAsync(stream, line[1].Text!, line[3].Items!, cancel);
                read.Add(reading.MessageId, reading);
            }
        }

        return read;
    }

    private static async Task<ForeignReading> ReadAsync(Stream stream, string number, IReadOnlyList<ImapList> items, CancellationToken cancel)
    {
        var envelope = items[1].Items!;
        var leaves = new List<(string Section, ImapList Part)>();
        Leaves(items[3], "", leaves);
        var sections = string.Join(' ', leaves.Select(leaf => $"BINARY.PEEK[{leaf.Section}]"));
        var answer = await AskAsync(stream, $"FETCH {number} ({sections})", cancel);
        var bodies = answer[0][3].Items!;
        string? text = null;
        string? html = null;
        var files = new List<ForeignFile>();
        for (var i = 0; i < leaves.Count; i++)
        {
            var part = leaves[i].Part;
            var bytes = bodies[(2 * i) + 1].Bytes ?? [];
            var type = $"{part[0].Text}/{part[1].Text}".ToLowerInvariant();
            var disposition = type.StartsWith("text/", StringComparison.Ordinal) ? part[9] : part[8];
            if (disposition.IsNil && text is null && type == "text/plain")
            {
                text = Encoding.UTF8.GetString(bytes);
            }
            else if (disposition.IsNil && html is null && type == "text/html")
            {
                html = Encoding.UTF8.GetString(bytes);
            }
            else
            {
                var name = disposition.IsNil ? null : FileName(disposition[1]);
                files.Add(ForeignFile.Of(name ?? "", type, disposition[0].Text == "inline", part[3].Text?.Trim('<', '>') ?? "", bytes));
            }
        }

        return new(
            Decoded(envelope[1]),
            People(envelope[2]),
            People(envelope[5]),
            People(envelope[6]),
            // Dovecot puts From where there is no Reply-To (RFC 3501 §7.4.2)
            People(envelope[4]).SequenceEqual(People(envelope[2]), StringComparer.Ordinal) ? [] : People(envelope[4]),
            Id(envelope[9]),
            Id(envelope[8]),
            [.. items[^1].Text!.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(id => id.Trim('<', '>'))],
            DateTimeOffset.ParseExact(envelope[0].Text!, "ddd, d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ForeignReading.Lines(text),
            ForeignReading.Lines(html),
            files,
            []);
    }

    // body = "(" body-type-1part / body-type-mpart ")"                RFC 3501 §9
    private static void Leaves(ImapList body, string section, List<(string Section, ImapList Part)> leaves)
    {
        if (body[0].Items is null)
        {
            leaves.Add((section.Length == 0 ? "1" : section, body));
            return;
        }

        for (var i = 0; i < body.Items!.Count && body[i].Items is not null; i++)
        {
            Leaves(body[i], string.Create(CultureInfo.InvariantCulture, $"{(section.Length == 0 ? "" : section + ".")}{i + 1}"), leaves);
        }
    }

    private static IReadOnlyList<string> People(ImapList addresses) =>
        addresses.IsNil ? [] : [.. addresses.Items!.Select(a => ForeignReading.Person(Decoded(a[0]), $"{Local(a[2].Text!)}@{a[3].Text}"))];

    private static string Local(string local) => local.Contains(' ', StringComparison.Ordinal) ? $"\"{local}\"" : local;

    private static string Decoded(ImapList value) => value.Bytes is null ? "" : EncodedWords.Decode(value.Bytes, new DefectList(), 0);

    private static string Id(ImapList id) => id.Text?.Trim('<', '>') ?? "";

    // Dovecot hands on the parameters of RFC 2231 as they stand
    private static string? FileName(ImapList parameters)
    {
        var given = new SortedDictionary<int, string>();
        for (var i = 0; i + 1 < parameters.Items!.Count; i += 2)
        {
            var name = parameters[i].Text!.ToLowerInvariant().Split('*');
            var value = parameters[i + 1].Text!;
            if (name[0] == "filename")
            {
                var number = name.Length > 1 && int.TryParse(name[1], CultureInfo.InvariantCulture, out var n) ? n : 0;
                given[number] = name.Length == 1 ? value : Uri.UnescapeDataString(number == 0 ? value[(value.LastIndexOf('\'') + 1)..] : value);
            }
        }

        return given.Count == 0 ? null : string.Concat(given.Values);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<ImapList>>> AskAsync(Stream stream, string command, CancellationToken cancel)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"a {command}\r\n"), cancel);
        await stream.FlushAsync(cancel);
        var lines = new List<IReadOnlyList<ImapList>>();
        while (true)
        {
            var line = await ImapList.ReadLineAsync(stream, cancel);
            if (line[0].Text == "a")
            {
                Assert.Equal("OK", line[1].Text);
                return lines;
            }

            lines.Add(line);
        }
    }
}
