using Svar.Mail.Headers;
using Svar.Mail.Mime;
using Svar.Mail.Rtf;
using Svar.Mail.Tnef;

namespace Svar.Mail.Messages;

/// <summary>A stretch of the body: the same words as plain text, as HTML, or both (RFC 2046 §5.1.4).</summary>
/// <param name="Plain">text/plain parts, to be read one after the other; empty when there are none.</param>
/// <param name="Html">text/html parts, likewise.</param>
public sealed record BodySegment(IReadOnlyList<MimePart> Plain, IReadOnlyList<MimePart> Html);

/// <summary>
/// Sorts the leaves of a mail: what is its text, what came with it, what is another form of the same. A leaf
/// is never lost: what is not text is an attachment, but for the lesser forms of an alternative.
/// </summary>
internal sealed class BodyParts
{
    /// <summary>Signatures around signatures: a mailing list and a gateway each add one.</summary>
    private const int DeepestSignature = 4;

    private readonly DefectList _defects;
    private readonly Budget _budget;
    private int _signatures;
    private BodySegment? _outlookWords;

    private BodyParts(DefectList defects, Budget budget) => (_defects, _budget) = (defects, budget);

    public List<BodySegment> Segments { get; } = [];

    public List<MailAttachment> Attachments { get; } = [];

    public List<MimePart> Calendars { get; } = [];

    /// <summary>See <see cref="ProtectedPart"/>.</summary>
    public List<MimePart> Protected { get; } = [];

    public IReadOnlyList<MailDefect> Defects => _defects.Found;

    public static BodyParts Of(MimePart root)
    {
        var parts = new BodyParts(new DefectList(), new Budget());
        parts.Take(root, inRelated: false);
        if (parts.Segments.Count == 0 && parts._outlookWords is { } words)
        {
            parts.Segments.Add(words);
        }

        return parts;
    }

    private void Take(MimePart part, bool inRelated)
    {
        if (ProtectedPart.Of(part) is { } whole && !Protected.Contains(whole))
        {
            Protected.Add(whole);
            TakeSigned(part);
        }

        if (part.IsMessage)
        {
            Attach(part, inRelated: false);
            return;
        }

        if (!part.IsMultipart)
        {
            TakeLeaf(part, inRelated);
            return;
        }

        switch (part.MediaType)
        {
            case "multipart/alternative":
                TakeAlternative(part, inRelated);
                break;
            case "multipart/related":
                TakeRelated(part);
                break;
            default:
                foreach (var child in part.Children)
                {
                    Take(child, inRelated);
                }

                break;
        }
    }

    /// <summary>What a signature encloses is read like the rest; the signed part itself stays an attachment, whole.</summary>
    private void TakeSigned(MimePart part)
    {
        if (_signatures < DeepestSignature && SignedContent.Of(part) is { } content)
        {
            _signatures++;
            Take(content, inRelated: false);
            _signatures--;
        }
    }

    private void TakeLeaf(MimePart part, bool inRelated)
    {
        if (part.MediaType == "text/calendar")
        {
            Calendars.Add(part);
        }

        if (!IsBodyText(part, inRelated))
        {
            Attach(part, inRelated);
        }
        else if (part.IsText("html"))
        {
            Segments.Add(new BodySegment([], [part]));
        }
        else
        {
            Segments.Add(new BodySegment([part], []));
        }
    }

    private bool IsBodyText(MimePart part, bool inRelated)
    {
        // a multipart in which no part could be found is shown as text
        if (part.MediaType is not ("text/plain" or "text/html") && !part.IsMultipartType)
        {
            return false;
        }

        if (part.Disposition == PartDisposition.Attachment)
        {
            return part.Parent is null && part.FileName is null;
        }

        // the first text may have a name, later ones with a name are files
        return part.FileName is null || (Segments.Count == 0 && !inRelated);
    }

    private void TakeAlternative(MimePart part, bool inRelated)
    {
        // the plainest comes first, the richest last
        List<MimePart> plain = [];
        List<MimePart> html = [];
        List<MimePart>? otherText = null;
        List<BodyParts> branches = [];
        foreach (var child in part.Children)
        {
            var branch = new BodyParts(_defects, _budget) { _signatures = _signatures };
            branch.Take(child, inRelated);
            if (branch.Segments.Count == 0 && child.MediaType.StartsWith("text/", StringComparison.Ordinal) && child.MediaType != "text/calendar"
                && child.Disposition != PartDisposition.Attachment && !child.IsMultipart && child.FileName is null)
            {
                // text/watch-html, text/x-amp-html, text/enriched: lesser forms of the same
                (otherText ??= []).Add(child);
                continue;
            }

            branches.Add(branch);
            var branchHtml = branch.Segments.SelectMany(segment => segment.Html).ToList();
            var branchPlain = branch.Segments.SelectMany(segment => segment.Plain).ToList();
            if (branchHtml.Count > 0)
            {
                html = branchHtml;
                if (plain.Count == 0 || child.IsMultipart)
                {
                    plain = plain.Count == 0 && branch.Segments.TrueForAll(segment => segment.Plain.Count > 0) ? branchPlain : plain;
                }
            }
            else if (branchPlain.Count > 0 && plain.Count == 0)
            {
                plain = branchPlain;
            }
        }

        if (plain.Count == 0 && html.Count == 0 && otherText is not null)
        {
            plain = [otherText[0]];
        }

        if (plain.Count > 0 || html.Count > 0)
        {
            Segments.Add(new BodySegment(plain, html));
        }

        foreach (var branch in branches)
        {
            Attachments.AddRange(branch.Attachments);
            Calendars.AddRange(branch.Calendars);
            Protected.AddRange(branch.Protected);
            _outlookWords ??= branch._outlookWords;
        }
    }

    // RFC 2387: the root is named by 'start', or is the first
    private void TakeRelated(MimePart part)
    {
        var start = part.ContentType["start"]?.Trim().Trim('<', '>');
        var root = string.IsNullOrEmpty(start) ? null : part.Children.FirstOrDefault(child => child.ContentId == start);
        root ??= part.Children.FirstOrDefault(child => child.IsMultipart || child.MediaType is "text/html" or "text/plain") ?? part.Children[0];
        Take(root, inRelated: false);
        foreach (var child in part.Children)
        {
            if (child != root)
            {
                Take(child, inRelated: true);
            }
        }
    }

    private void Attach(MimePart part, bool inRelated)
    {
        var name = part.FileName;
        if (IsTnef(part, name) && TakeTnef(part))
        {
            return;
        }

        if (name is null && part.IsMessage)
        {
            name = part.Children[0].Headers.Text("Subject") is { Length: > 0 } subject ? subject.Replace('/', '-').Replace('\\', '-') + ".eml" : null;
        }

        var disposition = part.Disposition;
        var isInline = !part.IsMessage && (disposition == PartDisposition.Inline
            || (inRelated && (disposition == PartDisposition.Unspecified || part.ContentId is not null)));
        Attachments.Add(new MailAttachment(part, name, isInline));
    }

    private static bool IsTnef(MimePart part, string? name) =>
        part.MediaType is "application/ms-tnef" or "application/vnd.ms-tnef" || (name is not null && name.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase));

    /// <summary>The files of a winmail.dat stand in its place; it stays beside them when it could not be read to its end.</summary>
    private bool TakeTnef(MimePart part)
    {
        if (TnefReader.Read(new MailAttachment(part, part.FileName, isInline: false).Decode(), ref _budget.RtfRoom) is not { } content)
        {
            _defects.Add("winmail.dat that is none", part.BodyStart);
            return false;
        }

        if (!content.IsWhole)
        {
            _defects.Add("winmail.dat cut short or broken", part.BodyStart);
        }

        Attachments.AddRange(content.Files.Select(file => new MailAttachment(part, file)));
        var plain = content.Text is { } text ? Written("text/plain", text) : null;
        var html = content.Html is { } markup ? Written("text/html", markup) : null;
        if (plain is not null || html is not null)
        {
            _outlookWords ??= new BodySegment(plain is null ? [] : [plain], html is null ? [] : [html]);
        }

        return content.IsWhole && (content.Files.Count > 0 || _outlookWords is not null);
    }

    /// <summary>Words that stand in no part of their own, as a part.</summary>
    private static MimePart Written(string mediaType, string words) =>
        MimeReader.Read(System.Text.Encoding.UTF8.GetBytes($"Content-Type: {mediaType}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{words}"), MimeLimits.Default, out _);

    /// <summary>What a mail's winmail.dat files may cost together.</summary>
    private sealed class Budget
    {
        public int RtfRoom = RtfCompression.Largest;
    }
}
