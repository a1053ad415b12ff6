using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class ParameterTests
{
    [Fact]
    public void Other_values_have_other_hash_codes()
    {
        var codes = Enumerable.Range(0, 1000).Select(i => Svar.Mail.Tests.Messages.Mails.With($"X: {i:0000}").Headers.First("X")!.Value.Parameterized.GetHashCode());
        Assert.True(codes.Distinct().Count() > 990);
    }

    [Theory]
    [InlineData("attachment; filename=a.pdf", "a.pdf")]
    [InlineData("attachment; filename=\"a b.pdf\"", "a b.pdf")]
    [InlineData("attachment; filename=a b.pdf", "a b.pdf")]
    [InlineData("attachment; filename=\"a \\\"b\\\".pdf\"", "a \"b\".pdf")]
    [InlineData("attachment; filename=\"C:\\temp\\a.pdf\"", "C:\\temp\\a.pdf")]
    [InlineData("attachment; filename=\"a.pdf", "a.pdf")]
    [InlineData("attachment; filename = a.pdf ; size=3", "a.pdf")]
    [InlineData("attachment; filename*=utf-8''%C3%A5.pdf", "å.pdf")]
    [InlineData("attachment; filename*=iso-8859-1'nb'%E5.pdf", "å.pdf")]
    [InlineData("attachment; filename*0=a; filename*1=b.pdf", "ab.pdf")]
    [InlineData("attachment; filename*1*=%A5.pdf; filename*0*=utf-8''%C3", "å.pdf")]
    [InlineData("attachment; filename*0*=utf-8''%C3%A5; filename*1=\" b.pdf\"", "å b.pdf")]
    [InlineData("attachment; filename=\"=?utf-8?B?w6UucGRm?=\"", "å.pdf")]
    [InlineData("attachment; filename==?utf-8?Q?=C3=A5.pdf?=", "å.pdf")]
    [InlineData("attachment; filename*0=\"=?utf-8?B?w6\"; filename*1=\"UucGRm?=\"", "å.pdf")]
    [InlineData("attachment; filename=old.pdf; filename*=utf-8''new.pdf", "new.pdf")]
    [InlineData("attachment; filename*=plain.pdf", "plain.pdf")]
    [InlineData("attachment; filename=\"one.pdf\"; filename=\"two.pdf\"", "one.pdf")]
    [InlineData("attachment;;; filename=\"a;b.pdf\"", "a;b.pdf")]
    [InlineData("attachment; filename=", null)]
    public void File_names_are_read_as_clients_write_them(string disposition, string? expected) =>
        Assert.Equal(expected, Mails.With("Content-Disposition: " + disposition).Root.FileName);

    [Theory]
    [InlineData("text/plain charset=iso-8859-1", "iso-8859-1")]
    [InlineData("text/plain; charset=iso-8859-1 format=flowed", "iso-8859-1")]
    [InlineData("text/plain; charset=us-ascii (Plain text)", "us-ascii")]
    [InlineData("text/plain; (comment) charset=\"utf-8\"", "utf-8")]
    [InlineData("text/plain; CHARSET='utf-8'", "'utf-8'")]
    public void A_charset_is_found_among_comments_and_without_semicolons(string type, string expected) =>
        Assert.Equal(expected, Mails.With("Content-Type: " + type).Root.ContentType["charset"]);
}
