using Svar.Conversations.Answers;

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
        .AddSingleton<AddNote>()
        .AddSingleton<ChangeConversation>()
        .AddSingleton<StartConversation>()
        .AddSingleton<SendOutbox>()
        .AddHostedService(services => services.GetRequiredService<SendOutbox>());

    public static void MapConversations(this IEndpointRouteBuilder endpoints) => ArgumentNullException.ThrowIfNull(endpoints);
}
