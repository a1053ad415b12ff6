using System.Diagnostics;
using System.Text;
using Svar.Demo;

namespace Svar.Tests.Demo;

public class DemoMonthTests
{
    private static readonly DateTime _today = new(2026, 11, 25, 9, 30, 0, DateTimeKind.Utc);
    private static readonly DemoMonth _month = DemoMonth.Create(_today);

    private static IEnumerable<MailArrives> Mails => _month.Steps.OfType<MailArrives>();

    [Fact]
    public void Exactly_430_mails_arrive()
    {
        Assert.Equal(430, Mails.Count());
        Assert.Equal(Mails.Count(), Mails.Select(m => m.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("2026-11-23T03:10:00", 1)]
    [InlineData("2026-01-01T12:00:00", 1)]
    [InlineData("2026-03-30T07:00:00", 5)]
    [InlineData("2027-05-17T21:59:59", 2)]
    [InlineData("2028-02-29T16:00:00", 77)]
    public void Any_day_and_seed_give_a_full_month(string today, int seed)
    {
        var at = DateTime.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        var month = DemoMonth.Create(DateTime.SpecifyKind(at, DateTimeKind.Utc), seed);
        Assert.Equal(430, month.Steps.OfType<MailArrives>().Count());
        Assert.All(month.Steps, s => Assert.InRange(s.At, at.AddDays(-DemoMonth.Days), at));
        Assert.InRange(Played.Waiting(month).Count, 17, 34);
        Assert.All(Played.Mails(month), m => Assert.NotEmpty(m.Raw));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var again = DemoMonth.Create(_today);
        Assert.Equal(Hash(_month), Hash(again));
        Assert.Equal(_month.Steps.Select(s => (s.GetType(), s.At, s.ConversationKey)), again.Steps.Select(s => (s.GetType(), s.At, s.ConversationKey)));
        Assert.NotEqual(_month.Steps.Select(s => s.At), DemoMonth.Create(_today, 2).Steps.Select(s => s.At));
    }

    [Fact]
    public void Nothing_lies_in_the_future_and_all_is_in_order()
    {
        var last = DateTime.MinValue;
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in _month.Steps)
        {
            Assert.Equal(DateTimeKind.Utc, step.At.Kind);
            Assert.InRange(step.At, last, _today);
            last = step.At;
            if (step is MailArrives or CallLogged or LetterLogged)
            {
                begun.Add(step.ConversationKey);
            }

            Assert.Contains(step.ConversationKey, begun);
            if (step is AgentAnswers answer)
            {
                Assert.True(done.Add(answer.Key));
            }

            if (step is MailArrives { AnswersKey: { } answers })
            {
                Assert.Contains(answers, done);
            }
        }
    }

    [Fact]
    public void Agents_answer_within_opening_hours()
    {
        Assert.All(_month.Steps.OfType<AgentAnswers>(), a =>
        {
            var (from, to) = DemoHours.MailOn(DemoHours.Local(a.At));
            Assert.InRange(a.At, from, to.AddMinutes(1));
        });
    }

    [Fact]
    public void Two_languages_and_a_few_guests_in_all_kinds()
    {
        var personal = Mails.Where(m => m.Truth.Nature == MailNature.Personal).ToList();
        var english = personal.Count(m => m.Truth.Language == "en") / (double)personal.Count;
        Assert.InRange(english, .2, .3);
        Assert.Equal(2, personal.Count(m => m.Truth.Language == "nn"));
        Assert.Equal(1, personal.Count(m => m.Truth.Language == "sv"));
        Assert.Equal(1, personal.Count(m => m.Truth.Language == "de"));
        var kinds = personal.CountBy(m => m.Truth.Kind).ToDictionary(StringComparer.Ordinal);
        Assert.InRange(kinds["complaint"], 100, 200);
        Assert.InRange(kinds["question"], 100, 220);
        Assert.InRange(kinds["compliment"], 14, 30);
        Assert.InRange(kinds["suggestion"], 6, 14);
        foreach (var nature in Enum.GetValues<MailNature>())
        {
            Assert.Contains(Mails, m => m.Truth.Nature == nature);
        }

        Assert.Equal(10, Mails.Where(m => m.Truth.Nature == MailNature.Personal).Select(m => m.Truth.Client).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_top_issues_follow_their_weights()
    {
        Assert.Equal("parcel size zipper", string.Join(' ', _month.TopIssues.Take(3).Select(t => t.Issue)));
        Assert.All(_month.TopIssues.Take(10), t => Assert.InRange(t.Count, 12, 60));
    }

    [Fact]
    public void No_two_people_write_the_same()
    {
        var texts = Mails.Where(m => m.Truth.Nature == MailNature.Personal).Select(m => m.Truth.Text).ToList();
        Assert.Equal(texts.Count, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, t => Assert.DoesNotContain("{", t, StringComparison.Ordinal));
        Assert.All(texts, t => Assert.DoesNotContain("[", t, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_address_ends_in_example()
    {
        foreach (var (mail, raw) in Played.Mails(_month).Where(m => m.Raw.Length < 500_000))
        {
            var text = Encoding.Latin1.GetString(raw).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=40", "@", StringComparison.Ordinal);
            foreach (System.Text.RegularExpressions.Match address in System.Text.RegularExpressions.Regex.Matches(text, @"[\w.+$=-]@(?<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            {
                var host = address.Groups["host"].Value;
                Assert.True(host.EndsWith(".example", StringComparison.Ordinal) || host.StartsWith("01DC", StringComparison.Ordinal), mail.Key + ": " + host);
            }
        }

        Assert.All(_month.Shop.Customers, c => Assert.EndsWith(".example", c.Email, StringComparison.Ordinal));
    }

    [Fact]
    public void Some_mails_are_heavy_many_headed_or_nameless()
    {
        var mails = Played.Mails(_month).ToList();
        Assert.Single(mails, m => m.Raw.Length > 3_500_000);
        Assert.Equal(2, mails.Count(m => m.Mail.Truth.Nature == MailNature.Personal && m.Mail.Truth.Subject.Length == 0));
        Assert.Contains(mails, m => Encoding.Latin1.GetString(m.Raw, 0, Math.Min(8000, m.Raw.Length)).Split("@turistbussene.example").Length + Encoding.Latin1.GetString(m.Raw, 0, Math.Min(8000, m.Raw.Length)).Split("deltaker").Length > 39);
        Assert.InRange(mails.Count(m => m.Mail.Truth.Attachments > 0), 30, 90);
    }

    [Fact]
    public void A_reply_needs_the_answer_it_replies_to()
    {
        var reply = Mails.First(m => m.AnswersKey is not null);
        Assert.Throws<ArgumentNullException>(() => reply.Raw(null));
        var sent = new SentAnswer("<one@fjordogfell.example>", "<zero@x.example>", "Anna Berg", "svar+abc@fjordogfell.example", "Re: Pakke [FF-1042]", reply.At.AddHours(-1), "Hei!\n\nVi ser på det.");
        var raw = Encoding.Latin1.GetString(reply.Raw(sent));
        Assert.Contains("In-Reply-To: <one@fjordogfell.example>", raw, StringComparison.Ordinal);
        Assert.Contains("<zero@x.example>", raw, StringComparison.Ordinal);
        Assert.Contains("svar+abc@fjordogfell.example", raw, StringComparison.Ordinal);
    }

    private static string Hash(DemoMonth month)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var (_, raw) in Played.Mails(month))
        {
            hash.AppendData(raw);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [Fact]
    public void The_whole_month_is_made_in_a_blink()
    {
        var watch = Stopwatch.StartNew();
        var month = DemoMonth.Create(_today, 3);
        var bytes = Played.Mails(month).Sum(m => (long)m.Raw.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms, {bytes} bytes");
        Assert.True(watch.ElapsedMilliseconds < 10_000, watch.ElapsedMilliseconds + " ms");
    }
}
