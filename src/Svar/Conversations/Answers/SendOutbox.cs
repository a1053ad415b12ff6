using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Conversations.Answers;

/// <summary>
/// Sends what is due in the outbox and writes the server's answer on the row and into the thread: an accepted answer
/// meets its clocks, a refused one opens the conversation again. Runs on every node; the claim keeps them apart.
/// </summary>
internal sealed class SendOutbox(
    SvarDatabase database, Outbox outbox, IMailTransport transport, ServiceLevelDirectory levels, Nudges nudges, Opening opening, TimeProvider time, ILogger<SendOutbox> log)
    : BackgroundService
{
    public const int MostAtOnce = 20;
    private const int MostTries = 60;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _lookAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _restAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Sends what is due now; how many were tried.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var due = await outbox.ClaimAsync(MostAtOnce, cancel);
        for (var i = 0; i < due.Count; i++)
        {
            if (cancel.IsCancellationRequested)
            {
                await outbox.ReleaseAsync(due.Skip(i), CancellationToken.None);
                cancel.ThrowIfCancellationRequested();
            }

            if (await outbox.RenewAsync(due[i], CancellationToken.None))
            {
                // The server has answered: that must be written down, also while the program is stopping.
                await SettleAsync(due[i], await TryAsync(due[i], cancel), CancellationToken.None);
            }
        }

        return due.Count;
    }

    /// <summary>Never fails: one mail that cannot be sent, for whatever reason, must not hold up those behind it.</summary>
    private async Task<SendResult> TryAsync(OutgoingMail mail, CancellationToken cancel)
    {
        // A server that has been sent the whole mail is given time to answer: else nobody knows whether it has it, and it would go out again.
        using var patient = new CancellationTokenSource();
        using var stopping = cancel.UnsafeRegister(_ => patient.CancelAfter(_patience), null);
        using var done = new CancellationTokenSource();
        var claim = KeepClaimAsync(mail, patient, done.Token);
        try
        {
            return await outbox.RawAsync(mail, cancel) is { } raw
                ? await transport.SendAsync(mail.EnvelopeFrom, mail.Recipients(), raw, patient.Token)
                : new SendResult(SendOutcome.Refused, "Its text is no longer kept.");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.TryAgain, "Svar was stopped while it was being sent.");
        }
        catch (Exception e)
        {
            log.LogError(e, "Mail {Id} could not be tried", mail.Id);
            return new SendResult(SendOutcome.TryAgain, e.Message);
        }
        finally
        {
            await done.CancelAsync();
            await claim;
        }
    }

    /// <summary>Until the mail is sent; a claim that is lost ends the sending.</summary>
    private async Task KeepClaimAsync(OutgoingMail mail, CancellationTokenSource sending, CancellationToken done)
    {
        try
        {
            if (!await outbox.KeepAsync(mail, done))
            {
                log.LogWarning("Mail {Id} is given up in mid-dialogue: its claim was lost, and another node may be sending it", mail.Id);
                await sending.CancelAsync();
            }
        }
        catch (Exception e) when (!done.IsCancellationRequested)
        {
            // Without its claim another node may begin to send it.
            log.LogError(e, "The claim on mail {Id} could not be renewed: it is given up for now", mail.Id);
            await sending.CancelAsync();
        }
        catch (Exception e)
        {
            log.LogError(e, "The claim on mail {Id} could not be renewed", mail.Id);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        BrandScope.Enter(BrandScope.All);
        await opening.WaitAsync(stoppingToken);
        using var nudged = nudges.Subscribe(NudgeTopic.Outbox);
        var isFirst = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (isFirst)
                {
                    await outbox.ReleaseDeadAsync(stoppingToken);
                    isFirst = false;
                }

                if (transport.Unready is { } why)
                {
                    await outbox.TellWaitingAsync(why, stoppingToken);
                    await Task.Delay(_lookAgainAfter, time, stoppingToken);
                }
                else if (await RunOnceAsync(stoppingToken) == 0)
                {
                    await nudged.WaitAsync(await RestAsync(stoppingToken), time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Sending stopped and is begun again; what was claimed is settled when its claim ends");
                await Task.Delay(_restAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<TimeSpan> RestAsync(CancellationToken cancel)
    {
        var rest = await outbox.NextDueAsync(cancel) - time.UtcNow();
        return rest is null || rest > _lookAgainAfter ? _lookAgainAfter : rest.Value < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : rest.Value;
    }

    private async Task SettleAsync(OutgoingMail sent, SendResult result, CancellationToken cancel)
    {
        var changed = await WriteDownAsync(sent, result, cancel);
        if (changed is { ConversationId: { } conversation, BrandId: { } brand })
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversation));
        }

        if (result.Outcome != SendOutcome.Accepted)
        {
            log.LogWarning("Mail {Id} was not sent, attempt {Attempt}: {Answer}", sent.Id, sent.Attempts + 1, result.Answer);
        }
    }

    /// <summary>A database that cannot write now is waited for: a mail that went out and is not written down would go out again.</summary>
    private async Task<OutgoingMail?> WriteDownAsync(OutgoingMail sent, SendResult result, CancellationToken cancel)
    {
        var isForThread = true;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(
                    async db =>
                    {
                        var mail = await outbox.SettleAsync(db, sent.Id, result, cancel);
                        if (isForThread && mail is { ConversationId: { } conversationId } && (mail.State != OutgoingState.Waiting || mail.SentAt is not null))
                        {
                            await TellThreadAsync(db, mail, conversationId, isKnown: sent.SentAt is not null, cancel);
                        }

                        return mail;
                    },
                    cancel);
            }
            catch (Exception e) when (Writing.IsUnavailable(e) && attempt < MostTries)
            {
                log.LogError(e, "What became of mail {Id} ({Answer}) cannot be written down now; it is tried again", sent.Id, result.Answer);
                await Task.Delay(_restAfterFailure, time, cancel);
            }
            catch (Exception e) when (isForThread && !Writing.IsUnavailable(e))
            {
                // Its row at least must say that it went: else it would go again when its claim ends.
                log.LogError(e, "What became of mail {Id} ({Answer}) stands in the outbox and could not be put into its thread", sent.Id, result.Answer);
                isForThread = false;
            }
        }
    }

    /// <param name="isKnown">The thread was told before that it was sent; since then it went to others.</param>
    private async Task TellThreadAsync(SvarDb db, OutgoingMail mail, long conversationId, bool isKnown, CancellationToken cancel)
    {
        var now = time.UtcNow();
        if (isKnown)
        {
            await db.Set<Message>().Where(m => m.Id == mail.MessageId).ExecuteUpdateAsync(set => set.SetProperty(m => m.DeliveryAnswer, mail.LastAnswer), cancel);
            return;
        }

        if (mail.MessageId is not { } messageId)
        {
            if (mail is { SentAt: not null, BrandId: { } brandId })
            {
                // History only, no clock hears it: the conversation need not be opened.
                db.Add(new ConversationEvent { Id = db.NextKey(), BrandId = brandId, ConversationId = conversationId, At = now, Kind = EventKind.ReceiptSent });
            }

            return;
        }

        if (await ConversationRecord.OpenAsync(db, levels, conversationId, cancel) is not { } record)
        {
            return;
        }

        var message = await db.Set<Message>().FirstAsync(m => m.Id == messageId, cancel);
        message.DeliveryAnswer = mail.LastAnswer;
        if (mail.SentAt is not null)
        {
            message.Delivery = Delivery.Sent;
            record.Happened(EventKind.Answered, now, message.StaffId, messageId);
            // A customer who wrote meanwhile has made it our turn again.
            if (message.Then != AfterAnswer.StaysOpen && record.Conversation.Status != ConversationStatus.Open)
            {
                record.Happened(message.Then == AfterAnswer.Resolve ? EventKind.Resolved : EventKind.SetWaiting, now, message.StaffId, messageId);
            }
        }
        else
        {
            message.Delivery = Delivery.Refused;
            record.Happened(EventKind.AnswerFailed, now, messageId: messageId, detail: mail.LastAnswer);
            if (record.Conversation.Status != ConversationStatus.Spam)
            {
                record.Conversation.Status = ConversationStatus.Open;
            }
        }

        record.Settle(now);
    }
}
