using System.Globalization;
using Svar.Data;
using Svar.Web;

namespace Svar.Accounts.Links;

/// <summary>The mails of this room, in the language of who gets them.</summary>
internal static class AccountMails
{
    public static Task SendInvitationAsync(IAccountMail mail, SvarDb db, Staff staff, string invitedBy, string link, CancellationToken cancel)
    {
        var culture = LanguageChoice.Culture(staff.Language);
        return mail.SendAsync(
            db, staff.Email!, staff.DisplayName, staff.Language,
            Text("Mail.Invitation.Subject", culture, invitedBy),
            Text("Mail.Invitation.Text", culture, staff.DisplayName, invitedBy, link, AccountLink.Lifetime(LinkKind.Invitation).Days),
            cancel);
    }

    public static Task SendRolesAsync(IAccountMail mail, SvarDb db, Staff staff, string givenBy, string desk, CancellationToken cancel)
    {
        var culture = LanguageChoice.Culture(staff.Language);
        return mail.SendAsync(
            db, staff.Email!, staff.DisplayName, staff.Language,
            Text("Mail.Roles.Subject", culture),
            Text("Mail.Roles.Text", culture, staff.DisplayName, givenBy, desk),
            cancel);
    }

    public static Task SendResetAsync(IAccountMail mail, SvarDb db, Staff staff, string link, CancellationToken cancel)
    {
        var culture = LanguageChoice.Culture(staff.Language);
        return mail.SendAsync(
            db, staff.Email!, staff.DisplayName, staff.Language,
            Text("Mail.Reset.Subject", culture),
            Text("Mail.Reset.Text", culture, staff.DisplayName, link, (int)AccountLink.Lifetime(LinkKind.Reset).TotalMinutes),
            cancel);
    }

    private static string Text(string name, CultureInfo culture, params object[] arguments) =>
        string.Format(culture, AccountsTexts.Get(name, culture), arguments);
}
