using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Queues;

namespace Svar.Desk.Threads;

/// <summary>Reads what is known of the customer of a conversation.</summary>
internal sealed class CustomerReader(IStringLocalizer<DeskTexts> texts)
{
    private const int MostEarlier = 8;

    public async Task<CustomerPanelModel> ReadAsync(SvarDb db, Conversations.ConversationView view, ListAddress at, CancellationToken cancel)
    {
        var customer = view.Customer;
        var others = await db.Set<Conversation>().AsNoTracking()
            .Where(c => c.CustomerId == customer.Id && c.Id != view.Conversation.Id)
            .OrderByDescending(c => c.LastMessageAt).Take(MostEarlier).ToListAsync(cancel);
        return new CustomerPanelModel(
            customer.Name,
            view.CustomerAddresses.FirstOrDefault(""),
            customer.CreatedAt,
            Facts(view),
            [.. others.Select(c => Earlier(c, Conversation.Reference(view.Brand.NumberPrefix, c.Number), at))]);
    }

    private static EarlierConversation Earlier(Conversation conversation, string reference, ListAddress at) => new(
        reference,
        conversation.Subject.Length > 0 ? conversation.Subject : null,
        conversation.LastMessageAt,
        conversation.Status.ToString().ToLowerInvariant(),
        at.Conversation(reference));

    private List<PanelFact> Facts(Conversations.ConversationView view)
    {
        var facts = new List<PanelFact>();
        facts.AddRange(view.CustomerAddresses.Skip(1).Select(a => new PanelFact(texts["Customer.Address"], a, "mailto:" + a)));
        if (view.Customer.Phone is { Length: > 0 } phone)
        {
            var dialled = string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+'));
            facts.Add(new PanelFact(texts["Customer.Phone"], phone, dialled.Length > 0 ? "tel:" + dialled : null));
        }

        if (view.Customer.Group is { Length: > 0 } group)
        {
            facts.Add(new PanelFact(texts["Customer.Group"], group));
        }

        if (Language(view.Conversation.Language) is { } language)
        {
            facts.Add(new PanelFact(texts["Customer.Language"], language));
        }

        return facts;
    }

    // The reader's own language goes without saying.
    private static string? Language(string code) =>
        code == "und" || code == Svar.Web.LanguageChoice.Current ? null : CultureInfo.GetCultureInfo(code).DisplayName;
}
