using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("Årsrapport 2026.pdf", "Årsrapport 2026.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\anna\\a.doc", "a.doc")]
    [InlineData("a\r\nb.txt", "ab.txt")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("COM1", "_COM1")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a.txt. .", "a.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("what?<is>|this*.txt", "what__is__this_.txt")]
    [InlineData("a/b/", "b")]
    [InlineData("..", "attachment.pdf")]
    [InlineData("", "attachment.pdf")]
    [InlineData(null, "attachment.pdf")]
    public void A_name_is_made_safe(string? given, string expected) => Assert.Equal(expected, SafeFileName.Make(given, "application/pdf"));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = SafeFileName.Make(new string('å', 500) + ".pdf", "application/pdf");
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(name) <= 200);
        Assert.EndsWith("å.pdf", name, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_gives_an_unsafe_name() =>
        Prop.ForAll<string>(text =>
        {
            var name = SafeFileName.Make(text, "image/png");
            return name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0', '\n', ':']) < 0 && name == SafeFileName.Make(name, "image/png");
        }).QuickCheckThrowOnFailure();
}
