using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Identity;

namespace Workforce.Web.Identity;

public sealed class ApiKeyRequest
{
    public static IReadOnlyList<(string Scope, string Text)> Scopes { get; } =
    [
        ("read", "everything you see"),
        ("statements", "give statements and receipts, and read them"),
        ("tasks", "do an employee's work: pull, complete, fail, dispatch"),
        ("admin", "everything you may"),
    ];

    [Required(ErrorMessage = "Give the key a name.")]
    [StringLength(80, ErrorMessage = "A name has 80 characters at the most.")]
    public string? Name { get; set; }

    [Range(1, 366, ErrorMessage = "1 to 366 days.")]
    public int Days { get; set; } = 90;

    [MinLength(1, ErrorMessage = "Choose at least one.")]
    public List<string> Chosen { get; } = ["read"];

    public CreateApiKeyRequest Request => new(Name!.Trim(), [.. Chosen], Days);

    public void Toggle(string scope)
    {
        if (!Chosen.Remove(scope))
            Chosen.Add(scope);
    }
}
