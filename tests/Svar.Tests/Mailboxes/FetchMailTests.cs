using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Mail.Imap;
using Svar.Mail.Tests.Imap;
using Svar.Mailboxes.Fetching;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>Mail fetched from a real IMAP server by the running program.</summary>
public class FetchMailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    internal async Task What_lies_on_the_server_comes_in_once_and_is_marked_there(DatabaseEngine engine)
    {
        await using var server = await Dovecot.StartAsync();
        for (var i = 0; i < 120; i++)
        {
            server.Deliver(Mail(i), Name(i));
        }

        await using var house = await MailHouse.ServeAsync(engine);
        var account = await ConnectAsync(house, server, AfterFetch.MarkSeen);
        await UntilAsync(house, 120);
        await house.UntilTakenInAsync();
        Assert.Equal(120, await house.ReadAsync(db => db.Set<Conversation>().CountAsync(Cancel)));

        // A delivery wakes it, and a reply finds its conversation by the address that it was sent to.
        var first = await house.ReadAsync(db => db.Set<Conversation>().OrderBy(c => c.Id).FirstAsync(Cancel));
        server.Deliver(Encoding.UTF8.GetBytes($"From: Kari <kari0@example.com>\r\nTo: <{MailHouse.Address.Replace("@", $"+{first.ReplyToken}@", StringComparison.Ordinal)}>\r\nSubject: Takk\r\n\r\nTakk skal du ha!\r\n"), Name(500));
        await UntilAsync(house, 121);
        await house.UntilTakenInAsync();
        Assert.Equal(120, await house.ReadAsync(db => db.Set<Conversation>().CountAsync(Cancel)));
        Assert.Equal(1, await house.ReadAsync(db => db.Set<Message>().CountAsync(m => m.ConversationId == first.Id && m.Text.Contains("Takk skal du ha"), Cancel)));

        await MailHouse.UntilAsync(async () => (await FindAsync(house, account)) is { LastUid: 121, Trouble: null, UpToDateAt: not null }, "the position is written");
        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await client.SelectAsync("INBOX", readOnly: true, Cancel);
        var seen = 0;
        await foreach (var message in client.FetchAsync(await client.SearchAsync(1, Cancel), Cancel))
        {
            await message.CopyToAsync(Stream.Null, Cancel);
            seen += message.Flags.Contains("\\Seen") ? 1 : 0;
        }

        Assert.Equal(121, seen);
        Assert.Equal(0, await house.ReadAsync(db => db.Set<ReceivedMail>().SumAsync(m => m.Repeats, Cancel)));
    }

    [Fact]
    public async Task Other_uids_for_the_same_mails_make_no_second_conversations()
    {
        await using var server = await Dovecot.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            server.Deliver(Mail(i), Name(i));
        }

        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server, AfterFetch.Leave);
        await UntilAsync(house, 10);
        await MailHouse.UntilAsync(async () => (await FindAsync(house, account)).UpToDateAt is not null, "all is fetched");
        var before = (await FindAsync(house, account)).UidValidity;

        await server.KillAsync();
        await house.Database.WriteAsync(db => db.Set<ReceivedMail>().ExecuteUpdateAsync(set => set.SetProperty(m => m.ReceivedAt, DateTime.UtcNow.AddDays(-30)), Cancel), Cancel);
        await server.ForgetUidsAsync();
        await MailHouse.UntilAsync(async () => (await FindAsync(house, account)).Trouble is not null, "the trouble is told");
        server.Deliver(Mail(10), Name(10));
        await server.RunAsync();
        await UntilAsync(house, 11);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { Trouble: null } now && now.UidValidity != before, "it has recovered by itself");
        Assert.Equal(10, await house.ReadAsync(db => db.Set<ReceivedMail>().SumAsync(m => m.Repeats, Cancel)));
        await house.UntilTakenInAsync();
        Assert.Equal(11, await house.ReadAsync(db => db.Set<Conversation>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_folder_that_is_read_again_from_its_middle_makes_no_second_conversations()
    {
        await using var server = await Dovecot.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            server.Deliver(Mail(i), Name(i));
        }

        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server, AfterFetch.Leave);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 10, UpToDateAt: not null }, "all is fetched");
        await house.Database.WriteAsync(db => db.Set<ReceivedMail>().ExecuteUpdateAsync(set => set.SetProperty(m => m.ReceivedAt, DateTime.UtcNow.AddDays(-30)), Cancel), Cancel);
        await house.Database.WriteAsync(db => db.Set<ImapAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.LastUid, 4), Cancel), Cancel);
        await AgainAsync(house);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 10 }, "the rest is read again");
        await house.UntilTakenInAsync();
        Assert.Equal(6, await house.ReadAsync(db => db.Set<ReceivedMail>().SumAsync(m => m.Repeats, Cancel)));
        Assert.Equal(10, await house.ReadAsync(db => db.Set<ReceivedMail>().CountAsync(Cancel)));
    }

    [Theory]
    [InlineData(Withholding.Nil)]
    [InlineData(Withholding.NoBody)]
    [InlineData(Withholding.Silence)]
    [InlineData(Withholding.Refusal)]
    public async Task What_the_server_does_not_hand_over_is_told_asked_for_again_and_never_deleted(Withholding how)
    {
        await using var server = new StubbornImapServer(how);
        for (var uid = 1u; uid <= 6; uid++)
        {
            server.Put(uid, Mail((int)uid));
        }

        server.Withheld.UnionWith([2, 5]);
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server.Port, AfterFetch.Delete);
        await UntilAsync(house, 4);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 6, UpToDateAt: not null, Trouble: null }, "the others are fetched");
        Assert.Equal([2u, 5u], server.Uids);
        Assert.Equal([2L, 5L], await WithheldAsync(house, account));

        // a connection later it is had, and only then it goes
        server.HandOver(5);
        await house.Database.WriteAsync(db => db.Set<FolderMail>().ExecuteUpdateAsync(set => set.SetProperty(m => m.AskedAt, DateTime.UtcNow.AddHours(-2)), Cancel), Cancel);
        await AgainAsync(house);
        await UntilAsync(house, 5);
        await MailHouse.UntilAsync(() => Task.FromResult(server.Uids.SequenceEqual([2u])), "it is deleted once it is ours");
        Assert.Equal([2L], await WithheldAsync(house, account));
    }

    [Fact]
    public async Task A_mail_below_the_position_that_was_never_seen_is_fetched_and_not_deleted_unread()
    {
        await using var server = new StubbornImapServer(Withholding.Silence);
        server.Put(3, Mail(3));
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server.Port, AfterFetch.Delete);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 3, UpToDateAt: not null }, "the first is fetched");
        server.Put(2, Mail(2));
        await house.Database.WriteAsync(db => db.Set<ImapAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.ComparedAt, DateTime.UtcNow.AddDays(-2)), Cancel), Cancel);
        await AgainAsync(house);
        await UntilAsync(house, 2);
        await MailHouse.UntilAsync(() => Task.FromResult(server.Uids.Count == 0), "both are ours and gone");
    }

    [Fact]
    public async Task Mail_that_lay_there_before_is_left_alone_when_only_new_mail_is_wanted()
    {
        await using var server = new StubbornImapServer(Withholding.Silence);
        server.Put(1, Mail(1), DateTime.UtcNow.AddYears(-5));
        server.Put(2, Mail(2), DateTime.UtcNow.AddMinutes(-2));
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server.Port, AfterFetch.Delete, since: DateTime.UtcNow.AddMinutes(-1));
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { UpToDateAt: not null, ComparedAt: not null }, "the folder is known");
        server.Put(3, Mail(3));
        await AgainAsync(house);
        await UntilAsync(house, 1);
        await MailHouse.UntilAsync(() => Task.FromResult(server.Uids.SequenceEqual([1u, 2u])), "the new one is ours, the old ones are left");

        // also when the server counts anew
        server.ForgetUids();
        await AgainAsync(house);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { UidValidity: 8, LastUid: 2 }, "all is looked at anew");
        Assert.Equal(1, await house.ReadAsync(db => db.Set<ReceivedMail>().CountAsync(Cancel)));
        Assert.Equal([1u, 2u], server.Uids);
        Assert.Equal(2, await house.ReadAsync(db => db.Set<FolderMail>().CountAsync(m => m.IsSettled && m.ReceivedId == null, Cancel)));
    }

    [Fact]
    public async Task Old_mail_that_is_wanted_has_waited_since_it_arrived_and_gets_no_receipt()
    {
        await using var server = new StubbornImapServer(Withholding.Silence);
        var (longAgo, lately) = (DateTime.UtcNow.AddYears(-5), DateTime.UtcNow.AddHours(-9));
        server.Put(1, Mail(1), longAgo);
        server.Put(2, Mail(2), lately);
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        await ConnectAsync(house, server.Port, AfterFetch.Leave);
        await UntilAsync(house, 2);
        await house.UntilTakenInAsync();
        var conversations = await house.ReadAsync(db => db.Set<Conversation>().OrderBy(c => c.Id).ToListAsync(Cancel));
        Assert.Equal([longAgo, lately], conversations.Select(c => c.CreatedAt), (a, b) => (a - b).Duration() < TimeSpan.FromSeconds(2));
        Assert.True(conversations[1].NextDueAt < DateTime.UtcNow.AddHours(24 - 8));
        Assert.Equal([conversations[1].Id], await house.ReadAsync(db => db.Set<Svar.Mailboxes.Sending.OutgoingMail>().Select(m => m.ConversationId!.Value).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task What_a_crash_left_undone_on_the_server_is_done_at_the_next_connection_and_nothing_else()
    {
        await using var server = new StubbornImapServer(Withholding.Silence);
        server.Put(1, Mail(1));
        server.Put(2, Mail(2));
        server.Put(3, Mail(3));
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var account = await ConnectAsync(house, server.Port, AfterFetch.Leave);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 3, UpToDateAt: not null }, "all is fetched");

        // as it stands between the commit and the server's answer; of the others nothing was to be done
        await house.Database.WriteAsync(db => db.Set<ImapAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.After, AfterFetch.Delete), Cancel), Cancel);
        await house.Database.WriteAsync(db => db.Set<FolderMail>().Where(m => m.Uid == 2).ExecuteUpdateAsync(set => set.SetProperty(m => m.IsSettled, false), Cancel), Cancel);
        await AgainAsync(house);
        await MailHouse.UntilAsync(() => Task.FromResult(server.Uids.SequenceEqual([1u, 3u])), "what was left is done");
        await MailHouse.UntilAsync(async () => await house.ReadAsync(db => db.Set<FolderMail>().AllAsync(m => m.IsSettled, Cancel)), "and written down");
        Assert.Equal(0, await house.ReadAsync(db => db.Set<ReceivedMail>().SumAsync(m => m.Repeats, Cancel)));
    }

    [Fact]
    public async Task A_mail_that_is_larger_than_what_is_taken_in_stays_and_is_told()
    {
        await using var server = new StubbornImapServer(Withholding.Silence);
        server.Put(1, [.. Mail(1), .. Encoding.ASCII.GetBytes(new string('x', 100_000))]);
        server.Put(2, Mail(2));
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite, settings: ("Mailboxes:MaxMessageSize", "65536"));
        var account = await ConnectAsync(house, server.Port, AfterFetch.Delete);
        await UntilAsync(house, 1);
        await MailHouse.UntilAsync(async () => await FindAsync(house, account) is { LastUid: 2, UpToDateAt: not null }, "the folder is read");
        Assert.Equal([1u], server.Uids);
        Assert.Equal([1L], await house.ReadAsync(db => db.Set<FolderMail>().Where(m => m.AccountId == account && m.IsTooLarge).Select(m => m.Uid).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task An_account_that_is_silent_for_long_makes_the_house_unwell()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var probe = house.Get<IEnumerable<IProbe>>().Single(p => p.Name == "fetching");
        Assert.True((await probe.AskAsync(Cancel)).IsWell);
        await ConnectAsync(house, 143, AfterFetch.Leave);
        Assert.True((await probe.AskAsync(Cancel)).IsWell);
        var since = house.Time.GetUtcNow().UtcDateTime;
        await house.Database.WriteAsync(db => db.Set<ImapAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.Trouble, "down").SetProperty(a => a.TroubleSince, since), Cancel), Cancel);
        house.Wait(TimeSpan.FromMinutes(9));
        Assert.True((await probe.AskAsync(Cancel)).IsWell);
        house.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal(new ProbeAnswer(false, "nothing from anna at 127.0.0.1 since 11 min"), await probe.AskAsync(Cancel));
    }

    [Fact]
    public async Task An_account_with_a_wrong_password_says_so_and_the_others_go_on()
    {
        await using var server = await Dovecot.StartAsync();
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        var wrong = await ConnectAsync(house, server, AfterFetch.Leave, "Sent", "wrong");
        await ConnectAsync(house, server, AfterFetch.Move);
        server.Deliver(Mail(1), Name(1));
        await UntilAsync(house, 1);
        await MailHouse.UntilAsync(async () => (await FindAsync(house, wrong)).Trouble is { } trouble && trouble.Contains("Authentication failed", StringComparison.Ordinal), "the server's words are kept");

        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await MailHouse.UntilAsync(async () => (await client.SelectAsync("Tatt imot på nytt", readOnly: true, Cancel)).Exists == 1, "the mail is moved");
        Assert.Equal(0u, (await client.SelectAsync("INBOX", readOnly: true, Cancel)).Exists);
        Assert.DoesNotContain("wrong", (await FindAsync(house, wrong)).SealedPassword, StringComparison.Ordinal);
    }

    private static Task<long> ConnectAsync(MailHouse house, Dovecot server, AfterFetch after, string folder = "INBOX", string password = Dovecot.Password) =>
        ConnectAsync(house, server.Port, after, folder, password);

    /// <summary>The connection is made anew, as after a change of settings.</summary>
    private static async Task AgainAsync(MailHouse house)
    {
        await house.Database.WriteAsync(db => db.Set<ImapAccount>().ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1), Cancel), Cancel);
        house.Get<Nudges>().Publish(new Nudge(NudgeTopic.Settings, 0, 0));
    }

    private static Task<List<long>> WithheldAsync(MailHouse house, long account) =>
        house.ReadAsync(db => db.Set<FolderMail>().Where(m => m.AccountId == account && m.ReceivedId == null).OrderBy(m => m.Uid).Select(m => m.Uid).ToListAsync(Cancel));

    private static async Task<long> ConnectAsync(MailHouse house, int port, AfterFetch after, string folder = "INBOX", string password = Dovecot.Password, DateTime? since = null)
    {
        var id = await house.Database.WriteAsync(
            async db =>
            {
                var mailbox = await db.Set<Svar.Mailboxes.Mailbox>().FirstAsync(m => m.Address == MailHouse.Address, Cancel);
                var account = new ImapAccount
                {
                    Id = db.NextKey(),
                    BrandId = mailbox.BrandId,
                    MailboxId = mailbox.Id,
                    Host = "127.0.0.1",
                    Port = port,
                    Security = ImapSecurity.None,
                    User = "anna",
                    SealedPassword = "",
                    Folder = folder,
                    After = after,
                    MoveTo = "Tatt imot på nytt",
                    FetchesSince = since,
                };
                account.SealedPassword = house.Get<SecretBox>().Protect(account.PasswordPurpose, password);
                db.Add(account);
                return account.Id;
            },
            Cancel);
        house.Get<Nudges>().Publish(new Nudge(NudgeTopic.Settings, 0, 0));
        return id;
    }

    private static Task<ImapAccount> FindAsync(MailHouse house, long id) => house.ReadAsync(db => db.Set<ImapAccount>().AsNoTracking().SingleAsync(a => a.Id == id, Cancel));

    private static Task UntilAsync(MailHouse house, int received) =>
        MailHouse.UntilAsync(async () => await house.ReadAsync(db => db.Set<ReceivedMail>().CountAsync(Cancel)) == received, $"{received} mails are here");

    private static byte[] Mail(int number) => Encoding.UTF8.GetBytes(
        $"Return-Path: <kari{number}@example.com>\r\nFrom: Kari <kari{number}@example.com>\r\nTo: {MailHouse.Address}\r\nSubject: Hvor er pakke {number}?\r\nMessage-ID: <{number}@example.com>\r\n\r\nJeg venter på pakke {number}.\r\n");

    private static string Name(int number) => FormattableString.Invariant($"{1_700_000_000 + number}.M{number}.shop");
}
