using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Workforce.Web.Identity;

/// <summary>Everything that decides who a request is from.</summary>
internal static class Sessions
{
    public const string SignInLimit = "sign-in";

    public static WebApplicationBuilder AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionTokens>();
        builder.Services.AddScoped<CurrentSession>();
        builder.Services.AddScoped<SignInDoor>();
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(SessionCookie.Scheme).AddCookie(Cookie);
        builder.Services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-TOKEN";
            options.Cookie.Name = "workforce.form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        var perMinute = builder.Configuration.GetValue("SignIn:PerMinute", 10);
        builder.Services.AddRateLimiter(options => Limit(options, perMinute));
        if (builder.Configuration["DataProtection:KeysFolder"] is { Length: > 0 } folder)
            builder.Services.AddDataProtection().SetApplicationName("Workforce.Web").PersistKeysToFileSystem(new DirectoryInfo(folder));
        return builder;
    }

    public static void UseSessions(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CurrentSession>().Use(context.User);
            return next(context);
        });
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    public static void MapSessions(this WebApplication app)
    {
        // A form post with the anti-forgery token, so that no other site can sign a person out.
        app.MapPost("/sign-out", async Task<Results<RedirectHttpResult, BadRequest>> (HttpContext context, IAntiforgery forgery, SignInDoor door) =>
        {
            if (!await forgery.IsRequestValidAsync(context))
                return TypedResults.BadRequest();
            await door.LeaveAsync(context);
            return TypedResults.LocalRedirect("/sign-in");
        });

        // A long-lived circuit asks for this after it refreshed its tokens: answering writes them into the cookie.
        app.MapGet("/session", () => TypedResults.NoContent()).RequireAuthorization();
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "workforce.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/not-found";
        options.ReturnUrlParameter = "from";
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.EventsType = typeof(SessionCookie);
    }

    /// <summary>Counts posts of the sign-in form per address: reading the page is free, guessing passwords is not.</summary>
    private static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options, int perMinute)
    {
        options.AddPolicy(SignInLimit, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 60;
            rejected.HttpContext.Response.Headers.RetryAfter = $"{wait}";
            rejected.HttpContext.Response.Redirect($"/sign-in?wait={wait}");
            return ValueTask.CompletedTask;
        };
    }
}
