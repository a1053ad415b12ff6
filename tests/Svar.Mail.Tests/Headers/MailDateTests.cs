using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Headers;

namespace Svar.Mail.Tests.Headers;

public sealed class MailDateTests
{
    [Theory]
    [InlineData("Fri, 04 May 2001 14:05:44 -0400", "2001-05-04T14:05:44-04:00")]
    [InlineData("4 May 2001 14:05 +0200", "2001-05-04T14:05:00+02:00")]
    [InlineData("Fri, 4 May 01 14:05:44 EST", "2001-05-04T14:05:44-05:00")]
    [InlineData("Fri, 4 May 99 14:05:44 GMT", "1999-05-04T14:05:44+00:00")]
    [InlineData("Fri, 4 May 101 14:05:44 GMT", "2001-05-04T14:05:44+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:52:37 (nested (not)) +0200", "2003-07-01T10:52:37+02:00")]
    [InlineData("Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-07-01T10:52:37+02:00")]
    [InlineData("Tue Jul  1 10:52:37 2003", "2003-07-01T10:52:37+00:00")]
    [InlineData("Jul 1, 2003 3:04:05 PM", "2003-07-01T15:04:05+00:00")]
    [InlineData("2003-07-01 10:52:37 +0200", "2003-07-01T10:52:37+02:00")]
    [InlineData("2003-07-01T10:52:37Z", "2003-07-01T10:52:37+00:00")]
    [InlineData("2003-07-01T10:52:37.123+05:30", "2003-07-01T10:52:37+05:30")]
    [InlineData("Tue, 1-Jul-2003 10:52:37 GMT", "2003-07-01T10:52:37+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:52:37 GMT+0100", "2003-07-01T10:52:37+01:00")]
    [InlineData("Tue, 1 Jul 2003 10:52:37 -0000", "2003-07-01T10:52:37+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:52:37 A", "2003-07-01T10:52:37+00:00")]
    [InlineData("Tue, 1 Jul 2003 23:59:60 +0000", "2003-07-01T23:59:59+00:00")]
    [InlineData("ti, 1 des 2020 10:52:37 +0100", "2020-12-01T10:52:37+01:00")]
    [InlineData("1.7.2003 10:52:37", "2003-07-01T10:52:37+00:00")]
    [InlineData("Tue, 1 Jul 2003", "2003-07-01T00:00:00+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:00:00 +9900", "2003-07-01T10:00:00+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:00:00 +1500", "2003-07-01T10:00:00+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:00:00 -1401", "2003-07-01T10:00:00+00:00")]
    [InlineData("Tue, 1 Jul 2003 10:00:00 +1400", "2003-07-01T10:00:00+14:00")]
    [InlineData("Tue, 1 Jul 2003 24:30:00 +0200", "2003-07-02T00:30:00+02:00")]
    [InlineData("Wed, 31 Dec 2003 24:00:00 +0000", "2004-01-01T00:00:00+00:00")]
    [InlineData("Tue,\r\n 1 Jul 2003\r\n 10:52:37 +0200", "2003-07-01T10:52:37+02:00")]
    public void Dates_are_read_as_senders_write_them(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), MailDate.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("31 Feb 2003 10:00:00 +0000")]
    [InlineData("1 Jul 2003 25:00:00 +0000")]
    [InlineData("99999999999999999999 Jul 2003")]
    [InlineData("T T T T-T:T")]
    public void What_is_no_date_gives_none(string text) => Assert.Null(MailDate.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("Tue, 1 Jul 2003 10:00:00 +9900", "date with a zone that does not exist, read as UTC")]
    [InlineData("Tue, 1 Jul 2003 24:30:00 +0200", "date with an hour of 24, read as the day after")]
    public void What_was_read_otherwise_than_it_stands_is_told(string text, string defect) =>
        Assert.Contains(Svar.Mail.Tests.Messages.Mails.With("Date: " + text).Defects, found => found.What == defect && found.At == 0);

    [Fact]
    public void Every_written_date_is_read_back() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<DateTime>().Filter(date => date.Year is > 1950 and < 2049),
            ArbMap.Default.ArbFor<int>().Filter(minutes => Math.Abs(minutes) <= 14 * 60),
            (date, minutes) =>
            {
                var whole = new DateTime(date.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
                var written = new DateTimeOffset(whole, TimeSpan.FromMinutes(minutes));
                var read = MailDate.Parse(Encoding.ASCII.GetBytes(MailDate.Format(written)));
                return read == written && read!.Value.Offset == written.Offset;
            }).QuickCheckThrowOnFailure();
}
