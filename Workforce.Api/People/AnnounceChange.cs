using Workforce.Core.Data;
using Workforce.Core.People;
using Workforce.Jobs;

namespace Workforce.Api.People;

/// <summary>Tells those who look at the People pages that something there was changed: after every request of the department that changes things and succeeded, so that no endpoint forgets it.</summary>
internal sealed class AnnounceChange(Announcer announcer) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (!HttpMethods.IsGet(context.HttpContext.Request.Method) && StatusOf(result) is null or >= 200 and < 300)
        {
            announcer.Announce(context.HttpContext.RequestServices.GetRequiredService<TenantScope>().Required, PeopleSubject.Name);
        }

        return result;
    }

    private static int? StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult status => status.StatusCode,
        _ => null,
    };
}
