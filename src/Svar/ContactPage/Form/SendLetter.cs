using System.Globalization;
using Microsoft.Extensions.Localization;
using Svar.Brands;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.ContactPage.Form;

/// <summary>A form that was filled in becomes a received mail, by the one door; the same form twice is one.</summary>
internal sealed class SendLetter(ReceiveMail receive, SpoolFolder spool, MailHost host, IStringLocalizer<ContactPageTexts> texts, TimeProvider time) : IDisposable
{
    /// <summary>Letters with files that are composed at once: each takes up to 50 MB meanwhile.</summary>
    private readonly SemaphoreSlim _withFiles = new(4);

    /// <summary>The row of the ledger. Throws what the database throws when it cannot write; then nothing was kept.</summary>
    /// <param name="brand">Whose form it is.</param>
    /// <param name="mailbox">Whom the letter is to.</param>
    /// <param name="token">Of the form.</param>
    /// <param name="values">Checked.</param>
    /// <param name="files">What came with it.</param>
    /// <param name="cancel">Gives up before the letter is handed over; from then on it is kept whatever becomes of the connection.</param>
    public async Task<Receipt> HandleAsync(Brand brand, Mailbox mailbox, FormToken token, WriteValues values, IReadOnlyList<PostedFile> files, CancellationToken cancel)
    {
        if (files.Count == 0)
        {
            return await SendAsync(brand, mailbox, token, values, [], cancel);
        }

        await _withFiles.WaitAsync(cancel);
        try
        {
            var read = new List<OutgoingFile>(files.Count);
            foreach (var file in files)
            {
                var bytes = await file.ReadAsync(cancel);
                var type = FileType.Of(bytes.AsSpan(0, Math.Min(bytes.Length, FileType.Looked)), file.Name);
                read.Add(new OutgoingFile(SafeFileName.Make(file.Name, type), type, bytes));
            }

            return await SendAsync(brand, mailbox, token, values, read, cancel);
        }
        finally
        {
            _withFiles.Release();
        }
    }

    public void Dispose() => _withFiles.Dispose();

    private async Task<Receipt> SendAsync(Brand brand, Mailbox mailbox, FormToken token, WriteValues values, IReadOnlyList<OutgoingFile> files, CancellationToken cancel)
    {
        var letter = FormLetter.Compose(mailbox, token, ContactPageOfBrand.Zone(brand), values, files, texts);
        using var bytes = await ContentSpool.OfAsync(letter, spool.Path, cancel);
        var arrival = new Arrival([new ArrivalRecipient(brand.Id, mailbox.Id, mailbox.Address)], bytes, MailSource.Form, values.Email, Trace());
        var receipts = await receive.HandleAsync(arrival, CancellationToken.None);
        return receipts[0];
    }

    // RFC 5321 §4.4, without the writer's network address: nothing needs it.
    private string Trace() =>
        $"Received: by {host.Name} with HTTP; {time.GetUtcNow().ToString("ddd, d MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}\r\n";
}
