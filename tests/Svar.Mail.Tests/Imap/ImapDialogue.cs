using System.Text;
using Svar.Mail.Imap;
using Svar.Mail.Tests.Smtp;

namespace Svar.Mail.Tests.Imap;

/// <summary>Dialogues with a server that has signed us in, each played whole and a byte at a time.</summary>
internal static class ImapDialogue
{
    private const string SignedIn =
        """
        S * PREAUTH [CAPABILITY IMAP4rev1{0}] ready

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<List<(uint Uid, string Text)>> FetchAsync(ImapClient client, params uint[] uids)
    {
        var mails = new List<(uint, string)>();
        await foreach (var message in client.FetchAsync(uids, Cancel))
        {
            using var bytes = new MemoryStream();
            await message.CopyToAsync(bytes, Cancel);
            mails.Add((message.Uid, Encoding.UTF8.GetString(bytes.ToArray())));
        }

        return mails;
    }

    /// <summary>With a mailbox of three messages open; the dialogue goes on with A0002.</summary>
    public static Task PlayOpenAsync(string capabilities, string script, Func<ImapClient, Task> play, bool mayEndEarly = false) => PlayAsync(
        capabilities,
        """
        C A0001 SELECT "INBOX"
        S * 3 EXISTS
        S * OK [UIDVALIDITY 3] valid
        S A0001 OK [READ-WRITE] done

        """ + script,
        async client =>
        {
            await client.SelectAsync("INBOX", cancel: Cancel);
            await play(client);
        },
        mayEndEarly);

    public static async Task PlayAsync(string capabilities, string script, Func<ImapClient, Task> play, bool mayEndEarly = false)
    {
        foreach (var bytewise in new[] { false, true })
        {
            var server = new ScriptedServer(SignedIn.Replace("{0}", capabilities.Length > 0 ? " " + capabilities.Trim() : "", StringComparison.Ordinal) + script, bytewise);
            await using var client = await ImapClient.ConnectAsync(ImapDialects.ByPassword, server, cancel: Cancel);
            await play(client);
            Assert.True(server.IsFinished || mayEndEarly, "the client stopped before the end of the dialogue");
        }
    }
}
