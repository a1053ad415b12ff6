using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class WideFileTests
{
    [Theory]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("utf-32", "UTF-32")]
    [InlineData("utf-32BE", "UTF-32")]
    public void A_file_that_an_editor_has_saved_in_wide_characters_is_read(string charset, string name)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("From: Kåre <k@example.com>\r\nSubject: Hei\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nHei på deg")];
        var message = MailMessage.Parse(file);
        Assert.Equal(("Kåre", "Hei", "Hei på deg"), (message.From[0].Name, message.Subject, message.TextPart));
        Assert.Contains(new MailDefect($"the file is {name}, read in UTF-8", 0), message.Defects);
        Assert.Equal(file, message.Raw.ToArray());
    }

    [Theory]
    [InlineData("\u00FF\u00FEabc")]
    [InlineData("\u00FF\u00FE\0\u00D8a\0")]
    [InlineData("\u00FE\u00FF\0\0")]
    [InlineData("\0\0\u00FE\u00FFx")]
    public void What_only_begins_like_one_is_read_byte_by_byte(string raw)
    {
        var message = Mails.Read(raw);
        Assert.EndsWith("and is none", message.Defects[0].What, StringComparison.Ordinal);
        Assert.Equal(raw.Length, message.Root.End);
    }
}
