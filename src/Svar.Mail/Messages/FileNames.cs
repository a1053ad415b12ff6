using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>What is wrong with the names of files (RFC 2231, RFC 2047), each at the field that holds it.</summary>
internal static class FileNames
{
    public static IReadOnlyList<MailDefect> Defects(MimePart root)
    {
        var defects = new DefectList();
        foreach (var part in root.SelfAndDescendants())
        {
            if (part.Headers.First("Content-Disposition"u8) is { } disposition)
            {
                disposition.Parameterized.Parameter("filename"u8, defects, disposition.Offset);
            }

            if (part.Headers.First("Content-Type"u8) is { } type)
            {
                type.Parameterized.Parameter("name"u8, defects, type.Offset);
            }
        }

        return defects.Found;
    }
}
