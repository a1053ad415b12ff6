using Svar.Data.Secrets;

namespace Svar.Desk.Settings.Addresses;

/// <summary>
/// Carries a password from one showing of the form to the next, so that trying and saving take one typing. It travels encrypted, and opens for no
/// other server, user or certificate than it was typed for.
/// </summary>
internal sealed class TypedPasswords(SecretBox secrets)
{
    public ImapForm Seal(ImapForm form) => form with { Kept = form.Password.Length > 0 ? secrets.Protect(PurposeOf(form), form.Password) : "" };

    /// <summary>What was typed now goes before what was kept.</summary>
    public ImapForm Unseal(ImapForm form)
    {
        if (form.Password.Length > 0 || form.Kept.Length == 0)
        {
            return form;
        }

        try
        {
            return form with { Password = secrets.Unprotect(PurposeOf(form), form.Kept) };
        }
        catch (SecretUnreadableException)
        {
            return form; // for another server: it is asked for
        }
    }

    private static string PurposeOf(ImapForm form) =>
        string.Join('\n', "typed imap password", form.Host.Trim(), form.Port.Trim(), form.Security, form.User.Trim(), form.Pin.Trim());
}
