namespace Svar.Demo;

/// <summary>Mail that no customer wrote: automatic answers, delivery reports, receipts, newsletters, spam, a calendar's reply.</summary>
internal sealed class Oddities(DateTime today, Draw draw, Arrivals arrivals, Rota rota, IReadOnlyList<DemoCustomer> customers)
{
    private const int OutOfOffice = 4;
    private const int Reports = 2;
    private const int ReadReceipts = 2;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Wording>> _wordings = WordingFile.Read("automatic.txt");

    public static int Count => OutOfOffice + Reports + ReadReceipts + 1 + _wordings["first newsletter"].Count + _wordings["first spam"].Count;

    public void AddTo(Script script)
    {
        var answers = script.Answers.Where(a => a.Answer.At < today.AddDays(-1)).ToList();
        draw.Shuffle(answers);
        var next = 0;
        foreach (var language in new[] { "nb", "nb", "nb", "en" })
        {
            var answer = answers.First(a => a.Language == language && answers.IndexOf(a) >= next);
            next = answers.IndexOf(answer) + 1;
            var wording = _wordings["first away " + language][next % _wordings["first away " + language].Count];
            Reply(script, answer, MailNature.AutoReply, (sent, at, id) => AutomaticMail.Away(answer.Customer, wording, sent, at, id));
        }

        for (var n = 0; n < Reports; n++)
        {
            var (answer, permanent) = (answers[next++], n == 0);
            Reply(script, answer, permanent ? MailNature.Bounce : MailNature.Delay, (sent, at, id) => AutomaticMail.Report(answer.Customer, permanent, sent, at, id));
        }

        for (var n = 0; n < ReadReceipts; n++)
        {
            var answer = answers[next++];
            Reply(script, answer, MailNature.ReadReceipt, (sent, at, id) => AutomaticMail.ReadReceipt(answer.Customer, answer.Language, sent, at, id));
        }

        Alone(script, MailNature.Calendar, "calendar", "nb", customers[draw.Next(customers.Count)], (customer, at, id) => AutomaticMail.CalendarReply(customer!, at, id));
        foreach (var wording in _wordings["first newsletter"])
        {
            Alone(script, MailNature.Newsletter, "newsletter", wording.Value("language")!, null, (_, at, id) => AutomaticMail.Newsletter(wording, at, id));
        }

        foreach (var wording in _wordings["first spam"])
        {
            Alone(script, MailNature.Spam, "spam", wording.Value("language")!, null, (_, at, id) => AutomaticMail.Spam(wording, at, id));
        }
    }

    private static MailTruth Truth(MailNature nature, string issue, string language, DemoCustomer? from, string text) => new(
        nature, issue, "other", language, null, false, "calm", from, "", text, "automatic", null, 0, false);

    private void Reply(Script script, (AgentAnswers Answer, DemoCustomer Customer, string Language, string Subject) to, MailNature nature, Func<SentAnswer, DateTime, string, byte[]> raw)
    {
        var at = Arrivals.Whole(to.Answer.At.AddSeconds(nature == MailNature.ReadReceipt ? 3000 + draw.Next(9000) : 3 + draw.Next(50)));
        var key = to.Answer.Key + "-" + nature.ToString().ToLowerInvariant();
        var id = draw.Token(16);
        script.Add(new MailArrives(at, to.Answer.ConversationKey, key, to.Answer.Key, Truth(nature, "automatic", to.Language, to.Customer, ""), sent => raw(sent ?? throw new ArgumentNullException(nameof(sent)), at, id)));
    }

    private void Alone(Script script, MailNature nature, string issue, string language, DemoCustomer? from, Func<DemoCustomer?, DateTime, string, byte[]> raw)
    {
        var at = arrivals.Between(TimeSpan.FromDays(DemoMonth.Days), TimeSpan.FromHours(30));
        var id = draw.Token(16);
        var key = "a-" + id;
        var agent = rota.Turn(DemoHours.After(at, 1));
        script.Add(new MailArrives(at, key, key + "-1", null, Truth(nature, issue, language, from, ""), _ => raw(from, at, id)));
        var seen = rota.Soon(at, 5 + draw.Next(60));
        script.Add(nature == MailNature.Spam ? new MarkSpam(seen, key, agent) : new Resolve(seen, key, agent));
        script.Add(new DemoConversation(key, nature, issue, "other", language, from, null, null, null, null, null, false));
    }
}
