using Svar.Mail.Messages;
using Svar.Mail.Mime;

namespace Svar.Mail.Tests.Messages;

/// <summary>What holds for every mail, held against all mails at hand.</summary>
public sealed class FixtureMailsTests
{
    private static readonly List<(string Name, byte[] Bytes)> _mails = [.. Svar.Tests.Fixtures.Mails().Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];

    [Fact]
    public void There_are_fixture_mails() => Assert.True(_mails.Count > 300, $"{_mails.Count}");

    [Fact]
    public void What_lies_around_a_mail_in_memory_is_no_part_of_it() => ForEach(bytes =>
    {
        // as if it were one of several in a buffer, with what would go on where it ends
        byte[] around = [.. "Subject: before\n "u8, .. bytes, .. "\nX-After: 1\n\n--=\n=41=?utf-8?Q?x?="u8];
        Assert.Equal(MessageDump.Of(MailMessage.Parse(bytes)), MessageDump.Of(MailMessage.Parse(around.AsMemory("Subject: before\n ".Length, bytes.Length))));
    });

    [Fact]
    public void What_was_asked_first_does_not_change_the_rest() => ForEach(bytes =>
    {
        var backwards = MailMessage.Parse(bytes);
        _ = backwards.Defects;
        _ = backwards.Attachments.Select(file => file.Sha256).ToList();
        _ = backwards.HtmlPart;
        Assert.Equal(MessageDump.Of(MailMessage.Parse(bytes)), MessageDump.Of(backwards));
    });

    [Fact]
    public void Parts_lie_within_their_whole_one_after_the_other() => ForEach(bytes =>
    {
        foreach (var part in MailMessage.Parse(bytes).Root.SelfAndDescendants())
        {
            Assert.True(part.Start <= part.BodyStart && part.BodyStart <= part.End && part.End <= bytes.Length);
            var from = part.BodyStart;
            foreach (var child in part.Children)
            {
                Assert.Same(part, child.Parent);
                Assert.True(child.Start >= from && child.End <= part.End);
                from = child.End;
            }
        }
    });

    [Fact]
    public void Every_leaf_is_text_or_a_file_or_a_lesser_form_of_the_text() => ForEach(bytes =>
    {
        var message = MailMessage.Parse(bytes);
        List<MimePart> taken = [.. message.Body.SelectMany(segment => segment.Plain.Concat(segment.Html)), .. message.Attachments.Select(file => file.Part)];
        foreach (var leaf in message.Root.SelfAndDescendants().Where(part => part.Children.Count == 0 && !IsWithinMessage(part) && !IsLesserForm(part)))
        {
            Assert.True(taken.Contains(leaf), $"{leaf.MediaType} at {leaf.Start}");
        }
    });

    [Fact]
    public void Defects_and_names_of_files_are_such_that_they_can_be_shown() => ForEach(bytes =>
    {
        var message = MailMessage.Parse(bytes);
        Assert.All(message.Defects, defect => Assert.InRange(defect.At, 0, bytes.Length));
        Assert.All(message.Attachments, file =>
        {
            Assert.Equal(file.Name, Path.GetFileName(file.Name));
            Assert.Equal(file.Size, file.Decode().Length);
        });
        Assert.DoesNotContain('\r', message.Text);
    });

    private static bool IsWithinMessage(MimePart part) => part.Parent is { } parent && (parent.IsMessage || IsWithinMessage(parent));

    private static bool IsLesserForm(MimePart part) => part.Parent?.MediaType == "multipart/alternative" && part.MediaType.StartsWith("text/", StringComparison.Ordinal);

    private static void ForEach(Action<byte[]> holds)
    {
        foreach (var (name, bytes) in _mails)
        {
            try
            {
                holds(bytes);
            }
            catch (Exception found)
            {
                throw new InvalidOperationException(name, found);
            }
        }
    }
}
