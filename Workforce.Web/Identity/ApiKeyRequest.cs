using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Identity;

namespace Workforce.Web.Identity;

/// <summary>A key as it is being wished for.</summary>
public sealed class ApiKeyRequest
{
    public static IReadOnlyList<(string Scope, string Text)> Scopes { get; } =
    [
        ("read", "everything you see"),
        ("statements", "give statements and receipts, and read them"),
        ("tasks", "do an employee's work: pull, complete, fail, dispatch"),
        (WorkerScopes.Worker, "attach to the worker pool and do the jobs that it is given"),
        ("admin", "everything you may"),
    ];

    [Required(ErrorMessage = "Give the key a name.")]
    [StringLength(80, ErrorMessage = "A name has 80 characters at the most.")]
    public string? Name { get; set; }

    [Range(1, 366, ErrorMessage = "1 to 366 days.")]
    public int Days { get; set; } = 90;

    [MinLength(1, ErrorMessage = "Choose at least one.")]
    public List<string> Chosen { get; } = ["read"];

    public bool Works => Chosen.Contains(WorkerScopes.Worker);

    /// <summary>Whose jobs, where it may work: employees and kinds with commas or spaces between them; empty: everybody's.</summary>
    [CustomValidation(typeof(ApiKeyRequest), nameof(CheckJobs))]
    public string? Jobs { get; set; }

    public CreateApiKeyRequest Request => new(Name!.Trim(), [.. Chosen.SelectMany(scope => scope == WorkerScopes.Worker ? WorkerScopes.Of(Jobs) : [scope])], Days);

    public static ValidationResult? CheckJobs(string? jobs, ValidationContext context) =>
        ((ApiKeyRequest)context.ObjectInstance).Works && WorkerScopes.FirstWrong(jobs) is { } wrong
            ? new($"'{wrong}' is neither an employee nor a kind of job: tag, or tag.categorize, in lower case.", [context.MemberName!])
            : ValidationResult.Success;

    public void Toggle(string scope)
    {
        if (!Chosen.Remove(scope))
            Chosen.Add(scope);
    }
}
