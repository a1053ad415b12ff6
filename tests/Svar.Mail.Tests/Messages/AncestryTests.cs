namespace Svar.Mail.Tests.Messages;

public sealed class AncestryTests
{
    [Theory]
    [InlineData("References: <a@x> <b@x> <c@x>\nIn-Reply-To: <c@x>", "c@x b@x a@x")]
    [InlineData("References: <a@x>\n <b@x>\n\t<c@x>", "c@x b@x a@x")]
    [InlineData("In-Reply-To: <d@x>\nReferences: <a@x> <b@x>", "d@x b@x a@x")]
    [InlineData("References: <a@x><b@x>,<c@x>", "c@x b@x a@x")]
    [InlineData("In-Reply-To: Your message of Monday <a@x> (about tents)", "a@x")]
    [InlineData("In-Reply-To: <a@x> <b@x>\nReferences: <a@x> <b@x>", "b@x a@x")]
    [InlineData("References: <me@x> <a@x> <a@x>\nIn-Reply-To: <me@x>", "a@x")]
    [InlineData("References: <a@x>\nReferences: <b@x>", "b@x a@x")]
    [InlineData("In-Reply-To: <>\nReferences: ", "")]
    public void Those_that_it_answers_stand_nearest_first(string headers, string expected) =>
        Assert.Equal(expected, string.Join(' ', Mails.Read("Message-ID: <me@x>\n" + headers + "\n\nx\n").Ancestors()));
}
