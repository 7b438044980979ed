using Microsoft.AspNetCore.Http.HttpResults;
using Workforce.Api.Wire;
using Workforce.Contracts.Employees;
using Workforce.Jobs.Gates;

namespace Workforce.Api.Jobs;

/// <summary>Which of a company's jobs a pause or a limit is about, as the wire names them.</summary>
internal static class GateScope
{
    public static ValidationProblem? Of(string scope, string name, Guid tenant, out JobScope? which)
    {
        which = null;
        // A slip of the pen would hold up nothing, and nobody would know.
        if (scope is "queue" or "kind" && !EmployeeNames.All.Contains(name.Split('.')[0]))
        {
            return Problems.Field("name", $"must {(scope == "kind" ? "begin with" : "be")} one of {string.Join(", ", EmployeeNames.All)}");
        }

        try
        {
            which = (scope, name) switch
            {
                ("all", "") => JobScope.All(tenant),
                ("queue", _) => JobScope.Queue(name, tenant),
                ("kind", _) => JobScope.Kind(name, tenant),
                ("key", _) => JobScope.Key(name, tenant),
                _ => null,
            };
        }
        catch (ArgumentException refused)
        {
            return Problems.Field("name", refused.Message);
        }

        return (which, scope) switch
        {
            (null, "all") => Problems.Field("name", "must be empty where the scope is all"),
            (null, _) => Problems.Field("scope", "must be one of all, queue, kind, key"),
            _ => null,
        };
    }
}
