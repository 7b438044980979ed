namespace Workforce.Jobs.Gates;

/// <summary>What a limit holds for each of apart. Nobody names them one by one: whichever turn up are limited.</summary>
/// <param name="Tenant">Each tenant. With <paramref name="Of"/>: each queue, kind or key of each tenant.</param>
/// <param name="Of">Each queue, kind or key; null: not by that.</param>
/// <param name="Prefix">How the keys begin; empty: each key there is.</param>
public sealed record LimitEach(bool Tenant = false, ScopeOf? Of = null, string Prefix = "")
{
    /// <summary>For people: <c>each key customer:… of each tenant</c>.</summary>
    public override string ToString() => (Of, Tenant) switch
    {
        (null, _) => "each tenant",
        ({ } of, false) => Each(of),
        ({ } of, true) => $"{Each(of)} of each tenant",
    };

    private string Each(ScopeOf of) => $"each {of.ToString().ToLowerInvariant()}{(Prefix.Length > 0 ? $" {Prefix}…" : "")}";
}
