namespace Svar.Demo;

/// <summary>
/// Plays out a conversation: answered soon, late or never; asked back for what is missing; thanked, questioned again or complained about.
/// </summary>
internal sealed class Course(DateTime today, Draw draw, Arrivals arrivals, Rota rota, CommonWordings common)
{
    /// <param name="fate">Whether the first mail is left open, however old it is.</param>
    /// <param name="room">The most mails that the customer may send.</param>
    public void Run(Matter matter, IssueWordings? wordings, DateTime start, Fate fate, int room)
    {
        matter.Turns.Add(new CustomerTurn(start, matter.First, false));
        var agent = rota.Turn(DemoHours.After(start, 1));
        if (fate != Fate.Usual)
        {
            Leave(matter, start, fate, room);
            return;
        }

        var (at, isLate) = rota.Answer(start);
        if (at >= today)
        {
            Triage(matter, agent, start, today);
            return;
        }

        Triage(matter, agent, start, at);
        if (isLate && room > matter.Mails && draw.Chance(.6))
        {
            Chase(matter, start.AddHours(20 + (5 * draw.Share())), at);
        }

        var asks = matter.First.Has("ask");
        var answer = matter.First.Answer
            ?? Fitting(wordings!.Answers, matter, asks ? "ask" : "fix")
            ?? Fitting(wordings.Answers, matter, "fix")
            ?? throw new InvalidOperationException("no answer fits " + matter.Issue.Slug + "." + matter.Language + ": " + matter.First.Body);
        Answer(matter, agent, answer, at, asks);
        if (wordings is null)
        {
            return;
        }

        for (var turn = 0; turn < 3 && room > matter.Mails; turn++)
        {
            var role = asks ? (draw.Chance(.85) ? "info" : null) : NextRole(matter, turn, isLate);
            var reply = role is null ? null : Reply(wordings, matter, asks ? "ask" : "fix", role);
            var repliedAt = arrivals.ReplyTo(reply?.Has("later") == true ? at.AddHours(25) : at);
            if (reply is null || repliedAt >= today.AddMinutes(-2))
            {
                break;
            }

            matter.Turns.Add(new CustomerTurn(repliedAt, reply, false));
            var next = reply.Answer ?? (role == "info" ? Fitting(wordings.Answers, matter, "fix") : null);
            if (next is null)
            {
                Close(matter, agent, rota.Soon(repliedAt, 5 + (70 * draw.Share())));
                break;
            }

            (at, isLate) = rota.Answer(repliedAt);
            if (at >= today || (repliedAt > today.AddHours(-20) && draw.Chance(.6)))
            {
                return;
            }

            asks = next.Has("ask");
            Answer(matter, agent, next, at, asks);
        }

        Forget(matter, agent);
    }

    private static Wording? Fitting(Deck<Wording> deck, Matter matter, string role)
    {
        bool Fits(Wording w) => (w.Value("role") ?? "fix") == role && Suits(w, matter);
        return (matter.Mood == "angry" ? deck.Deal(w => Fits(w) && w.Value("mood") == "angry") : null)
            ?? deck.Deal(w => Fits(w) && w.Value("mood") is null or "calm");
    }

    private static bool Suits(Wording wording, Matter matter) =>
        (matter.Size is not null || !wording.Needs("size", "larger", "smaller"))
        && (matter.Draft is not null || !wording.Needs("order", "total", "carrier", "tracking", "placed", "shipped", "delivered", "received", "returned", "expected", "months"))
        && (wording.Answer is null || Suits(wording.Answer, matter))
        && wording.Allows("for", matter.First.Value("t")) && wording.Allows("of", matter.Product.Type) && wording.Allows("wish", matter.First.Value("wish")) && !(wording.Has("noorder") && matter.Draft is not null);

    private Wording? Reply(IssueWordings wordings, Matter matter, string after, string role)
    {
        bool Fits(Wording w) => w.Value("role") == role && (w.Value("after") ?? "fix") == after && Suits(w, matter) && !matter.Turns.OfType<CustomerTurn>().Any(t => t.Wording == w);
        if (role == "thanks" && draw.Chance(.65))
        {
            return common.Thanks(matter.Language).Deal(w => Suits(w, matter));
        }

        return wordings.Replies.Deal(Fits) ?? (role == "thanks" ? common.Thanks(matter.Language).Deal(w => Suits(w, matter)) : null);
    }

    private string? NextRole(Matter matter, int turn, bool isLate)
    {
        var share = draw.Share() * (turn == 0 ? 1 : 1.9);
        return matter.Kind switch
        {
            "compliment" or "suggestion" => share < .12 ? "thanks" : null,
            _ when isLate || matter.Mood == "angry" => share switch { < .22 => "unhappy", < .36 => "further", < .52 => "thanks", _ => null },
            _ => share switch { < .26 => "thanks", < .44 => "further", < .49 => "unhappy", _ => null },
        };
    }

    private void Answer(Matter matter, DemoPerson agent, Wording wording, DateTime at, bool asks)
    {
        var by = matter.Turns.OfType<AnswerTurn>().Any() && draw.Chance(.85) ? agent : draw.Chance(.9) ? agent : rota.Turn(at);
        var then = asks || wording.Value("then") == "wait" ? Then.Wait : draw.Chance(.8) ? Then.Resolve : Then.Wait;
        matter.Turns.Add(new AnswerTurn(at, by, wording, then));
        if (wording.Value("remedy") is { } given)
        {
            var price = matter.Draft?.Line.PriceMinor ?? matter.Product.PriceMinor;
            var amount = given switch
            {
                "refund" => price,
                "replacement" => price / 2,
                "repair" => 25_000,
                "reduction" => price / 5,
                "credit" => 15_000,
                "other" => 7_900,
                _ => 0,
            };
            matter.Remedy = new DemoRemedy(matter.First.Value("wish") ?? given, given, amount, by, at);
        }
    }

    /// <summary>Somebody reads it first: takes it on, tags it, says how urgent it is, asks a colleague.</summary>
    private void Triage(Matter matter, DemoPerson agent, DateTime from, DateTime to)
    {
        var seen = rota.Soon(from, 2 + (10 * draw.Share()));
        var room = TimeSpan.FromMinutes(Math.Min(40, (to - seen).TotalMinutes));
        if (room < TimeSpan.FromMinutes(3))
        {
            return;
        }

        void Quietly(double share, Func<DateTime, string, DemoStep> step) => matter.Turns.Add(new QuietTurn(Arrivals.Whole(seen + (room * .6 * share)), step));
        if (matter.First.Value("priority") == "urgent")
        {
            Quietly(0, (at, key) => new SetPriority(at, key, agent, DemoPriority.Urgent));
        }
        else if (matter.Mood == "angry" && draw.Chance(.6))
        {
            Quietly(.01, (at, key) => new SetPriority(at, key, agent, DemoPriority.High));
        }
        else if (matter.Kind == "suggestion" && draw.Chance(.4))
        {
            Quietly(.01, (at, key) => new SetPriority(at, key, agent, DemoPriority.Low));
        }

        if (draw.Chance(.55))
        {
            Quietly(.05, (at, key) => new Assign(at, key, draw.Chance(.2) ? DemoPeople.Ingrid : agent, agent));
        }

        if (draw.Chance(.5))
        {
            Quietly(.1, (at, key) => new Tag(at, key, agent, matter.Issue.TagName));
        }

        if (draw.Chance(.16) && common.Notes(matter.Issue.Slug)?.Deal(w => Suits(w, matter)) is { } note)
        {
            matter.Turns.Add(new NoteTurn(Arrivals.Whole(seen + (room * .6)), agent, note));
        }
    }

    private void Leave(Matter matter, DateTime start, Fate fate, int room)
    {
        if (fate == Fate.Forgotten)
        {
            matter.IsNeverAnswered = true;
            if (room > 1 && draw.Chance(.75))
            {
                Chase(matter, arrivals.ReplyTo(start.AddDays(2)), today);
            }

            return;
        }

        if (fate == Fate.ClosedUnanswered)
        {
            matter.IsNeverAnswered = true;
            Close(matter, rota.Turn(start), rota.Soon(start, 90));
            return;
        }

        Triage(matter, rota.Turn(DemoHours.After(start, 1)), start, today);
    }

    private void Chase(Matter matter, DateTime at, DateTime before)
    {
        if (Arrivals.Whole(at) is var whole && whole < before.AddMinutes(-3) && whole < today)
        {
            matter.Turns.Add(new CustomerTurn(whole, common.Chases(matter.Language).Deal(), true));
        }
    }

    private void Close(Matter matter, DemoPerson agent, DateTime at)
    {
        if (at < today)
        {
            matter.Turns.Add(new QuietTurn(at, (when, key) => new Resolve(when, key, agent)));
        }
    }

    /// <summary>What waits for a customer who never writes again is closed after some days.</summary>
    private void Forget(Matter matter, DemoPerson agent)
    {
        if (matter.Turns[^1] is AnswerTurn { Then: Then.Wait } last && draw.Chance(.7))
        {
            Close(matter, agent, rota.Soon(last.At.AddDays(draw.Between(3, 6)), 20 + (100 * draw.Share())));
        }

        if (matter.Turns[^1].At < today.AddDays(-1) && draw.Chance(.3))
        {
            matter.Rating = common.Rate(matter, today);
        }
    }
}

/// <summary>What becomes of a first mail.</summary>
internal enum Fate
{
    Usual,

    /// <summary>In the queue today.</summary>
    StillWaiting,

    /// <summary>Left lying for days, and still open.</summary>
    Forgotten,

    /// <summary>Resolved by mistake.</summary>
    ClosedUnanswered,
}
