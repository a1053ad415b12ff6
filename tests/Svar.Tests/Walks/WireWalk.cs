using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Mail.Messages;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Walks;

/// <summary>Real mail over real SMTP into the running program, and our answers read by others' software.</summary>
public class WireWalk
{
    private const string SendByPython =
        """
        import smtplib, sys
        client = smtplib.SMTP('127.0.0.1', int(sys.argv[1]), timeout=30)
        client.ehlo('py.example')
        refused = client.sendmail('py@example.no', ['kundeservice@fjordogfell.example', 'nobody@fjordogfell.example'],
            'From: Py <py@example.no>\r\nTo: kundeservice@fjordogfell.example\r\nSubject: Fra Python\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n.Bl\u00e5b\u00e6r\r\n'.encode(),
            ['BODY=8BITMIME'])
        assert list(refused) == ['nobody@fjordogfell.example'], refused
        client.quit()
        """;

    private const string ReadByPython =
        """
        import sys, json, email, email.policy
        m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
        body = m.get_body(('plain',))
        print(json.dumps({'inReplyTo': m['In-Reply-To'], 'references': (m['References'] or '').split(), 'subject': m['Subject'],
            'charset': body.get_content_charset(), 'text': body.get_content(), 'html': m.get_body(('html',)).get_content(),
            'defects': [str(d) for p in m.walk() for d in p.defects] + [str(d) for h in m.values() for d in h.defects]}))
        """;

    [Theory, BothEngines]
    internal async Task Every_fixture_mail_by_eight_senders_is_taken_in_or_a_repeat_or_set_aside_with_a_reason(DatabaseEngine engine)
    {
        var parcels = Fixtures.Mails().Select((file, i) => new Parcel(i % 9 == 0 ? "" : $"sender{i}@example.net", i % 5 == 0 ? MailHouse.SecondAddress : MailHouse.Address, File.ReadAllBytes(file))).ToList();
        Assert.True(parcels.Count > 400, $"only {parcels.Count} fixtures");
        await using var house = await MailHouse.ServeAsync(engine);
        var postmen = new Postmen(house.Smtp!, parcels);
        await postmen.DeliverAsync(8, MailHouse.Cancel);
        await house.UntilTakenInAsync();

        Assert.Equal([], postmen.Refused.Select(r => r.Answer));
        Assert.Empty(postmen.Later);
        Assert.Equal(parcels.Count, postmen.Accepted);
        var rows = await house.AllAsync<ReceivedMail>();
        Assert.Equal(parcels.Count, rows.Count + rows.Sum(r => r.Repeats));
        Assert.All(rows, r => Assert.True(r.State == ReceivedState.TakenIn ? r.ConversationId is not null : r.State == ReceivedState.SetAside && r.Reason is { Length: > 0 }, $"{r.Id}: {r.State} {r.Outcome} {r.Reason}"));
        Assert.Equal(parcels.Count(p => MailMessage.Parse(p.Raw).Headers.Count == 0), rows.Count(r => r.Outcome == "unreadable"));
        Assert.Empty(house.Log.Errors);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{engine}: {parcels.Count} sent = {rows.Count(r => r.State == ReceivedState.TakenIn)} taken in + {rows.Sum(r => r.Repeats)} repeats + {rows.Count(r => r.State == ReceivedState.SetAside)} set aside ({string.Join(", ", rows.Where(r => r.State == ReceivedState.SetAside).CountBy(r => r.Outcome ?? "").Select(o => $"{o.Key} {o.Value}"))})");
    }

    [Theory, BothEngines]
    internal async Task Pythons_smtplib_and_swaks_deliver(DatabaseEngine engine)
    {
        var python = Find("python3");
        var swaks = Find("swaks");
        await using var house = await MailHouse.ServeAsync(engine);
        var port = house.Smtp!.Port.ToString(CultureInfo.InvariantCulture);
        await RunAsync(python, null, "-c", SendByPython, port);
        await RunAsync(swaks, null, "--server", "127.0.0.1", "--port", port, "--ehlo", "swaks.example", "--from", "swaks@example.no", "--to", MailHouse.Address, "--h-Subject", "Fra swaks", "--body", ".Hei", "--timeout", "30");
        await house.UntilTakenInAsync();
        var messages = (await house.AllAsync<Message>()).ToDictionary(m => m.Subject, m => m.Text.TrimEnd(), StringComparer.Ordinal);
        Assert.Equal(".Blåbær", messages["Fra Python"]);
        Assert.Equal(".Hei", messages["Fra swaks"]);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task Pythons_email_package_reads_the_agents_words_and_what_they_answer(DatabaseEngine engine)
    {
        var python = Find("python3");
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari.example.no" });
        await house.AnswerAsync(first.ConversationId!.Value);
        var second = await house.DeliverAsync(Letter.FromKari(text: "Hvor lenge må jeg vente?").Answering(house.Post.Letters[^1]) with { Id = "2@kari.example.no" });
        const string Words = "Hei Kari!\n\nTeltet – nr. 38 «Hålogaland» – sendes i dag, og er hos deg på fredag. 日本 ✓\n.\nFrom oss";
        var sent = await house.AnswerAsync(second.ConversationId!.Value, Words);

        using var read = JsonDocument.Parse(await RunAsync(python, sent.Raw, "-c", ReadByPython));
        var root = read.RootElement;
        Assert.Equal("<2@kari.example.no>", root.GetProperty("inReplyTo").GetString());
        Assert.Equal(
            ["<1@kari.example.no>", $"<{house.Post.Letters[^2].Read().MessageId}>", "<2@kari.example.no>"],
            root.GetProperty("references").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal("utf-8", root.GetProperty("charset").GetString());
        Assert.StartsWith(Words, root.GetProperty("text").GetString()!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("«Hålogaland»", WebUtility.HtmlDecode(root.GetProperty("html").GetString()), StringComparison.Ordinal);
        Assert.Contains("> Hvor lenge må jeg vente?", root.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("FF-1001", root.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, root.GetProperty("defects").GetArrayLength());
    }

    private static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"{program} is not installed (Debian: apt-get install {program})");
        }

        return found!;
    }

    private static async Task<string> RunAsync(string program, byte[]? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(MailHouse.Cancel);
        var errors = process.StandardError.ReadToEndAsync(MailHouse.Cancel);
        if (input is not null)
        {
            await process.StandardInput.BaseStream.WriteAsync(input, MailHouse.Cancel);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(MailHouse.Cancel);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        return await output;
    }
}
