using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Svar.Mail.Imap;

namespace Svar.Mail.Tests.Imap;

/// <summary>The client against a real server.</summary>
public sealed class DovecotTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_mails_come_as_they_were_delivered_and_none_is_marked_as_seen()
    {
        await using var server = await Dovecot.StartAsync();
        var sent = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < 1000; i++)
        {
            var mail = Encoding.UTF8.GetBytes($"Subject: mail {i}\r\nMessage-ID: <{i}@shop.example>\r\n\r\n{new string('å', i * 7)}\r\n");
            sent.Add($"mail {i}", mail);
            server.Deliver(mail, FormattableString.Invariant($"{1_700_000_000 + i}.M{i}.shop"));
        }

        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        var inbox = await client.SelectAsync("INBOX", cancel: Cancel);
        Assert.Equal(1000u, inbox.Exists);
        Assert.Equal(1001u, inbox.UidNext);
        var uids = await client.SearchAsync(1, Cancel);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => (uint)i), uids);
        var came = await FetchAsync(client, uids);
        Assert.Equal(1000, came.Count);
        foreach (var (uid, bytes, flags) in came)
        {
            var subject = Encoding.UTF8.GetString(bytes).Split("\r\n")[0]["Subject: ".Length..];
            Assert.Equal(sent[subject], bytes);
            Assert.DoesNotContain("\\Seen", flags);
            Assert.InRange(uid, 1u, 1000u);
        }

        await client.StoreAsync(uids.Take(10), ["\\Seen"], cancel: Cancel);
        Assert.Equal(10, (await FetchAsync(client, uids.Take(20))).Count(m => m.Flags.Contains("\\Seen")));
        Assert.Equal([1000u], await client.SearchAsync(1000, Cancel));
        Assert.Empty(await client.SearchAsync(1001, Cancel));
        await client.MoveAsync([1, 2, 3], "Tatt imot på nytt", Cancel);
        await client.DeleteAsync([4], Cancel);
        Assert.Equal(996u, client.Exists);
        Assert.Equal(3u, (await client.SelectAsync("Tatt imot på nytt", readOnly: true, Cancel)).Exists);
        Assert.Contains(await client.ListAsync(Cancel), folder => folder.Has("\\Sent"));
        await client.LogoutAsync(Cancel);
    }

    [Fact]
    public async Task A_command_in_the_midst_of_a_fetch_is_refused_and_does_no_harm()
    {
        await using var server = await Dovecot.StartAsync();
        server.Deliver("Subject: 1\r\n\r\nx\r\n"u8.ToArray(), "1700000001.M1.shop");
        server.Deliver("Subject: 2\r\n\r\nx\r\n"u8.ToArray(), "1700000002.M2.shop");
        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);
        var uids = new List<uint>();
        await foreach (var message in client.FetchAsync([1, 2], Cancel))
        {
            uids.Add(message.Uid);
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.StoreAsync([message.Uid], ["\\Answered"], cancel: Cancel));
        }

        await client.StoreAsync(uids, ["\\Answered"], cancel: Cancel);
        Assert.All(await FetchAsync(client, [1, 2]), message => Assert.Contains("\\Answered", message.Flags));
    }

    [Fact]
    public async Task Idling_wakes_within_a_second_of_a_delivery()
    {
        await using var server = await Dovecot.StartAsync();
        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);
        Assert.False(await client.WaitForMailAsync(TimeSpan.FromMilliseconds(100), Cancel));
        var waiting = client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel);
        server.Deliver("Subject: hei\r\n\r\nhei\r\n"u8.ToArray(), "1700000000.M1.shop");
        var since = Stopwatch.StartNew();
        Assert.True(await waiting);
        TestContext.Current.SendDiagnosticMessage($"woken after {since.ElapsedMilliseconds} ms");
        Assert.Equal([1u], await client.SearchAsync(1, Cancel));
    }

    [Fact]
    public async Task Mail_that_comes_while_others_are_fetched_is_told_within_a_second_of_the_wait()
    {
        await using var server = await Dovecot.StartAsync();
        server.Deliver("Subject: 1\r\n\r\nx\r\n"u8.ToArray(), "1700000001.M1.shop");
        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);
        var uids = await client.SearchAsync(1, Cancel);
        server.Deliver("Subject: 2\r\n\r\nx\r\n"u8.ToArray(), "1700000002.M2.shop");
        await client.NoopAsync(Cancel);
        Assert.Equal(2u, client.Exists);
        var mail = Assert.Single(await FetchAsync(client, uids));
        Assert.StartsWith("Subject: 1", Encoding.ASCII.GetString(mail.Bytes), StringComparison.Ordinal);
        var since = Stopwatch.StartNew();
        Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wait_can_be_cancelled_and_the_connection_used_on(bool isSecure)
    {
        await using var server = await Dovecot.StartAsync();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", isSecure ? server.TlsPort : server.Port, Cancel);
        var heard = new HeardStream(socket);
        await using var client = await ImapClient.ConnectAsync(isSecure ? server.TlsOptions : server.Options, heard, cancel: Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);

        // before the server has answered to IDLE, and when it has
        for (var i = 0; i < 3; i++)
        {
            using var enough = new CancellationTokenSource();
            var waiting = client.WaitForMailAsync(TimeSpan.FromMinutes(10), enough.Token);
            if (i > 0)
            {
                await heard.Answer.WaitAsync(Cancel);
            }

            await enough.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        server.Deliver("Subject: 1\r\n\r\nx\r\n"u8.ToArray(), "1700000001.M1.shop");
        Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        var facts = Assert.Single(await client.FactsAsync(await client.SearchAsync(1, Cancel), Cancel));
        Assert.Equal(17, facts.Size);
        Assert.InRange(facts.ArrivedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1));
        await foreach (var header in client.FetchHeadersAsync([facts.Uid], Cancel))
        {
            Assert.Equal((14, facts.ArrivedAt), (header.Size, header.ArrivedAt));
        }
    }

    [Fact]
    public async Task A_server_that_dies_in_a_fetch_is_a_broken_dialogue_and_the_next_connection_finds_all()
    {
        await using var server = await Dovecot.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            server.Deliver(Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\n" + new string('x', 2_000_000) + "\r\n"), FormattableString.Invariant($"{1_700_000_000 + i}.M{i}.shop"));
        }

        await using (var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel))
        {
            await client.SelectAsync("INBOX", cancel: Cancel);
            var uids = await client.SearchAsync(1, Cancel);
            var whole = 0;
            await Assert.ThrowsAsync<ImapProtocolException>(async () =>
            {
                await foreach (var message in client.FetchAsync(uids, Cancel))
                {
                    if (whole == 3)
                    {
                        await server.KillAsync();
                    }

                    await message.CopyToAsync(Stream.Null, Cancel);
                    whole++;
                }
            });
            Assert.InRange(whole, 3, 19);
        }

        await server.RunAsync();
        await using var again = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        await again.SelectAsync("INBOX", cancel: Cancel);
        Assert.Equal(20, (await FetchAsync(again, await again.SearchAsync(1, Cancel))).Count);
    }

    [Fact]
    public async Task Uids_that_mean_other_mails_are_told_by_another_validity()
    {
        await using var server = await Dovecot.StartAsync();
        server.Deliver("Subject: hei\r\n\r\nhei\r\n"u8.ToArray(), "1700000000.M1.shop");
        uint before;
        await using (var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel))
        {
            before = (await client.SelectAsync("INBOX", cancel: Cancel)).UidValidity;
            await client.LogoutAsync(Cancel);
        }

        await server.ForgetUidsAsync();
        await using var later = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        Assert.NotEqual(before, (await later.SelectAsync("INBOX", cancel: Cancel)).UidValidity);
    }

    [Fact]
    public async Task Certificates_are_checked_by_authority_and_name_or_by_their_own_hash()
    {
        await using var server = await Dovecot.StartAsync();
        await using (var trusted = await ConnectAsync(server, server.TlsOptions))
        {
            Assert.True(trusted.IsSecure);
        }

        await using (var pinned = await ConnectAsync(server, server.TlsOptions with { TrustedRoots = null, PinnedCertificate = server.Pin }))
        {
            await pinned.NoopAsync(Cancel);
        }

        await using (var upgraded = await ImapClient.ConnectAsync(server.Options with { Security = ImapSecurity.StartTls, PinnedCertificate = server.Pin, AllowAuthInClear = false }, cancel: Cancel))
        {
            Assert.True(upgraded.IsSecure);
        }

        await Assert.ThrowsAsync<ImapProtocolException>(() => ConnectAsync(server, server.TlsOptions with { TrustedRoots = null }));
        await Assert.ThrowsAsync<ImapProtocolException>(() => ConnectAsync(server, server.TlsOptions with { Host = "other.example" }));
        await Assert.ThrowsAsync<ImapProtocolException>(() => ConnectAsync(server, server.TlsOptions with { PinnedCertificate = new string('0', 64) }));
        var wrong = await Assert.ThrowsAsync<ImapRefusedException>(() =>
            ConnectAsync(server, server.TlsOptions with { Credentials = Svar.Mail.Sasl.SaslCredentials.ByPassword("anna", "wrong") }));
        Assert.True(wrong.IsWrongPassword);
    }

    [Fact]
    public async Task What_is_put_among_the_sent_mail_is_there()
    {
        await using var server = await Dovecot.StartAsync();
        await using var client = await ImapClient.ConnectAsync(server.Options, cancel: Cancel);
        var mail = Encoding.UTF8.GetBytes("Subject: svar\r\n\r\nHei på deg\r\n");
        var uid = await client.AppendAsync("Sent", mail, ["\\Seen"], Cancel);
        await client.SelectAsync("Sent", cancel: Cancel);
        var there = Assert.Single(await FetchAsync(client, [uid!.Value]));
        Assert.Equal(mail, there.Bytes);
        Assert.Contains("\\Seen", there.Flags);
    }

    /// <summary>Tells when the server has answered to what was last said to it.</summary>
    private sealed class HeardStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Answer => _answered.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            _answered.TrySetResult();
            return read;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }

    /// <summary>The certificate names a host that no resolver knows.</summary>
    private static async Task<ImapClient> ConnectAsync(Dovecot server, ImapClientOptions options)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", server.TlsPort, Cancel);
        return await ImapClient.ConnectAsync(options, new NetworkStream(socket, ownsSocket: true), cancel: Cancel);
    }

    private static async Task<List<(uint Uid, byte[] Bytes, IReadOnlyList<string> Flags)>> FetchAsync(ImapClient client, IEnumerable<uint> uids)
    {
        var mails = new List<(uint, byte[], IReadOnlyList<string>)>();
        await foreach (var message in client.FetchAsync(uids, Cancel))
        {
            using var bytes = new MemoryStream();
            await message.CopyToAsync(bytes, Cancel);
            mails.Add((message.Uid, bytes.ToArray(), message.Flags));
        }

        return mails;
    }
}
