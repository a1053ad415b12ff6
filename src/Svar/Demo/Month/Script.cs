using System.Globalization;

namespace Svar.Demo;

/// <summary>Turns plans into steps: the words are said here, once the orders have their numbers.</summary>
internal sealed class Script(DateTime today, Draw draw, Catalogue catalogue, CommonWordings common)
{
    private readonly List<(DemoStep Step, int Sequence)> _steps = [];
    private readonly List<DemoConversation> _conversations = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public IReadOnlyList<DemoConversation> Conversations => _conversations;

    /// <summary>Answers that somebody may answer, each with its conversation's customer.</summary>
    public List<(AgentAnswers Answer, DemoCustomer Customer, string Language, string Subject)> Answers { get; } = [];

    public void Add(DemoStep step)
    {
        if (step.At <= today)
        {
            _steps.Add((step, _steps.Count));
        }
    }

    public void Add(DemoConversation conversation) => _conversations.Add(conversation);

    public IReadOnlyList<DemoStep> Steps() => _steps
        .OrderBy(s => s.Step.At).ThenBy(s => s.Sequence)
        .Select(s => s.Step)
        .ToList();

    public void Perform(Matter matter)
    {
        var first = matter.Turns[0];
        matter.Turns.Sort(static (a, b) => a.At.CompareTo(b.At));
        var subject = "";
        var number = 0;
        var mails = new List<(MailArrives Mail, string MessageId)>();
        AgentAnswers? answered = null;
        foreach (var turn in matter.Turns)
        {
            var key = matter.Key + "-" + (++number).ToString(CultureInfo.InvariantCulture);
            switch (turn)
            {
                case CustomerTurn customer:
                    subject = turn == first ? Say(matter, customer.Wording.Subject, turn.At, null) : subject;
                    mails.Add(Mail(matter, customer, key, subject, turn == first, customer.Chases ? null : answered, mails.Count > 0 ? mails[^1].MessageId : null));
                    Add(mails[^1].Mail);
                    break;
                case LoggedTurn logged:
                    subject = Say(matter, logged.Wording.Subject, turn.At, logged.Agent);
                    var told = Say(matter, logged.Wording.Body, turn.At, logged.Agent);
                    var truth = Truth(matter, logged.Wording, subject, told, true, logged.IsCall ? "phone" : "post", 0);
                    Add(logged.IsCall
                        ? new CallLogged(turn.At, matter.Key, logged.Agent, matter.Customer, subject, told, truth)
                        : new LetterLogged(turn.At, matter.Key, logged.Agent, matter.Customer, subject, told, truth));
                    break;
                case AnswerTurn answer:
                    answered = new AgentAnswers(turn.At, matter.Key, key, answer.Agent, AnswerText(matter, answer), answer.Then);
                    Answers.Add((answered, matter.Customer, matter.Language, subject));
                    Add(answered);
                    break;
                case NoteTurn note:
                    var text = Say(matter, note.Wording.Body, turn.At, note.Agent);
                    Add(new Note(turn.At, matter.Key, note.Agent, text, DemoPeople.All.FirstOrDefault(p => p != note.Agent && text.Contains("@" + p.FirstName, StringComparison.Ordinal))));
                    break;
                case QuietTurn quiet:
                    Add(quiet.Step(turn.At, matter.Key));
                    break;
                default:
                    throw new InvalidOperationException("an unknown turn: " + turn);
            }
        }

        Add(new DemoConversation(
            matter.Key,
            MailNature.Personal,
            matter.Issue.Slug,
            matter.Kind,
            matter.Language,
            matter.Customer,
            matter.Draft?.Order?.Number,
            matter.Draft?.Line.Product.Sku,
            matter.Praised?.Key,
            matter.Remedy,
            matter.Rating,
            matter.IsNeverAnswered));
    }

    private (MailArrives Mail, string MessageId) Mail(Matter matter, CustomerTurn turn, string key, string subject, bool isFirst, AgentAnswers? answers, string? own)
    {
        var text = "";
        for (var attempt = 0; attempt < 24; attempt++)
        {
            text = Say(matter, turn.Wording.Body, turn.At, null);
            text = turn.Wording.Has("raw") ? text : Voice.Letter(matter.Customer, text, isFirst, draw);
            if (_said.Add(text))
            {
                break;
            }
        }

        var client = turn.Wording.Value("client") ?? matter.Customer.Manner.Client;
        var host = matter.Customer.Email[(matter.Customer.Email.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var id = MailClients.MessageId(client, host, draw);
        var files = Enclosures(matter, turn, client);
        var truth = Truth(matter, turn.Wording, subject, text, isFirst, client, files.Count);
        IReadOnlyList<(string, string)> also = turn.Wording.Value("cc") is { } count ? Crowd(matter, int.Parse(count, CultureInfo.InvariantCulture)) : [];
        var seed = draw.Next(int.MaxValue);
        byte[] Raw(SentAnswer? sent)
        {
            if (answers is not null && sent is null)
            {
                throw new ArgumentNullException(nameof(sent), "mail " + key + " answers " + answers.Key);
            }

            return MailClients.Write(new Letter(
                matter.Customer, matter.Language, client, subject, text, turn.At.AddSeconds(-3), id, files, answers is null ? null : sent, own, also, seed));
        }

        return (new MailArrives(turn.At, matter.Key, key, answers?.Key, truth, Raw), id);
    }

    private static MailTruth Truth(Matter matter, Wording wording, string subject, string text, bool isFirst, string client, int files)
    {
        var order = matter.Draft?.Order?.Number;
        return new MailTruth(
            MailNature.Personal,
            matter.Issue.Slug,
            isFirst ? matter.Kind : wording.Value("role") switch { "unhappy" => "complaint", "further" => "question", _ => wording.Value("kind") ?? (wording.Has("chase") ? "complaint" : "other") },
            matter.Language,
            order,
            order is not null && (text.Contains(order, StringComparison.Ordinal) || subject.Contains(order, StringComparison.Ordinal)),
            wording.Value("mood") ?? (isFirst ? matter.Mood : "calm"),
            matter.Customer,
            subject,
            text,
            client,
            isFirst ? matter.Praised?.Key : null,
            files,
            wording.Has("odd"));
    }

    private string AnswerText(Matter matter, AnswerTurn answer)
    {
        var language = matter.Language is "en" or "de" ? "en" : "nb";
        return Say(matter, common.Greeting(language).Body, answer.At, answer.Agent) + "\n\n"
            + Say(matter, answer.Wording.Body, answer.At, answer.Agent) + "\n\n"
            + common.Signature(answer.Agent, language).Body;
    }

    private string Say(Matter matter, string template, DateTime at, DemoPerson? agent) =>
        Phrase.Say(template, new Facts(matter, catalogue, at, agent).Of, draw);

    private List<Enclosure> Enclosures(Matter matter, CustomerTurn turn, string client)
    {
        var files = new List<Enclosure>();
        var (issue, seed) = (matter.Issue.Slug, draw.Next(1 << 20));
        var name = client is "iphone" or "applemail" ? "IMG_" + draw.Token(4, "0123456789") + ".jpeg" : DemoHours.Local(turn.At).ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture) + ".jpg";
        if (turn.Wording.Has("large"))
        {
            files.Add(new Enclosure(name, "image/jpeg", () => Pictures.LargePhoto(issue, seed), false));
        }

        if (turn.Wording.Has("photo"))
        {
            var count = draw.Chance(.3) ? 2 : 1;
            for (var n = 0; n < count; n++)
            {
                var another = seed + n;
                files.Add(new Enclosure(n == 0 ? name : "2_" + name, "image/jpeg", () => Pictures.Photo(issue, another), client == "gmail" && draw.Chance(.4)));
            }
        }

        if (turn.Wording.Has("screen"))
        {
            files.Add(new Enclosure(matter.Language == "en" ? "Screenshot " + DemoHours.Local(turn.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".png" : "Skjermbilde på mobil.png", "image/png", () => Pictures.Screen(seed), false));
        }

        if (turn.Wording.Has("receipt") && matter.Draft is { } draft)
        {
            files.Add(new Enclosure("kvittering-" + draft.Order!.Number + ".pdf", "application/pdf", () => Pictures.Receipt(draft.Order), false));
        }

        return files;
    }

    private static List<(string, string)> Crowd(Matter matter, int count)
    {
        var first = WordingFile.Text("people.txt").Split('\n')[1].Split(' ');
        return Enumerable.Range(0, count)
            .Select(n => (Name: first[(n * 7) % first.Length] + " " + (char)('A' + (n % 20)), At: n))
            .Select(p => (p.Name, "deltaker" + p.At.ToString("00", CultureInfo.InvariantCulture) + "@" + matter.Customer.Email.Split('@')[1]))
            .ToList();
    }
}
