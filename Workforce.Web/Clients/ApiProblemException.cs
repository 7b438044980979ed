namespace Workforce.Web.Clients;

/// <summary>Carries a problem from a client to the component that shows it.</summary>
public sealed class ApiProblemException(ApiProblem problem) : Exception(problem.Text)
{
    public ApiProblem Problem { get; } = problem;
}
