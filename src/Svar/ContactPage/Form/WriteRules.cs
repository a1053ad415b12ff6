using Microsoft.Extensions.Localization;
using Svar.Mail.Addresses;
using Svar.Web.Controls;

namespace Svar.ContactPage.Form;

/// <summary>What a letter needs: words, and an address to answer to. Everything else helps and is not demanded.</summary>
internal static class WriteRules
{
    public const int LongestMessage = 20_000;
    public const int LongestName = 200;
    public const int LongestOrder = 40;

    /// <summary>RFC 5321 §4.5.3.1.3 leaves 254 characters for an address.</summary>
    public const int LongestEmail = 254;

    private static readonly string[] _kinds = ["question", "complaint", "compliment", "suggestion"];

    /// <summary>The values without white space at their ends, line ends as one character, and no kind that the form does not offer.</summary>
    public static WriteValues Tidy(WriteValues values) => new(
        OneLine(values.Name),
        OneLine(values.Email),
        OneLine(values.Order),
        Array.Find(_kinds, k => k == values.About),
        values.Message?.ReplaceLineEndings("\n").Trim('\n').TrimEnd());

    /// <summary>What is wrong, in the order of the fields on the page.</summary>
    /// <param name="values">Tidy ones.</param>
    /// <param name="form">The form with its files.</param>
    /// <param name="ownAddress">Of the brand's mailbox: a letter from it would be a loop.</param>
    /// <param name="texts">In the language of the reader.</param>
    public static List<FieldError> Check(WriteValues values, PostedForm form, string? ownAddress, IStringLocalizer<ContactPageTexts> texts)
    {
        var errors = new List<FieldError>();
        void Wrong(string field, string text, params object[] arguments) => errors.Add(new FieldError(field, texts[text, arguments]));

        if (string.IsNullOrWhiteSpace(values.Message))
        {
            Wrong(WriteField.Message, "Error.NoMessage");
        }
        else if (values.Message.Length > LongestMessage)
        {
            Wrong(WriteField.Message, "Error.LongMessage", values.Message.Length, LongestMessage);
        }

        if (values.Order?.Length > LongestOrder)
        {
            Wrong(WriteField.Order, "Error.LongOrder", LongestOrder);
        }

        if (form.HasTooLargeFiles)
        {
            Wrong(WriteField.Files, "Error.LargeFiles", PostedForm.MostFileMegabytes);
        }
        else if (form.HasTooManyFiles)
        {
            Wrong(WriteField.Files, "Error.ManyFiles", PostedForm.MostFiles);
        }

        if (string.IsNullOrEmpty(values.Name))
        {
            Wrong(WriteField.Name, "Error.NoName");
        }
        else if (values.Name.Length > LongestName)
        {
            Wrong(WriteField.Name, "Error.LongName", LongestName);
        }

        if (string.IsNullOrEmpty(values.Email))
        {
            Wrong(WriteField.Email, "Error.NoEmail");
        }
        else if (!CanBeAnswered(values.Email))
        {
            Wrong(WriteField.Email, "Error.BadEmail");
        }
        else if (ownAddress is not null && new MailAddress(values.Email).IsSameMailbox(new MailAddress(ownAddress)))
        {
            Wrong(WriteField.Email, "Error.OwnEmail");
        }

        return errors;
    }

    private static bool CanBeAnswered(string email) =>
        email.Length <= LongestEmail && new MailAddress(email) is { IsUsable: true } address
        && address.Domain.IndexOf('.', StringComparison.Ordinal) > 0 && !address.Domain.EndsWith('.')
        && MailAddress.TryParse(address.AsciiAddress, out var read) && read.IsSameMailbox(address);

    private static string? OneLine(string? text) => text?.ReplaceLineEndings(" ").Trim();
}
