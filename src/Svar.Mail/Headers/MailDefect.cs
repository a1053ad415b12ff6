namespace Svar.Mail.Headers;

/// <summary>
/// Something in a mail that breaks a rule. The mail is readable all the same; a defect says what was
/// wrong and where, so that a person can look.
/// </summary>
/// <param name="What">What is wrong and how it was read, in one English phrase.</param>
/// <param name="At">Offset in bytes from the start of the raw mail.</param>
public readonly record struct MailDefect(string What, int At);

/// <summary>Collects defects, and stops at a number that keeps a hostile mail from filling memory.</summary>
internal sealed class DefectList
{
    private const int Most = 200;
    private readonly List<MailDefect> _found = [];

    /// <summary>Set while a text is read that was put together from pieces: places in it are none of the mail, so the defects are told here.</summary>
    public int? PinnedAt { get; set; }

    public void Add(string what, int at)
    {
        at = PinnedAt ?? at;
        if (_found.Count < Most)
        {
            _found.Add(new MailDefect(what, at));
        }
        else if (_found.Count == Most)
        {
            _found.Add(new MailDefect("more defects follow, not listed", at));
        }
    }

    public IReadOnlyList<MailDefect> Found => _found;
}
