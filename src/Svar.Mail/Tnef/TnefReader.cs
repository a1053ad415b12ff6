using System.Buffers.Binary;
using System.Text;
using Svar.Mail.Mime;
using Svar.Mail.Rtf;

namespace Svar.Mail.Tnef;

/// <summary>
/// Unpacks a TNEF stream ([MS-OXTNEF]), in which Outlook sends what it believes that only Outlook can read. An attribute is a level, a
/// name, a type, a length, the data and a sum; those of an attachment follow the one that begins it.
/// </summary>
internal ref struct TnefReader
{
    private const uint Signature = 0x223E9F78;
    private const int HeadLength = 6;
    private const int MostFiles = 1000;

    /// <summary>A mail in a mail in a mail: more is an attack.</summary>
    private const int Deepest = 5;

    // Names of attributes, [MS-OXTNEF] §2.1.3.2
    private const ushort Body = 0x800C;
    private const ushort MessageProperties = 0x9003;
    private const ushort CodePage = 0x9007;
    private const ushort BeginAttachment = 0x9002;
    private const ushort AttachTitle = 0x8010;
    private const ushort AttachData = 0x800F;
    private const ushort AttachProperties = 0x9005;

    // MAPI property ids, [MS-OXPROPS]
    private const ushort BodyText = 0x1000;
    private const ushort BodyRtf = 0x1009;
    private const ushort BodyHtml = 0x1013;
    private const ushort InternetCodePage = 0x3FDE;
    private const ushort AttachObject = 0x3701;
    private const ushort AttachShortName = 0x3704;
    private const ushort AttachLongName = 0x3707;
    private const ushort AttachMimeTag = 0x370E;
    private const ushort AttachContentId = 0x3712;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly int _depth;
    private readonly List<TnefFile> _files = [];
    private readonly List<MapiProperty> _message = [];
    private int _codePage = 1252;
    private byte[]? _bodyBytes;
    private FileParts? _file;
    private bool _isWhole = true;

    private readonly ref int _rtfRoom;

    private TnefReader(ReadOnlyMemory<byte> bytes, int depth, ref int rtfRoom)
    {
        (_memory, _depth) = (bytes, depth);
        _rtfRoom = ref rtfRoom;
    }

    public static bool IsTnef(ReadOnlySpan<byte> bytes) => bytes.Length >= HeadLength && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Signature;

    /// <summary>Null when these bytes are no TNEF.</summary>
    /// <param name="rtfRoom">What compressed words may still grow to, <see cref="RtfCompression.Largest"/> for a mail.</param>
    public static TnefContent? Read(ReadOnlyMemory<byte> bytes, ref int rtfRoom) => Read(bytes, 0, ref rtfRoom);

    private static TnefContent? Read(ReadOnlyMemory<byte> bytes, int depth, ref int rtfRoom) => IsTnef(bytes.Span) ? new TnefReader(bytes, depth, ref rtfRoom).Run() : null;

    private TnefContent Run()
    {
        var bytes = _memory.Span;
        var at = HeadLength;
        while (at < bytes.Length)
        {
            // level (1), name and type (4), length (4), data, sum (2)
            if (bytes.Length - at < 9)
            {
                _isWhole = false;
                break;
            }

            var name = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 1)..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 5)..]);
            at += 9;
            var kept = (int)Math.Min(length, (uint)(bytes.Length - at));
            _isWhole &= kept == length && bytes.Length - at - kept >= 2;
            Take(name, _memory.Slice(at, kept));
            at += kept + 2;
        }

        EndFile();
        var (text, html) = (Text(), Html());
        if (html is null && Rtf() is { } rtf)
        {
            html = rtf.IsHtml ? rtf.Words : null;
            text ??= rtf.IsHtml ? null : rtf.Words;
        }

        return new TnefContent(text, html, _files, _isWhole);
    }

    private void Take(ushort name, ReadOnlyMemory<byte> data)
    {
        switch (name)
        {
            case CodePage when data.Length >= 4:
                _codePage = (int)BinaryPrimitives.ReadUInt32LittleEndian(data.Span);
                break;
            case Body:
                _bodyBytes = data.ToArray();
                break;
            case MessageProperties:
                _isWhole &= MapiProperty.Read(data, _message);
                break;
            case BeginAttachment:
                EndFile();
                _file = new FileParts();
                break;
            case AttachTitle when _file is not null:
                _file.Title = data;
                break;
            case AttachData when _file is not null:
                _file.Data = data;
                break;
            case AttachProperties when _file is not null:
                _isWhole &= MapiProperty.Read(data, _file.Properties);
                break;
        }
    }

    private void EndFile()
    {
        if (_file is not { } file)
        {
            return;
        }

        _file = null;
        if (_files.Count >= MostFiles)
        {
            _isWhole = false;
            return;
        }

        var name = file.Text(AttachLongName, _codePage) ?? file.Text(AttachShortName, _codePage) ?? (file.Title.IsEmpty ? null : Decode(file.Title.Span, _codePage));
        if (file.Find(AttachObject) is { IsObject: true } embedded && embedded.Data.Length > 16)
        {
            // The interface's id stands before the object; a mail in it is a TNEF stream again.
            var inner = embedded.Data[16..];
            if (_depth < Deepest && Read(inner, _depth + 1, ref _rtfRoom) is { } mail)
            {
                TakeMail(name, mail);
                return;
            }

            file.Data = inner;
        }
        else if (file.Data.IsEmpty && file.Find(AttachObject) is { } data)
        {
            file.Data = data.Data;
        }

        if (name is not null || !file.Data.IsEmpty)
        {
            _files.Add(new TnefFile(name, file.Text(AttachMimeTag, _codePage), file.Text(AttachContentId, _codePage)?.Trim('<', '>'), file.Data));
        }
    }

    private readonly void TakeMail(string? name, TnefContent mail)
    {
        if (mail.Html is not null || mail.Text is not null)
        {
            var (type, extension, words) = mail.Html is { } html ? ("text/html", ".html", html) : ("text/plain", ".txt", mail.Text!);
            _files.Add(new TnefFile((name ?? "message") + extension, type, null, Encoding.UTF8.GetBytes(words)));
        }

        _files.AddRange(mail.Files);
    }

    private readonly string? Text()
    {
        var property = _message.Find(p => p.Id == BodyText);
        var text = property?.Text(_codePage) ?? (_bodyBytes is { } bytes ? Decode(bytes, _codePage) : null);
        return string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n");
    }

    private readonly string? Html()
    {
        if (_message.Find(p => p.Id == BodyHtml) is not { } html)
        {
            return null;
        }

        var codePage = _message.Find(p => p.Id == InternetCodePage) is { Data.Length: >= 4 } page ? BinaryPrimitives.ReadInt32LittleEndian(page.Data.Span) : _codePage;
        var text = html.Text(codePage) ?? Decode(html.Data.Span, codePage);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>Outlook keeps the words as RTF when its user chose rich text, or wrote in a form.</summary>
    private RtfBody? Rtf()
    {
        if (_message.Find(p => p.Id == BodyRtf) is not { Data.IsEmpty: false } property)
        {
            return null;
        }

        var rtf = RtfCompression.Expand(property.Data.Span, ref _rtfRoom, out var isWhole);
        _isWhole &= isWhole;
        return rtf is null ? null : RtfBody.Read(rtf);
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, int codePage)
    {
        if (bytes.IndexOf((byte)0) is >= 0 and var end)
        {
            bytes = bytes[..end];
        }

        var charset = codePage is > 0 and <= 65535 ? Charset.ByCodePage(codePage) : null;
        return (charset ?? Charset.Windows1252).Encoding.GetString(bytes);
    }

    private sealed class FileParts
    {
        public ReadOnlyMemory<byte> Title { get; set; }
        public ReadOnlyMemory<byte> Data { get; set; }
        public List<MapiProperty> Properties { get; } = [];

        public MapiProperty? Find(ushort id) => Properties.Find(p => p.Id == id);

        public string? Text(ushort id, int codePage) => Find(id)?.Text(codePage) is { Length: > 0 } text ? text : null;
    }
}
