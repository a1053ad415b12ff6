using Svar.Mail.Headers;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class ThreadIndexTests
{
    private static readonly byte[] _head = [0x01, 0xD8, 0x00, 0x11, 0x22, 0x33, .. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void An_answer_knows_the_one_it_answers()
    {
        var first = ThreadIndex.Parse(Convert.ToBase64String(_head))!;
        var answer = ThreadIndex.Parse(Convert.ToBase64String([.. _head, 9, 8, 7, 6, 5]))!;
        var next = ThreadIndex.Parse(Convert.ToBase64String([.. _head, 9, 8, 7, 6, 5, 1, 2, 3, 4, 5]))!;
        Assert.Equal([0, 1, 2], new[] { first, answer, next }.Select(i => i.Depth));
        Assert.Null(first.Parent);
        Assert.Equal(first, answer.Parent);
        Assert.Equal(answer, next.Parent);
        Assert.NotEqual(first, next);
        Assert.Equal(new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"), next.Conversation);
        Assert.Equal(2022, first.BeganAt.Year);
        Assert.Equal(answer.GetHashCode(), next.Parent!.GetHashCode());
    }

    [Fact]
    public void Whether_one_mail_answers_another_is_told_by_their_indexes()
    {
        var (first, answer, next) = (Index(), Index(9, 8, 7, 6, 5), Index(9, 8, 7, 6, 5, 1, 2, 3, 4, 5));
        var (other, elsewhere) = (Index(9, 8, 7, 6, 4), ThreadIndex.Parse(Convert.ToBase64String([.. _head[..^1], 99, 9, 8, 7, 6, 5]))!);
        Assert.True(answer.IsAnswerTo(first));
        Assert.True(next.IsAnswerTo(answer));
        Assert.False(next.IsAnswerTo(first));
        Assert.True(next.IsBelow(first));
        Assert.False(first.IsBelow(first));
        Assert.False(first.IsBelow(next));
        Assert.False(next.IsBelow(other));
        Assert.False(elsewhere.IsBelow(first));
        Assert.Equal([answer.ToString(), first.ToString()], next.Ancestors().Select(above => above.ToString()));
        Assert.Empty(first.Ancestors());
    }

    private static ThreadIndex Index(params byte[] blocks) => ThreadIndex.Parse(Convert.ToBase64String([.. _head, .. blocks]))!;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no base64 !")]
    [InlineData("AdgAESI=")]
    public void Anything_else_is_none(string? value) => Assert.Null(ThreadIndex.Parse(value));

    [Fact]
    public void It_is_read_from_a_folded_header() => Assert.Equal(
        0,
        MailMessage.Parse(System.Text.Encoding.ASCII.GetBytes($"Thread-Index: {Convert.ToBase64String(_head)[..10]}\r\n {Convert.ToBase64String(_head)[10..]}\r\n\r\n")).ThreadIndex!.Depth);
}
