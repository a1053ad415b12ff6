namespace Svar.Mail.Tests.Messages;

public sealed class FileNameDefectsTests
{
    [Theory]
    [InlineData("attachment; filename*=x-none''%C3%A5.txt", "parameter in an unknown charset", "å.txt")]
    [InlineData("attachment; filename*=utf-8''50%.txt", "parameter with a broken escape", "50%.txt")]
    [InlineData("attachment; filename*0*=utf-8''a; filename*2*=b", "parameter with a piece missing or there twice", "ab")]
    [InlineData("attachment; filename*0=a; filename*1=b; filename*1=c", "parameter with a piece missing or there twice", "abc")]
    [InlineData("attachment; filename*2*=b.txt", "parameter without its first piece", "b.txt")]
    [InlineData("attachment; filename*=us-ascii''%C3%A5.txt", "declared us-ascii, is UTF-8", "å.txt")]
    [InlineData("attachment; filename=\"=?x-none?Q?=C3=A5?=.txt\"", "encoded word in an unknown charset", "å.txt")]
    public void What_is_wrong_with_the_name_of_a_file_is_told_where_it_stands(string disposition, string defect, string name)
    {
        var before = "From: a@b.example\r\nDate: Fri, 4 May 2001 14:05:44 +0000\r\nMessage-ID: <a@b>\r\nContent-Type: application/pdf\r\n";
        var message = Mails.Read($"{before}Content-Disposition: {disposition}\r\n\r\nx");
        Assert.Equal(name, Assert.Single(message.Attachments).GivenName);
        Assert.Contains(message.Defects, found => found.What == defect);
        Assert.All(message.Defects, found => Assert.Equal(before.Length, found.At));
    }

    [Theory]
    [InlineData("attachment; filename=a.txt")]
    [InlineData("attachment; filename*=utf-8''%C3%A5.txt")]
    [InlineData("attachment; filename*0*=utf-8''%C3%A5; filename*1=b; filename*2*=.txt")]
    [InlineData("attachment; filename*1=a; filename*2=.txt")]
    public void A_sound_name_is_no_defect(string disposition) =>
        Assert.DoesNotContain(Mails.With("Content-Disposition: " + disposition).Defects, defect => !defect.What.StartsWith("no ", StringComparison.Ordinal));
}
