using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Customers;
using Svar.Data;
using Svar.Intake.Reading;
using Svar.Mail.Addresses;
using Svar.Brands;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;

namespace Svar.Intake.Threading;

/// <summary>
/// What the database knows of the mails of a batch, asked for all of them at once, and what earlier mails of the
/// batch have added since.
/// </summary>
internal sealed class FactsOfBatch
{
    /// <summary>So many messages of a conversation tell who takes part in it.</summary>
    private const int MostMessages = 200;

    private readonly Dictionary<string, (long Brand, KnownOutgoing Sent)> _ours = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Brand, string Id), List<long>> _theirs = [];
    private readonly Dictionary<(long Brand, string Token), long> _byToken = [];
    private readonly Dictionary<(long Brand, long Number), long> _byNumber = [];
    private readonly Dictionary<(long Brand, long Hash), List<long>> _awaited = [];
    private readonly Dictionary<(long Brand, string Hash), long> _sameMail = [];
    private readonly Dictionary<(long Brand, string Address), CustomerFacts> _customers = [];
    private readonly Dictionary<long, Participants> _participants = [];
    private readonly Dictionary<(long Brand, string Address), int> _receipts = [];

    /// <param name="receiptsSince">Receipts since then are counted.</param>
    public static async Task<FactsOfBatch> LoadAsync(SvarDb db, IReadOnlyList<ReadMail> mails, DateTime receiptsSince, CancellationToken cancel)
    {
        var facts = new FactsOfBatch();
        if (mails.Count == 0)
        {
            return facts;
        }

        await facts.LoadOursAsync(db, mails, cancel);
        await facts.LoadTheirsAsync(db, mails, cancel);
        await facts.LoadAddressedAsync(db, mails, cancel);
        await facts.LoadSameMailAsync(db, mails, cancel);
        await facts.LoadCustomersAsync(db, mails, cancel);
        await facts.LoadParticipantsAsync(db, cancel);
        await facts.LoadReceiptsAsync(db, mails, receiptsSince, cancel);
        return facts;
    }

    /// <summary>Conversations that mails of the batch may go to.</summary>
    public IReadOnlyCollection<long> Conversations => _participants.Keys;

    /// <summary>How many were written to this address lately.</summary>
    public int ReceiptsTo(long brandId, string address) => _receipts.GetValueOrDefault((brandId, address));

    public IntakeFacts Of(ReadMail mail)
    {
        var arrived = mail.Arrived;
        var brand = arrived.BrandId;
        return new IntakeFacts
        {
            SameMailIn = _sameMail.TryGetValue((brand, Key(mail.Pending.Hash)), out var same) ? same : null,
            HasOurOwnId = _ours.ContainsKey(arrived.MessageId),
            AnswersOurs = arrived.Ancestors.Select(id => Ours(brand, id) is { } sent ? Known(sent.ConversationId) : null).FirstOrDefault(c => c is not null),
            AnswersTheirs = arrived.Ancestors
                .Select(id => _theirs.GetValueOrDefault((brand, id)))
                .FirstOrDefault(c => c is not null)?.Select(Known).OfType<KnownConversation>().ToList() ?? [],
            ByToken = arrived.ReplyToken.Length > 0 && _byToken.TryGetValue((brand, arrived.ReplyToken), out var token) ? Known(token) : null,
            ByNumber = [.. arrived.NumbersInSubject.Select(n => _byNumber.TryGetValue((brand, n), out var id) ? Known(id) : null).OfType<KnownConversation>()],
            AwaitedBy = arrived.MessageId.Length == 0 ? []
                : _awaited.GetValueOrDefault((brand, MessageIdHash.Of(arrived.MessageId)))?.Select(Known).OfType<KnownConversation>().ToList() ?? [],
            Reported = Ours(brand, arrived.ReportedMessageId) is { } reported ? reported
                : arrived.ReplyToken.Length > 0 && _byToken.TryGetValue((brand, arrived.ReplyToken), out var bouncedTo) ? new KnownOutgoing(0, bouncedTo, null) : null,
        };
    }

    public CustomerFacts? CustomerOf(long brandId, string address) => _customers.GetValueOrDefault((brandId, address));

    public void AddCustomer(long brandId, string address, CustomerFacts customer) => _customers[(brandId, address)] = customer;

    /// <summary>A mail of the batch has gone to this conversation.</summary>
    public void Went(ReadMail mail, long conversationId, long customerId)
    {
        var arrived = mail.Arrived;
        if (arrived.MessageId.Length > 0)
        {
            if (!_theirs.TryGetValue((arrived.BrandId, arrived.MessageId), out var conversations))
            {
                _theirs[(arrived.BrandId, arrived.MessageId)] = conversations = [];
            }

            conversations.Add(conversationId);
        }

        _sameMail.TryAdd((arrived.BrandId, Key(mail.Pending.Hash)), conversationId);
        if (!_participants.TryGetValue(conversationId, out var participants))
        {
            _participants[conversationId] = participants = new Participants(arrived.Author.Length > 0 ? [arrived.Author] : [], [], customerId);
        }

        // Senders without an address are not one person.
        if (arrived.Author.Length > 0)
        {
            participants.All.Add(arrived.Author);
        }

        participants.All.UnionWith(arrived.Addressed);
    }

    /// <summary>A conversation that was opened by an answer to mails which are not here.</summary>
    public void Awaits(long brandId, long messageIdHash, long conversationId)
    {
        if (!_awaited.TryGetValue((brandId, messageIdHash), out var conversations))
        {
            _awaited[(brandId, messageIdHash)] = conversations = [];
        }

        conversations.Add(conversationId);
    }

    public bool Knows(long brandId, string messageId) => Ours(brandId, messageId) is not null || _theirs.ContainsKey((brandId, messageId));

    /// <summary>A mail of this brand; one that another brand of the house sent is a stranger's here.</summary>
    private KnownOutgoing? Ours(long brand, string messageId) => _ours.TryGetValue(messageId, out var ours) && ours.Brand == brand ? ours.Sent : null;

    private static string Key(byte[] hash) => Convert.ToHexString(hash);

    private KnownConversation? Known(long conversationId) =>
        _participants.TryGetValue(conversationId, out var participants) ? new KnownConversation(conversationId, participants.Customer, participants.All) : null;

    private async Task LoadOursAsync(SvarDb db, IReadOnlyList<ReadMail> mails, CancellationToken cancel)
    {
        var ids = mails.SelectMany(m => m.Arrived.Ancestors.Append(m.Arrived.MessageId).Append(m.Arrived.ReportedMessageId)).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        foreach (var some in ids.Chunk(500))
        {
            await foreach (var sent in db.Set<OutgoingMail>().Where(o => some.Contains(o.MessageIdHeader))
                .Select(o => new { o.MessageIdHeader, o.Id, o.BrandId, o.ConversationId, o.MessageId }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (sent is { ConversationId: { } conversation, BrandId: { } brand })
                {
                    _ours[sent.MessageIdHeader] = (brand, new KnownOutgoing(sent.Id, conversation, sent.MessageId));
                }
            }
        }
    }

    private async Task LoadTheirsAsync(SvarDb db, IReadOnlyList<ReadMail> mails, CancellationToken cancel)
    {
        var hashes = mails.SelectMany(m => m.Arrived.Ancestors).Distinct(StringComparer.Ordinal).Select(MessageIdHash.Of).Where(h => h != 0).Distinct().ToList();
        var brands = mails.Select(m => m.Arrived.BrandId).Distinct().ToList();
        foreach (var some in hashes.Chunk(500))
        {
            await foreach (var m in db.Set<Message>().Where(m => brands.Contains(m.BrandId) && some.Contains(m.MessageIdHash) && m.Direction == Direction.In)
                .Select(m => new { m.BrandId, m.MessageIdHeader, m.ConversationId }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (!_theirs.TryGetValue((m.BrandId, m.MessageIdHeader), out var conversations))
                {
                    _theirs[(m.BrandId, m.MessageIdHeader)] = conversations = [];
                }

                if (!conversations.Contains(m.ConversationId))
                {
                    conversations.Add(m.ConversationId);
                }
            }
        }

        var own = mails.Select(m => MessageIdHash.Of(m.Arrived.MessageId)).Where(h => h != 0).Distinct().ToList();
        if (own.Count == 0)
        {
            return;
        }

        foreach (var a in await db.Set<AwaitedAncestor>().Where(a => brands.Contains(a.BrandId) && own.Contains(a.MessageIdHash)).AsNoTracking().ToListAsync(cancel))
        {
            Awaits(a.BrandId, a.MessageIdHash, a.ConversationId);
        }
    }

    private async Task LoadAddressedAsync(SvarDb db, IReadOnlyList<ReadMail> mails, CancellationToken cancel)
    {
        var tokens = mails.Select(m => m.Arrived.ReplyToken).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (tokens.Count > 0)
        {
            var brandOf = mails.Where(m => m.Arrived.ReplyToken.Length > 0).ToLookup(m => m.Arrived.ReplyToken, m => m.Arrived.BrandId, StringComparer.Ordinal);
            foreach (var c in await db.Set<Conversation>().Where(c => tokens.Contains(c.ReplyToken)).Select(c => new { c.ReplyToken, c.Id, c.BrandId }).ToListAsync(cancel))
            {
                if (brandOf[c.ReplyToken].Contains(c.BrandId))
                {
                    _byToken[(c.BrandId, c.ReplyToken)] = c.Id;
                }
            }
        }

        foreach (var brand in mails.Where(m => m.Arrived.NumbersInSubject.Count > 0).GroupBy(m => m.Arrived.BrandId))
        {
            var numbers = brand.SelectMany(m => m.Arrived.NumbersInSubject).Distinct().ToList();
            foreach (var c in await db.Set<Conversation>().Where(c => c.BrandId == brand.Key && numbers.Contains(c.Number)).Select(c => new { c.Number, c.Id }).ToListAsync(cancel))
            {
                _byNumber[(brand.Key, c.Number)] = c.Id;
            }
        }
    }

    private async Task LoadSameMailAsync(SvarDb db, IReadOnlyList<ReadMail> mails, CancellationToken cancel)
    {
        var contents = mails.Select(m => m.Pending.ContentId).Distinct().ToList();
        var since = mails.Min(m => m.Pending.ReceivedAt) - ReceiveMail.RepeatWithin;
        foreach (var r in await db.Set<ReceivedMail>()
            .Where(r => contents.Contains(r.ContentId) && r.State == ReceivedState.TakenIn && r.ReceivedAt >= since && r.ConversationId != null)
            .Select(r => new { r.BrandId, r.Hash, r.ConversationId }).ToListAsync(cancel))
        {
            _sameMail[(r.BrandId, Key(r.Hash))] = r.ConversationId!.Value;
        }
    }

    private async Task LoadCustomersAsync(SvarDb db, IReadOnlyList<ReadMail> mails, CancellationToken cancel)
    {
        foreach (var brand in mails.GroupBy(m => m.Arrived.BrandId))
        {
            var addresses = brand.Select(m => m.Arrived.Author).Distinct(StringComparer.Ordinal).ToList();
            var known = db.Set<CustomerAddress>().Where(a => a.BrandId == brand.Key && addresses.Contains(a.Address))
                .Join(db.Set<Customer>(), a => a.CustomerId, c => c.Id, (a, c) => new { a.Address, c.Id, c.Name, c.Group });
            foreach (var c in await known.ToListAsync(cancel))
            {
                _customers[(brand.Key, c.Address)] = new CustomerFacts(c.Id, c.Name, c.Group);
            }
        }
    }

    private async Task LoadReceiptsAsync(SvarDb db, IReadOnlyList<ReadMail> mails, DateTime since, CancellationToken cancel)
    {
        var addresses = mails.Select(m => m.Arrived.Author).Where(a => a.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var receipts = db.Set<OutgoingMail>().Where(o => o.Kind == OutgoingKind.Receipt && addresses.Contains(o.EnvelopeTo) && o.CreatedAt >= since && o.BrandId != null);
        foreach (var of in await receipts.GroupBy(o => new { o.BrandId, o.EnvelopeTo }).Select(g => new { g.Key.BrandId, g.Key.EnvelopeTo, Count = g.Count() }).ToListAsync(cancel))
        {
            _receipts[(of.BrandId!.Value, of.EnvelopeTo)] = of.Count;
        }
    }

    /// <summary>Who takes part in the conversations that any mail of the batch may belong to.</summary>
    private async Task LoadParticipantsAsync(SvarDb db, CancellationToken cancel)
    {
        var conversations = _ours.Values.Select(o => o.Sent.ConversationId).Concat(_theirs.Values.SelectMany(c => c)).Concat(_byToken.Values).Concat(_byNumber.Values)
            .Concat(_awaited.Values.SelectMany(c => c)).Distinct().ToList();
        foreach (var some in conversations.Chunk(500))
        {
            var customers = await db.Set<Conversation>().Where(c => some.Contains(c.Id))
                .Join(db.Set<CustomerAddress>(), c => c.CustomerId, a => a.CustomerId, (c, a) => new { c.Id, c.CustomerId, a.Address }).ToListAsync(cancel);
            var messages = await LoadMessagesAsync(db, some, cancel);
            foreach (var id in some)
            {
                _participants[id] = new Participants([], [], 0);
            }

            foreach (var c in customers)
            {
                _participants[c.Id] = _participants[c.Id] with { CustomerId = c.CustomerId };
                _participants[c.Id].Customer.Add(c.Address);
                _participants[c.Id].All.Add(c.Address);
            }

            foreach (var m in messages)
            {
                var all = _participants[m.ConversationId].All;
                if (m.FromAddress.Length > 0)
                {
                    all.Add(AddressKey.Of(m.FromAddress));
                }

                foreach (var line in (m.To + "\n" + m.Cc).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    all.UnionWith(MailAddress.ParseList(line).Select(a => AddressKey.Of(a.Address)));
                }
            }
        }
    }

    /// <summary>Of a long conversation only the latest: there nobody can be said to take part who has been silent for hundreds of mails.</summary>
    private static async Task<List<Addressed>> LoadMessagesAsync(SvarDb db, long[] conversations, CancellationToken cancel)
    {
        var firstOfLatest = await db.Set<Conversation>().Where(c => conversations.Contains(c.Id))
            .Select(c => new { c.Id, From = db.Set<Message>().Where(m => m.ConversationId == c.Id).OrderByDescending(m => m.Id).Skip(MostMessages - 1).Select(m => (long?)m.Id).FirstOrDefault() })
            .ToListAsync(cancel);
        var whole = firstOfLatest.Where(c => c.From is null).Select(c => c.Id).ToList();
        var messages = await Of(db.Set<Message>().Where(m => whole.Contains(m.ConversationId))).ToListAsync(cancel);
        foreach (var longOne in firstOfLatest.Where(c => c.From is not null))
        {
            messages.AddRange(await Of(db.Set<Message>().Where(m => m.ConversationId == longOne.Id && m.Id >= longOne.From)).ToListAsync(cancel));
        }

        return messages;

        static IQueryable<Addressed> Of(IQueryable<Message> messages) =>
            messages.Where(m => m.Direction != Direction.Note).Select(m => new Addressed(m.ConversationId, m.FromAddress, m.To, m.Cc));
    }

    private sealed record Addressed(long ConversationId, string FromAddress, string To, string Cc);

    private sealed record Participants(HashSet<string> Customer, HashSet<string> All, long CustomerId);
}

internal sealed record CustomerFacts(long Id, string Name, string? Group);
