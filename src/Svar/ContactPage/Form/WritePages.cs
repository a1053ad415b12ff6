using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Svar.Accounts.SigningIn;
using Svar.Brands;
using Svar.Data;
using Svar.Letters;
using Svar.Mail.Headers;
using Svar.Mailboxes.Receiving;
using Svar.Reports;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.ContactPage.Form;

/// <summary>Writing to a brand: the form, what becomes of it, and the page after sending.</summary>
internal sealed class WritePages(
    ContactFactsDirectory facts,
    FormTokens formTokens,
    SentTokens sentTokens,
    SendLetter send,
    SentLetters letters,
    PostPace pace,
    SpoolFolder spool,
    IStringLocalizer<ContactPageTexts> texts,
    TimeProvider time,
    ILogger<WritePages> log)
{
    private static readonly TimeSpan _numberWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);

    public async Task<IResult> ShowFormAsync(HttpContext context, RequestBrand request, CancellationToken cancel)
    {
        var known = await facts.OfAsync(request.Brand.Id, cancel);
        if (known.Mailbox is null)
        {
            return TypedResults.NotFound();
        }

        // Not 'no-store': a browser that goes back to the form shall still hold what was written, and the same token.
        context.Response.Headers.CacheControl = "private, no-cache";
        return Form(request, known, new WriteValues(), [], StatusCodes.Status200OK);
    }

    public async Task<IResult> PostAsync(HttpContext context, RequestBrand request, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        var wait = pace.Take(AccountLimits.Place(context.Connection.RemoteIpAddress));
        if (wait is { } w && w > TimeSpan.Zero)
        {
            await Task.Delay(w, time, cancel);
        }

        try
        {
            await using var form = await PostedForm.ReadAsync(context.Request, spool.Path, cancel);
            var result = await SendAsync(request, form, isTooFast: wait is null, cancel);
            if (wait is null)
            {
                context.Response.Headers.RetryAfter = "60";
            }

            return result;
        }
        catch (BadHttpRequestException e)
        {
            log.LogInformation("A contact form was refused with {Status}: {Why}", e.StatusCode, e.Message);
            return TypedResults.StatusCode(e.StatusCode);
        }
    }

    /// <summary>The same however often it is loaded. Waits a moment for the reference, which Intake gives.</summary>
    public async Task<IResult> ShowSentAsync(HttpContext context, RequestBrand request, string? letter, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (sentTokens.Read(letter, request.Brand.Id) is not { } sent)
        {
            return TypedResults.NotFound();
        }

        var now = time.UtcNow();
        var found = await FindAsync(sent, now - sent.SentAt < TimeSpan.FromMinutes(1) ? _numberWithin : TimeSpan.Zero, cancel);
        var model = new SentModel(
            request.Look,
            now,
            ContactPageOfBrand.Zone(request.Brand),
            found?.Number,
            found is null ? sent.DueAt : found.DueAt,
            sent.Email,
            HasReceipt: found?.HasReceipt ?? true);
        return WebRoom.Page<SentView>(new { Model = model });
    }

    private async Task<IResult> SendAsync(RequestBrand request, PostedForm form, bool isTooFast, CancellationToken cancel)
    {
        var brand = request.Brand;
        var values = WriteRules.Tidy(form.Values);
        var token = formTokens.Read(form[WriteField.FormToken], brand.Id);
        ContactFacts? known = null;
        try
        {
            known = await facts.OfAsync(brand.Id, cancel);
            if (known.Mailbox is null)
            {
                return TypedResults.NotFound();
            }

            IResult Again(int status, List<FieldError> errors) => Form(request, known, values, errors, status, token is null ? null : form[WriteField.FormToken]);

            var errors = WriteRules.Check(values, form, known.Mailbox.Address, texts);
            if (isTooFast)
            {
                return Again(StatusCodes.Status429TooManyRequests, [new FieldError(WriteField.FormToken, texts["Error.TooFast"])]);
            }

            if (errors.Count == 0 && (token is null || !string.IsNullOrEmpty(form[WriteField.Trap])))
            {
                errors.Add(new FieldError(WriteField.FormToken, texts[token is null ? "Error.OldForm" : "Error.Trap"]));
            }

            if (errors.Count > 0)
            {
                if (form.Files.Count > 0 && !errors.Exists(e => e.Field == WriteField.Files))
                {
                    // A browser gives no file twice.
                    errors.Add(new FieldError(WriteField.Files, texts["Error.FilesAgain"]));
                }

                return Again(StatusCodes.Status422UnprocessableEntity, errors);
            }

            var receipt = await send.HandleAsync(brand, known.Mailbox, token!, values, form.Files, cancel);
            var now = time.UtcNow();
            var sealedSent = sentTokens.Seal(new SentToken(brand.Id, receipt.Id, values.Email!, now, PromiseOfNewMail.DueAt(known.Levels, now)));
            return new SeeOther($"{request.BasePath}/sent?letter={sealedSent}");
        }
        catch (UnwritableMailException)
        {
            return Form(request, known, values, [new FieldError(WriteField.Email, texts["Error.BadEmail"])], StatusCodes.Status422UnprocessableEntity, form[WriteField.FormToken]);
        }
        catch (Exception e) when (ReceiveMail.IsForLater(e))
        {
            log.LogError(e, "A letter could not be kept; its writer has been told, and still has the text");
            return Form(
                request,
                known,
                values,
                [new FieldError(WriteField.FormToken, texts[form.Files.Count > 0 ? "Error.NotKeptFiles" : "Error.NotKept"])],
                StatusCodes.Status503ServiceUnavailable,
                token is null ? null : form[WriteField.FormToken]);
        }
    }

    private RazorComponentResult<WriteView> Form(RequestBrand request, ContactFacts? known, WriteValues values, IReadOnlyList<FieldError> errors, int status, string? token = null)
    {
        var (brand, now) = (request.Brand, time.UtcNow());
        var phones = ContactPageOfBrand.Phones(brand);
        var model = new WriteModel(
            request.Look,
            now,
            ContactPageOfBrand.Zone(brand),
            request.BasePath + "/write",
            token ?? formTokens.Issue(brand.Id).Sealed,
            values,
            errors,
            known is null ? null : PromiseOfNewMail.DueAt(known.Levels, now),
            phones is [var first, ..] ? first : null,
            known is null ? null : ContactPageOfBrand.Opening(known, now),
            PostedForm.MostFileMegabytes,
            known is null ? null : MailHours.Of(known.Levels, now));
        return WebRoom.Page<WriteView>(new { Model = model }, status);
    }

    private async Task<SentLetter?> FindAsync(SentToken sent, TimeSpan within, CancellationToken cancel)
    {
        try
        {
            var begun = time.GetTimestamp();
            while (true)
            {
                var found = await letters.FindAsync(sent.BrandId, sent.ReceivedMailId, cancel);
                if (found is not null || time.GetElapsedTime(begun) >= within)
                {
                    return found;
                }

                await Task.Delay(_lookEvery, time, cancel);
            }
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            log.LogWarning(e, "The reference of a letter could not be looked up; it comes with the receipt");
            return null;
        }
    }

    /// <summary>RFC 9110 §15.4.4: the answer to a form is another page, which may be loaded again.</summary>
    private sealed class SeeOther(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
