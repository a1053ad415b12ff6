using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Mime;

/// <summary>Mails made to be slow or large to read.</summary>
public sealed class HostileMailTests
{
    [Fact]
    public void Ten_thousand_multiparts_inside_each_other_end_at_the_depth_limit()
    {
        var raw = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            raw.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        }

        EndsSoon(raw.ToString(), "nested too deep or too many parts, kept unread");
    }

    [Fact]
    public void Ten_thousand_messages_inside_each_other_end_at_the_depth_limit() =>
        EndsSoon(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 10_000)), "nested too deep or too many parts, kept unread");

    [Fact]
    public void A_million_parts_end_at_the_limit_of_parts() =>
        EndsSoon("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 1_000_000)), "nested too deep or too many parts, kept unread");

    [Theory]
    [InlineData("Subject: ", "=?utf-8?Q?x =?utf-8?Q?")]
    [InlineData("Subject: ", "=?utf-8?B?eA==?= ")]
    [InlineData("Subject: ", "=?")]
    [InlineData("Subject: ", "=?unknown-charset?Q?=FF?=")]
    [InlineData("Subject: ", "\n ")]
    [InlineData("To: ", "a@example.com, ")]
    [InlineData("To: ", "(")]
    [InlineData("To: ", "\"")]
    [InlineData("To: ", "<")]
    [InlineData("To: ", "<a@b \"")]
    [InlineData("To: ", "a, ")]
    [InlineData("To: ", "a:")]
    [InlineData("To: ", "=?utf-8?Q?x")]
    [InlineData("To: ", "<\"<,<a@b")]
    [InlineData("References: ", "<a@b> ")]
    [InlineData("References: ", "<")]
    [InlineData("Date: ", "1 Jan ")]
    [InlineData("Content-Type: text/plain; ", "a=b ")]
    [InlineData("Content-Type: text/plain; ", "charset*1*=%41;")]
    [InlineData("Content-Type: text/plain; ", "x=\"\\")]
    [InlineData("Content-Disposition: attachment; ", "filename*0*=(")]
    [InlineData("X: ", "a:b\nX: ")]
    [InlineData("Subject: ", "\u00E5\u00E6")]
    public void A_header_of_ten_megabytes_is_read_in_linear_time(string start, string filling) =>
        EndsSoon(start + string.Concat(Enumerable.Repeat(filling, 10_000_000 / filling.Length)) + "\n\nbody", expected: null);

    [Theory]
    [InlineData("Content-Type: text/plain\n\n", "begin 644 x\n")]
    [InlineData("Content-Type: text/plain\n\n", "begin 644 x\n#0V%T\n")]
    [InlineData("Content-Transfer-Encoding: base64\n\n", "=")]
    [InlineData("Content-Transfer-Encoding: base64\n\n", "QQ=\n")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n\n", "=\n")]
    [InlineData("Content-Type: text/plain; charset=utf-7\n\n", "+")]
    [InlineData("Content-Type: text/plain; format=flowed\n\n", "> \n>> \n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n", "--a\n")]
    [InlineData("Content-Type: multipart/mixed\n\n", "--abcdef\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n", "Content-Type: multipart/mixed; boundary=b\n\n--b\n")]
    [InlineData("\n", "\u00E5\u001B$B")]
    public void A_body_of_ten_megabytes_is_read_in_linear_time(string start, string filling) =>
        EndsSoon(start + string.Concat(Enumerable.Repeat(filling, 10_000_000 / filling.Length)), expected: null);

    private static void EndsSoon(string raw, string? expected)
    {
        var bytes = Encoding.Latin1.GetBytes(raw);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var dump = Timed.Run(() => MessageDump.Of(MailMessage.Parse(bytes)));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (60L * bytes.Length) + 50_000_000, $"allocated {allocated} for {bytes.Length}");
        if (expected is not null)
        {
            Assert.Contains(expected, dump, StringComparison.Ordinal);
        }
    }
}
