using System.Text;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

/// <summary>Small mails for tests: one character a byte, so that any byte can be written as \u00XX; lines end as the text says.</summary>
internal static class Mails
{
    public static MailMessage Read(string raw) => MailMessage.Parse(Encoding.Latin1.GetBytes(raw));

    /// <summary>A mail with that header line and nothing else of interest.</summary>
    public static MailMessage With(string headerLine) => Read(headerLine + "\r\n\r\nbody\r\n");

    public static MailMessage ReadUtf8(string raw) => MailMessage.Parse(Encoding.UTF8.GetBytes(raw));
}
