using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Proposals;

namespace Workforce.Web.Proposals.Rules;

/// <summary>A rule as it is being filled in.</summary>
public sealed class RuleDraft : IValidatableObject
{
    public Guid Id { get; init; }

    public Guid? GrantedBy { get; init; }

    public string? Name { get; set; }

    /// <summary>Empty: any.</summary>
    public string Agent { get; set; } = "";

    /// <summary>Empty: any.</summary>
    public string Type { get; set; } = "";

    /// <summary>Empty: any.</summary>
    public string MaxRisk { get; set; } = "low";

    public decimal? MaxAmount { get; set; }

    /// <summary>In percent.</summary>
    public decimal? MinConfidence { get; set; }

    public string Action { get; set; } = "manager";

    public bool Alert { get; set; }

    /// <summary>The last day on which it holds; null: it stays.</summary>
    public DateOnly? Until { get; set; }

    public static RuleDraft Of(RuleRow row) => new()
    {
        Id = row.Id,
        GrantedBy = row.GrantedBy,
        Name = row.Name,
        Agent = row.AgentId ?? "",
        Type = row.ProposalType ?? "",
        MaxRisk = row.MaxRisk ?? "",
        MaxAmount = row.MaxAmountUsd,
        MinConfidence = row.MinConfidence * 100,
        Action = row.Action,
        Alert = row.Alert,
        Until = row.ExpiresAt is { } end ? DateOnly.FromDateTime(end.UtcDateTime.AddTicks(-1)) : null,
    };

    public RuleRow Row => new(
        Id,
        Name!.Trim(),
        Agent.Length > 0 ? Agent : null,
        Type.Length > 0 ? Type : null,
        MaxRisk.Length > 0 ? MaxRisk : null,
        MaxAmount,
        MinConfidence / 100,
        Action,
        Alert,
        Until is { } last ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null,
        GrantedBy);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new("Give the rule a name.", [nameof(Name)]);
        else if (Name.Trim().Length > 120)
            yield return new("120 characters at the most.", [nameof(Name)]);
        if (MaxAmount is < 0)
            yield return new("0 or more.", [nameof(MaxAmount)]);
        if (MinConfidence is < 0 or > 100)
            yield return new("0 to 100.", [nameof(MinConfidence)]);
        if (Action == "auto_approve" && MaxRisk is not ("low" or "medium"))
            yield return new("Choose low or medium: what is of high risk is never approved by rule.", [nameof(MaxRisk)]);
    }
}
