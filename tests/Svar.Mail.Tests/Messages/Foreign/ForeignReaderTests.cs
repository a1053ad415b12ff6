using System.Globalization;
using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Tests.Imap;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>Three readers that know nothing of us see in our mails what we put there. Where one of them is wrong stands in docs/mail-disagreements.md.</summary>
public sealed class ForeignReaderTests
{
    private const int Mails = 240;

    // it knows neither UTF-8 in headers (RFC 6532) nor the encoded words in 'name' that old programs need
    private static readonly string[] _pythonsComplaints =
    [
        "local-part contains non-ASCII characters)", "Non-ASCII characters found in header token", "encoded word inside quoted string", "missing trailing whitespace after encoded-word",
    ];

    [Fact]
    public async Task Pythons_email_package_reads_what_we_write()
    {
        var mails = ShapedMails.Some(Mails);
        var read = await ForeignProgram.ReadAsync("python3", ForeignScripts.Python, [.. mails.Select(m => m.ToBytes())], "python3 is not installed");
        Compare(mails, read, PythonsFaults);
    }

    [Fact]
    public async Task GMime_reads_what_we_write()
    {
        var mails = ShapedMails.Some(Mails);
        var read = await ForeignProgram.ReadAsync(
            "/usr/bin/python3", ForeignScripts.Gmime, [.. mails.Select(m => m.ToBytes())], "GMime is not installed: apt-get install python3-gi gir1.2-gmime-3.0");
        Compare(mails, read, GmimesFaults);
    }

    [Fact]
    public async Task Dovecots_BODYSTRUCTURE_and_ENVELOPE_say_what_we_wrote()
    {
        await using var dovecot = await Dovecot.StartAsync();
        var mails = ShapedMails.Some(Mails);
        for (var i = 0; i < mails.Count; i++)
        {
            dovecot.Deliver(mails[i].ToBytes(), i.ToString("D5", CultureInfo.InvariantCulture));
        }

        var read = await DovecotReading.ReadAllAsync(dovecot, TestContext.Current.CancellationToken);
        Compare(mails, [.. mails.Select(m => read[m.MessageId])], Shortened);
    }

    /// <summary>Facts are compared after <paramref name="known"/> has taken away what the reader is known to get wrong.</summary>
    private static void Compare(IReadOnlyList<MailComposer> mails, IReadOnlyList<ForeignReading> read, Func<string, string, string> known)
    {
        Assert.Equal(mails.Count, read.Count);
        var differences = new StringBuilder();
        for (var i = 0; i < mails.Count; i++)
        {
            foreach (var (expected, seen) in ForeignReading.Of(mails[i]).Facts().Zip(read[i].Facts()))
            {
                if (known(expected.What, expected.Value) != known(expected.What, seen.Value))
                {
                    differences.Append(CultureInfo.InvariantCulture, $"{mails[i].MessageId} {expected.What}\n  we wrote: {expected.Value}\n  it read:  {seen.Value}\n");
                }
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    private static string PythonsFaults(string what, string value) => what switch
    {
        "from" or "to" or "cc" or "reply-to" => string.Concat(value.Where(c => !char.IsWhiteSpace(c))),
        "defects" => string.Join(" | ", value.Split(" | ").Where(defect => !_pythonsComplaints.Contains(defect, StringComparer.Ordinal))),
        _ => GmimesFaults(what, value),
    };

    private static string GmimesFaults(string what, string value) => what == "files" ? value.Replace("=?utf-8?Q?no?=", "no", StringComparison.Ordinal) : Shortened(what, value);

    // of chains beyond 998 octets we write the first and as many of the last as fit
    private static string Shortened(string what, string value) => what == "references" && value.Length > 850 ? value.Split(' ')[0] + " … " + value[^300..] : value;
}
