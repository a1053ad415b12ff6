using Microsoft.AspNetCore.Authorization;

namespace Svar.Accounts.Asking;

/// <summary>
/// What an endpoint lets people do. Every endpoint carries this or <see cref="PublicAttribute"/>; one with neither is
/// closed to all. It lets in who may do the act in at least one brand: whether they may do it to the row at hand is
/// for the use case to ask (<see cref="Asker.May"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequireActAttribute(Act act) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Act Act => act;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Open to everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PublicAttribute : Attribute, IAllowAnonymous;

internal static class EndpointMarks
{
    public static TBuilder RequireAct<TBuilder>(this TBuilder builder, Act act)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new RequireActAttribute(act)));
        return builder;
    }

    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new PublicAttribute()));
        return builder;
    }
}

/// <summary>Answers <see cref="RequireActAttribute"/> from the asker of the request.</summary>
internal sealed class ActHandler : AuthorizationHandler<RequireActAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequireActAttribute requirement)
    {
        if (context.Resource is HttpContext request && request.AskerOf().MaySomewhere(requirement.Act))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
