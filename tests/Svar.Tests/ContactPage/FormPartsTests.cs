using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Svar.ContactPage;
using Svar.ContactPage.Form;

namespace Svar.Tests.ContactPage;

public sealed class FormPartsTests
{
    [Fact]
    public void Ten_letters_pass_at_once_and_more_of_them_slowly_until_one_has_to_wait_too_long()
    {
        var clock = new HouseClock();
        var pace = new PostPace(clock);
        for (var i = 0; i < PostPace.AtOnce; i++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Take("192.0.2.1"));
        }

        Assert.Equal(PostPace.Interval, pace.Take("192.0.2.1"));
        Assert.Equal(2 * PostPace.Interval, pace.Take("192.0.2.1"));
        Assert.Equal(TimeSpan.Zero, pace.Take("192.0.2.2"));
        var waits = Enumerable.Range(0, 20).Select(_ => pace.Take("192.0.2.1")).ToList();
        Assert.Equal(PostPace.LongestWait, waits.OfType<TimeSpan>().Max());
        Assert.Null(waits[^1]);

        clock.Advance(PostPace.Interval);
        Assert.Equal(PostPace.LongestWait, pace.Take("192.0.2.1"));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Enumerable.Repeat<TimeSpan?>(TimeSpan.Zero, PostPace.AtOnce), Enumerable.Range(0, PostPace.AtOnce).Select(_ => pace.Take("192.0.2.1")));
    }

    [Theory]
    [InlineData("FFD8FFE1", "x.exe", "image/jpeg")]
    [InlineData("89504E470D0A1A0A00", "x.jpg", "image/png")]
    [InlineData("00000018667479706865696300000000", "IMG_1.HEIC", "image/heic")]
    [InlineData("0000001466747970717420200000", "film.jpg", "video/quicktime")]
    [InlineData("504B0304", "brev.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("504B0304", "brev.html", "application/zip")]
    [InlineData("4D5A9000", "photo.jpg", "application/octet-stream")]
    [InlineData("", "photo.jpg", "application/octet-stream")]
    public void A_file_is_what_its_first_bytes_say(string head, string name, string type) =>
        Assert.Equal(type, FileType.Of(Convert.FromHexString(head), name));

    [Theory]
    [InlineData("<svg onload=alert(1)>", "x.svg")]
    [InlineData("<!DOCTYPE html><script>", "x.html")]
    [InlineData("Blåbær\r\n", "x.txt")]
    public void What_a_browser_would_run_is_plain_text(string text, string name) =>
        Assert.Equal("text/plain", FileType.Of(Encoding.UTF8.GetBytes(text), name));

    [Fact]
    public void A_text_whose_last_character_is_cut_in_two_is_still_text() =>
        Assert.Equal("text/plain", FileType.Of(Encoding.UTF8.GetBytes("a" + new string('å', FileType.Looked)).AsSpan(0, FileType.Looked), "x"));

    [Theory]
    [InlineData("\n  Jakka er i stykker  \nHei", "Jakka er i stykker")]
    [InlineData("Glidelåsen på jakka som jeg kjøpte i oktober hos dere i Bergen, røk etter to dager", "Glidelåsen på jakka som jeg kjøpte i oktober hos dere i Bergen, røk…")]
    public void The_subject_is_the_first_line_cut_at_a_word(string message, string subject) =>
        Assert.Equal(subject, FormLetter.Subject(new WriteValues(Message: message)));

    [Fact]
    public void A_subject_without_spaces_is_cut_between_whole_characters()
    {
        var subject = FormLetter.Subject(new WriteValues(Message: "a" + string.Concat(Enumerable.Repeat("🧥", 60))));
        Assert.DoesNotContain(subject[..^1].EnumerateRunes(), r => r == Rune.ReplacementChar);
        Assert.InRange(subject.Length, 60, 70);
    }

    /// <summary>Whatever is posted is a form, or is refused as none.</summary>
    [Fact]
    public void No_body_does_more_than_be_refused()
    {
        var whole = Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nHei\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nabc\r\n--b--\r\n");
        Prop.ForAll<byte[], ushort, ushort>((noise, at, length) =>
        {
            var asPairs = noise.Length % 3 == 0;
            var from = at % whole.Length;
            byte[] body = [.. whole[..from], .. noise, .. whole[Math.Min(whole.Length, from + (length % 40))..]];
            var context = new DefaultHttpContext();
            context.Request.ContentType = asPairs ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=b";
            context.Request.Body = new MemoryStream(body);
            try
            {
                using var form = new Disposing(PostedForm.ReadAsync(context.Request, Path.GetTempPath(), TestContext.Current.CancellationToken).GetAwaiter().GetResult());
                return form.Form.Files.Sum(f => f.Length) <= body.Length;
            }
            catch (BadHttpRequestException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    private sealed record Disposing(PostedForm Form) : IDisposable
    {
        public void Dispose() => Form.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
