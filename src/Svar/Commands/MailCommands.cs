using System.CommandLine;
using System.Globalization;
using System.Net;
using Svar.Commands.Mails;
using Svar.Conversations;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mail.Replies;

namespace Svar.Commands;

/// <summary>Mail for other programs: read, cut, sent, counted.</summary>
internal static class MailCommands
{
    public static Command Create() => new("mail", "Read, cut, send and count mail. Example: svar mail parse letter.eml") { Parse(), Trim(), Send(), Ledger() };

    private static Command Parse()
    {
        var files = new Argument<string[]>("FILE") { Description = ".eml or mbox; - or nothing is stdin", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("parse", "Read mails: one JSON object a line. Example: svar mail parse inbox.mbox | jq .subject") { files };
        command.SetAction(async (parsed, cancel) =>
        {
            string[] names = parsed.GetValue(files) is { Length: > 0 } given ? given : ["-"];
            InputFiles.MustExist(names);
            var progress = new Progress("mails");
            var done = 0L;
            await using var lines = new JsonLines();
            foreach (var file in names)
            {
                foreach (var raw in Mbox.Split(await InputFiles.BytesAsync(file, cancel)))
                {
                    await lines.WriteAsync(ParsedMail.Of(raw), cancel);
                    progress.Show(++done);
                }
            }

            progress.End();
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Trim()
    {
        var language = new Option<string?>("--language") { Description = "ISO 639-1 of the text; the words of all languages are tried whatever is given", HelpName = "L" };
        var command = new Command("trim", "Tell the new words of a plain body on stdin from its history and signature. Example: svar mail trim < body.txt") { language };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(language) is { } given && !ReplyText.Languages.Contains(given.Split('-')[0], StringComparer.OrdinalIgnoreCase))
            {
                throw new BadInputException($"--language '{given}': the known ones are {string.Join(", ", ReplyText.Languages)}");
            }

            var split = ReplyText.Split(await InputFiles.TextAsync("-", cancel));
            await using var lines = new JsonLines();
            var parts = split.Parts.Select(p => new { kind = p.Kind.ToString().ToLowerInvariant(), from = p.From, to = p.To });
            await lines.WriteAsync(new { reply = split.Reply, quoted = split.Quoted, signature = split.Signature, parts }, cancel);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Send()
    {
        var files = new Argument<string[]>("FILE") { Description = ".eml or mbox", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "the SMTP server", HelpName = "HOST:PORT", Required = true };
        var from = new Option<string?>("--from") { Description = "envelope sender; without it, the mail's own; <> is the null sender", HelpName = "ADDRESS" };
        var rcpt = new Option<string?>("--rcpt") { Description = "envelope recipient; without it, those that the mail names", HelpName = "ADDRESS" };
        var parallel = new Option<int>("--parallel") { Description = "connections at once", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("deliver", "Hand mails to an SMTP server; exit 1 when one was not taken. Example: svar mail deliver *.eml --to 127.0.0.1:2525 --rcpt kundeservice@example.com --parallel 8")
        {
            files, to, from, rcpt, parallel,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var names = parsed.GetValue(files)!;
            InputFiles.MustExist(names);

            var connections = parsed.GetValue(parallel);
            if (connections is < 1 or > 1000)
            {
                throw new BadInputException($"--parallel {connections.ToString(CultureInfo.InvariantCulture)}: give 1 to 1000");
            }

            var deliver = new Deliver(ServerOf(parsed.GetValue(to)!), AddressOf("--from", parsed.GetValue(from)), AddressOf("--rcpt", parsed.GetValue(rcpt)), connections);
            var progress = new Progress("mails");
            var done = 0L;
            await using var lines = new JsonLines();
            var total = await deliver.RunAsync(
                names,
                async mail =>
                {
                    await lines.WriteAsync(mail, cancel, now: !Console.IsOutputRedirected);
                    progress.Show(++done);
                },
                cancel);
            progress.End();
            await lines.WriteAsync(total, cancel);
            return total.Refused == 0 ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    private static Command Ledger()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var json = new Option<bool>("--json") { Description = "as one JSON object" };
        var command = new Command("ledger", "What became of every mail that came in. Received = taken in + set aside + pending; taken in = answered + waiting + closed without an answer + automatic replies + reports on our mail + copies to a second mailbox. Example: svar mail ledger --json --data /var/lib/svar") { json, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            using var opened = await Shared.OpenDatabaseAsync(parsed, data, database, cancel);
            var ledger = await new MailLedger(opened).ReadAsync(cancel);
            if (parsed.GetValue(json))
            {
                await using var lines = new JsonLines();
                await lines.WriteAsync(ledger, cancel);
                return CommandLine.Done;
            }

            await WriteAsync(ledger);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task WriteAsync(LedgerReading ledger)
    {
        foreach (var (name, count) in new (string, long)[]
        {
            ("received", ledger.Received), ("taken in", ledger.TakenIn), ("  answered", ledger.Answered), ("  waiting for an answer", ledger.Waiting),
            ("  closed without an answer", ledger.NeverAnswered), ("  automatic replies", ledger.AutomaticReplies), ("  reports on our mail", ledger.Reports),
            ("  copies to a second mailbox", ledger.Copies), ("set aside", ledger.SetAside.Count), ("pending", ledger.Pending), ("came again", ledger.Repeats),
        })
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{count,10:N0}"));
        }

        foreach (var mail in ledger.SetAside)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {mail.Id}: {mail.Reason}"));
        }
    }

    private static DnsEndPoint ServerOf(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        {
            return new DnsEndPoint(text[..colon].Trim('[', ']'), port);
        }

        throw new BadInputException($"--to '{text}': give a name or address and a port, such as 127.0.0.1:2525");
    }

    private static string? AddressOf(string option, string? text)
    {
        if (text is null or "<>" or "")
        {
            return text is null ? null : option == "--from" ? "" : throw new BadInputException($"{option} is empty: give an address such as anna@example.com");
        }

        return MailAddress.TryParse(text, out var address) ? address.AsciiAddress : throw new BadInputException($"{option} '{text}' is no e-mail address; write name@host");
    }
}
