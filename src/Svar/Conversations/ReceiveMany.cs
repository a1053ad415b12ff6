using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Customers;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>
/// A batch of mail on its way into conversations: rows are gathered, and written by <see cref="SaveAsync"/> with one
/// prepared command a table. What an earlier mail of the batch made is there for the later ones.
/// </summary>
internal sealed class ReceiveMany(SvarDb db, ServiceLevelDirectory levels, DateTime now) : IAsyncDisposable
{
    private readonly ConversationNumbers _numbers = new(Transaction(db));
    private readonly List<Content> _contents = [];
    private readonly List<ContentPiece> _pieces = [];
    private readonly List<Customer> _customers = [];
    private readonly List<CustomerAddress> _addresses = [];
    private readonly List<Conversation> _conversations = [];
    private readonly List<Message> _messages = [];
    private readonly List<MessageAttachment> _attachments = [];
    private readonly List<ConversationEvent> _events = [];
    private readonly List<Promise> _promises = [];
    private readonly List<OutgoingMail> _outgoing = [];
    private readonly List<(long Id, string Words)> _searchRows = [];
    private readonly List<object> _others = [];
    private readonly Dictionary<long, ConversationRecord> _records = [];

    public DateTime Now => now;

    /// <summary>Keeps bytes that a row of the batch refers to and that are like no others: a mail of ours with a new Message-ID.</summary>
    public async Task<long> KeepAsync(ContentSpool content, CancellationToken cancel)
    {
        var kept = new Content { Id = db.NextKey(), Hash = content.Hash, Length = content.Length };
        _contents.Add(kept);
        for (var number = 0; number < content.PieceCount; number++)
        {
            _pieces.Add(new ContentPiece { ContentId = kept.Id, Number = number, Bytes = await content.PieceAsync(number, cancel) });
        }

        return kept.Id;
    }

    public Task<long> NextNumberAsync(long brandId, CancellationToken cancel) => _numbers.NextAsync(brandId, cancel);

    /// <summary>Opens those that mails of the batch may go to, all at once.</summary>
    public async Task OpenAsync(IReadOnlyCollection<long> conversationIds, CancellationToken cancel)
    {
        foreach (var record in await ConversationRecord.OpenManyAsync(db, levels, conversationIds, Add, cancel))
        {
            _records[record.Conversation.Id] = record;
        }
    }

    /// <summary>Opens the conversation once for the whole batch; null when there is none.</summary>
    public async Task<ConversationRecord?> OpenAsync(long conversationId, CancellationToken cancel)
    {
        if (!_records.TryGetValue(conversationId, out var record))
        {
            record = await ConversationRecord.OpenAsync(db, levels, conversationId, cancel, Add);
            if (record is not null)
            {
                _records[conversationId] = record;
            }
        }

        return record;
    }

    public async Task<ConversationRecord> BeginAsync(Conversation conversation, string? customerGroup, CancellationToken cancel)
    {
        var record = await ConversationRecord.BeginAsync(db, levels, conversation, customerGroup, cancel, Add);
        _records[conversation.Id] = record;
        return record;
    }

    /// <summary>
    /// Puts a mail that came into its conversation: it is our turn again, and the clocks know it. An automatic one is
    /// only shown.
    /// </summary>
    public async Task ReceiveAsync(ConversationRecord record, Message message, IEnumerable<MessageAttachment> attachments, string snippet, string searchWords, CancellationToken cancel)
    {
        var conversation = record.Conversation;
        _messages.Add(message);
        _attachments.AddRange(attachments);
        _searchRows.Add((message.Id, searchWords));
        record.Happened(message.IsAutomatic ? EventKind.AutomaticMailCame : EventKind.CustomerWrote, message.At, messageId: message.Id);
        if (message.IsAutomatic)
        {
            return;
        }

        var wasOpen = conversation.Status == ConversationStatus.Open;
        if (conversation.Status is ConversationStatus.Waiting or ConversationStatus.Resolved)
        {
            conversation.Status = ConversationStatus.Open;
        }

        conversation.LastMessageAt = message.At > conversation.LastMessageAt ? message.At : conversation.LastMessageAt;
        conversation.Snippet = snippet;
        await record.SettleAfterCustomerAsync(now, wasOpen, cancel);
    }

    public void Add(object row)
    {
        switch (row)
        {
            case Customer customer:
                _customers.Add(customer);
                break;
            case CustomerAddress address:
                _addresses.Add(address);
                break;
            case Conversation conversation:
                _conversations.Add(conversation);
                break;
            case ConversationEvent happened:
                _events.Add(happened);
                break;
            case Promise promise:
                _promises.Add(promise);
                break;
            case OutgoingMail mail:
                _outgoing.Add(mail);
                break;
            default:
                _others.Add(row);
                break;
        }
    }

    /// <summary>How many receipts to this address are among the rows already.</summary>
    public int ReceiptsTo(long brandId, string address) =>
        _outgoing.Count(o => o.BrandId == brandId && o.Kind == OutgoingKind.Receipt && o.EnvelopeTo == address);

    /// <summary>Writes the rows in the transaction under way; changes of tracked rows go out with the context's own save.</summary>
    public async Task SaveAsync(CancellationToken cancel)
    {
        await db.InsertManyAsync(_contents, cancel);
        await db.InsertManyAsync(_pieces, cancel);
        await db.InsertManyAsync(_customers, cancel);
        await db.InsertManyAsync(_addresses, cancel);
        await db.InsertManyAsync(_conversations, cancel);
        await db.InsertManyAsync(_messages, cancel);
        await db.InsertManyAsync(_attachments, cancel);
        await db.InsertManyAsync(_events, cancel);
        await db.InsertManyAsync(_promises, cancel);
        await db.InsertManyAsync(_outgoing, cancel);
        await SearchRows.InsertAsync(db, _searchRows, cancel);

        // Few, and of rooms that this one does not know: they go out with the context's own save.
        db.AddRange(_others);
    }

    public ValueTask DisposeAsync() => _numbers.DisposeAsync();

    private static DbTransaction Transaction(SvarDb db) =>
        db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("a batch is written within a transaction");
}
