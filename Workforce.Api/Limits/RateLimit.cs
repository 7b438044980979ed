namespace Workforce.Api.Limits;

/// <summary>How often one person may do one thing. A window begins with its first request.</summary>
internal sealed record RateLimit(string Name, int Permits, TimeSpan Window)
{
    public static readonly RateLimit Pull = PerMinute("employee-pull", 100);
    public static readonly RateLimit Complete = PerMinute("employee-complete", 100);
    public static readonly RateLimit Fail = PerMinute("employee-fail", 100);
    public static readonly RateLimit Dispatch = PerMinute("employee-dispatch", 200);
    public static readonly RateLimit Ignore = PerMinute("tag-rule-suggestions-ignore", 50);

    /// <summary>Each is an SMS that somebody pays for, to a number that may be a stranger's.</summary>
    public static readonly RateLimit PhoneCode = PerMinute("phone-code", 5);
    public static readonly RateLimit ChannelTest = PerMinute("channel-test", 5);

    /// <summary>Everything a person does together. Wide enough for a year of statements dropped at once, too narrow for a runaway loop.</summary>
    public static readonly RateLimit Everything = PerMinute("everything", 6_000);

    /// <summary>Tries for one e-mail address from one address, whether such a person exists or not.</summary>
    public static readonly RateLimit SignIn = PerMinute("sign-in", 10);

    /// <summary>Tries from one address. The web server signs everybody in from its own.</summary>
    public static readonly RateLimit SignInFromAddress = PerMinute("sign-in-address", 120);

    private static RateLimit PerMinute(string name, int permits) => new(name, permits, TimeSpan.FromSeconds(60));
}
