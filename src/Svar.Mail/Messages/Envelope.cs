using System.Globalization;
using Svar.Mail.Addresses;
using Svar.Mail.Headers;

namespace Svar.Mail.Messages;

/// <summary>The usual header fields, read together.</summary>
internal sealed class Envelope
{
    public string? MessageId { get; private init; }

    public required IReadOnlyList<string> InReplyTo { get; init; }

    public required IReadOnlyList<string> References { get; init; }

    public required IReadOnlyList<MailAddress> From { get; init; }

    public MailAddress? Sender { get; private init; }

    public MailAddress? Author => From.FirstOrDefault(static address => address.IsUsable) ?? (Sender is { IsUsable: true } sender ? sender : From is [var first, ..] ? first : Sender);

    public required IReadOnlyList<MailAddress> ReplyTo { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public required IReadOnlyList<MailAddress> Cc { get; init; }

    public required IReadOnlyList<MailAddress> Bcc { get; init; }

    public required string Subject { get; init; }

    public DateTimeOffset? Date { get; private init; }

    public required IReadOnlyList<MailDefect> Defects { get; init; }

    // as many as one field may hold
    private const int MostAddresses = 10_000;

    public static Envelope Read(HeaderList headers)
    {
        var defects = new DefectList();
        var id = headers.First("Message-ID"u8);
        var ids = id?.Ids ?? [];
        if (id is null)
        {
            defects.Add("no Message-ID", 0);
        }
        else if (ids.Count == 0)
        {
            defects.Add("empty Message-ID", id.Value.Offset);
        }

        var from = Addresses(headers, "From"u8, defects);
        if (from.Count == 0)
        {
            defects.Add("no From", 0);
        }

        var subject = headers.First("Subject"u8);
        var date = headers.First("Date"u8);
        if (date is null)
        {
            defects.Add("no Date", 0);
        }

        return new Envelope
        {
            MessageId = ids.Count > 0 ? ids[0] : null,
            InReplyTo = AllIds(headers, "In-Reply-To"u8),
            References = AllIds(headers, "References"u8),
            From = from,
            Sender = Addresses(headers, "Sender"u8, defects) is [var sender, ..] ? sender : null,
            ReplyTo = Addresses(headers, "Reply-To"u8, defects),
            To = Addresses(headers, "To"u8, defects),
            Cc = Addresses(headers, "Cc"u8, defects),
            Bcc = Addresses(headers, "Bcc"u8, defects),
            Subject = subject is { } field ? EncodedWords.Decode(field.Raw.Span, defects, field.Offset) : "",
            Date = date is { } said ? MailDate.Parse(said.Raw.Span, defects, said.Offset) : null,
            Defects = defects.Found,
        };
    }

    private static IReadOnlyList<MailAddress> Addresses(HeaderList headers, ReadOnlySpan<byte> name, DefectList defects)
    {
        IReadOnlyList<MailAddress> found = [];
        var fields = 0;
        for (var i = 0; i < headers.Count && fields < 100; i++)
        {
            var field = headers[i];
            if (field.Is(name))
            {
                var more = AddressParser.Parse(field.Raw.Span, defects, field.Offset);
                found = fields++ == 0 ? more : [.. found, .. more];
                if (found.Count > MostAddresses)
                {
                    defects.Add($"more than {MostAddresses} addresses, the rest is left out", field.Offset);
                    found = [.. found.Take(MostAddresses)];
                    break;
                }
            }
        }

        if (fields > 1)
        {
            defects.Add(string.Create(CultureInfo.InvariantCulture, $"{System.Text.Encoding.ASCII.GetString(name)} is there {fields} times"), headers[0].Offset);
        }

        return found;
    }

    private static IReadOnlyList<string> AllIds(HeaderList headers, ReadOnlySpan<byte> name)
    {
        IReadOnlyList<string> found = [];
        var fields = 0;
        for (var i = 0; i < headers.Count && fields < 20; i++)
        {
            if (headers[i].Is(name))
            {
                found = fields++ == 0 ? headers[i].Ids : [.. found, .. headers[i].Ids];
            }
        }

        return found;
    }
}
