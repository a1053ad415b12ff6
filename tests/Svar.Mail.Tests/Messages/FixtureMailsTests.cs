using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class FixtureMailsTests
{
    [Fact]
    public void Every_fixture_mail_is_read_without_an_exception_and_twice_the_same()
    {
        foreach (var file in Svar.Tests.Fixtures.Mails())
        {
            var bytes = File.ReadAllBytes(file);
            Assert.Equal(MessageDump.Of(MailMessage.Parse(bytes)), MessageDump.Of(MailMessage.Parse(bytes)));
        }
    }
}
