using Svar.Cluster;
using Svar.Conversations.Answers;
using Svar.Conversations.Api;
using Svar.Web.Api;

namespace Svar.Conversations;

/// <summary>The centre of the house: what customers and staff write to each other, and what is promised.</summary>
internal static class ConversationsRoom
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<ConversationList>()
        .AddSingleton<ConversationReader>()
        .AddSingleton<MessageContents>()
        .AddSingleton<ReplyToConversation>()
        .AddSingleton<UndoReply>()
        .AddSingleton<UndoStatus>()
        .AddSingleton<AddNote>()
        .AddSingleton<ChangeConversation>()
        .AddSingleton<StartConversation>()
        .AddSingleton<ShowConversations>()
        .AddSingleton<IFigures, ConversationFigures>()
        .AddSingleton<IDuty, RecountPromises>()
        .AddSingleton<SendOutbox>()
        .AddHostedService(services => services.GetRequiredService<SendOutbox>());

    public static void MapConversations(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapApi("/conversations", "Conversations");
        ReadConversations.Map(group);
        WriteConversations.Map(group);
        OutboxApi.Map(endpoints);
    }
}
