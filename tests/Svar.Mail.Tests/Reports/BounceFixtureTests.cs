using System.Text.Json;
using Svar.Mail.Messages;
using Svar.Mail.Reports;
using Svar.Tests;

namespace Svar.Mail.Tests.Reports;

/// <summary>
/// The set of bounces that sisimai collected. Its 34 reasons stand for ours as the table says; 'hard bounce' is our 'permanent'. Its 'filtered' is a refusal by the
/// recipient's own rules, so policy.
/// </summary>
public class BounceFixtureTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["userunknown"] = "unknown-user",
        ["hasmoved"] = "unknown-user",
        ["hostunknown"] = "unknown-host",
        ["notaccept"] = "unknown-host",
        ["mailboxfull"] = "mailbox-full",
        ["suspend"] = "suspended",
        ["mesgtoobig"] = "too-big",
        ["exceedlimit"] = "too-big",
        ["emailtoolarge"] = "too-big",
        ["filtered"] = "policy",
        ["rejected"] = "policy",
        ["policyviolation"] = "policy",
        ["securityerror"] = "policy",
        ["norelaying"] = "policy",
        ["spamdetected"] = "spam",
        ["authfailure"] = "authentication",
        ["blocked"] = "blocked",
        ["badreputation"] = "blocked",
        ["requireptr"] = "blocked",
        ["toomanyconn"] = "rate-limited",
        ["speeding"] = "rate-limited",
        ["ratelimited"] = "rate-limited",
        ["expired"] = "expired",
        ["networkerror"] = "network",
        ["notcompliantrfc"] = "content",
        ["contenterror"] = "content",
        ["virusdetected"] = "content",
        ["systemerror"] = "system",
        ["systemfull"] = "system",
        ["mailererror"] = "system",
        ["syntaxerror"] = "system",
        ["onhold"] = "unknown",
        ["undefined"] = "unknown",
    };

    [Fact]
    public void Bounces_are_recognised_with_reason_and_permanence()
    {
        var (bounces, recognised, recipients, rightReason, rightPermanence) = (0, 0, 0, 0, 0);
        foreach (var file in Fixtures.Files("sisimai_bounces", ".eml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".expected.json")));
            var report = MailReports.Read(MailMessage.Parse(File.ReadAllBytes(file)));
            var isBounce = expected.RootElement.GetProperty("is_bounce").GetBoolean();
            var wanted = expected.RootElement.TryGetProperty("kind", out var kind) ? kind.GetString() : "none";
            var got = report.Kind is MailKind.Bounce or MailKind.Delay;
            if (!isBounce)
            {
                Assert.False(got, $"{name} is no bounce");
                Assert.Equal(wanted switch { "feedback" => MailKind.FeedbackReport, "vacation" => MailKind.AutoReply, _ => MailKind.Message }, report.Kind);
                continue;
            }

            bounces++;
            recognised += got ? 1 : 0;
            if (!got)
            {
                output.WriteLine($"{name}: taken for {report.Kind.Name()}");
            }

            if (expected.RootElement.GetProperty("recipients").ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            var index = 0;
            foreach (var recipient in expected.RootElement.GetProperty("recipients").EnumerateArray())
            {
                var reason = recipient.GetProperty("reason").GetString()!;
                if (!Reasons.TryGetValue(reason, out var ours))
                {
                    continue;
                }

                var bounce = index < report.Bounces.Count ? report.Bounces[index] : null;
                index++;
                recipients++;
                // what goes round in circles counts as a network error there, and what is late as expired, whatever the server says
                var isReason = bounce?.Reason.Name() == ours || (reason == "networkerror" && bounce?.Reason == BounceReason.Loop)
                    || (reason == "expired" && bounce is { Action: "delayed", Reason: BounceReason.Network or BounceReason.Unknown });
                var isPermanent = bounce?.Permanent == recipient.GetProperty("hardbounce").GetBoolean();
                rightReason += isReason ? 1 : 0;
                rightPermanence += isPermanent ? 1 : 0;
                if (!isReason || !isPermanent)
                {
                    var said = bounce?.Diagnostic ?? "";
                    output.WriteLine($"{name}: {reason} taken for {bounce?.Reason.Name()} <{bounce?.Recipient}> {bounce?.Status} {(isPermanent ? "" : "PERMANENCE ")}| {(said.Length > 260 ? said[..260] : said)}");
                }
            }
        }

        output.WriteLine($"recognised {recognised} of {bounces}; reason {rightReason} of {recipients}; permanence {rightPermanence}");
        TestContext.Current.SendDiagnosticMessage($"sisimai_bounces: recognised {recognised} of {bounces}; reason {rightReason}, permanence {rightPermanence} of {recipients}");
        Assert.True(bounces >= 300, $"only {bounces} bounces");
        Assert.True(recognised >= bounces * 0.99);
        Assert.True(rightReason >= recipients * 0.92, $"reason {rightReason} of {recipients}");
        Assert.True(rightPermanence >= recipients * 0.97, $"permanence {rightPermanence} of {recipients}");
    }

    [Fact]
    public void No_ordinary_mail_is_taken_for_a_bounce()
    {
        var ordinary = 0;
        foreach (var file in Fixtures.Mails().Where(static f => !f.Contains("sisimai_bounces", StringComparison.Ordinal)))
        {
            var mail = MailMessage.Parse(File.ReadAllBytes(file));
            var report = MailReports.Read(mail);
            if ((mail.Headers.Text("Content-Type") ?? "").Contains("multipart/report", StringComparison.OrdinalIgnoreCase) && mail.Root.ContentType["report-type"] != "tlsrpt")
            {
                // what other sets hold of real bounces
                Assert.False(report.Kind == MailKind.Message, Path.GetFileName(file));
                continue;
            }

            ordinary++;
            Assert.False(report.Kind is MailKind.Bounce or MailKind.Delay, Path.GetFileName(file));
        }

        output.WriteLine($"{ordinary} ordinary mails");
        Assert.True(ordinary >= 100, $"only {ordinary} mails");
    }
}
