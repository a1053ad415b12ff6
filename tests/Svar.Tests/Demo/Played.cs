using Svar.Demo;

namespace Svar.Tests.Demo;

/// <summary>A month played without a desk: answers are imagined as sent.</summary>
internal static class Played
{
    public static IEnumerable<(MailArrives Mail, byte[] Raw)> Mails(DemoMonth month)
    {
        var subjects = new Dictionary<string, string>(StringComparer.Ordinal);
        var answers = new Dictionary<string, SentAnswer>(StringComparer.Ordinal);
        foreach (var step in month.Steps)
        {
            if (step is MailArrives mail)
            {
                subjects.TryAdd(mail.ConversationKey, mail.Truth.Subject);
                yield return (mail, mail.Raw(mail.AnswersKey is { } key ? answers[key] : null));
            }
            else if (step is AgentAnswers answer)
            {
                answers[answer.Key] = SentAnswer.Imagine(answer, subjects.GetValueOrDefault(answer.ConversationKey, "Fjord & Fell"));
            }
        }
    }

    /// <summary>Conversations whose last word is the customer's and which nobody has closed.</summary>
    public static IReadOnlyList<string> Waiting(DemoMonth month)
    {
        var waiting = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var step in month.Steps)
        {
            waiting[step.ConversationKey] = step switch
            {
                MailArrives { Truth.Nature: MailNature.Personal or MailNature.Calendar or MailNature.Newsletter or MailNature.Spam } => true,
                CallLogged or LetterLogged => true,
                AgentAnswers or Resolve or MarkSpam => false,
                _ => waiting.GetValueOrDefault(step.ConversationKey),
            };
        }

        return waiting.Where(w => w.Value).Select(w => w.Key).ToList();
    }
}
