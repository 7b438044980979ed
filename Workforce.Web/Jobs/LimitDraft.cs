using System.ComponentModel.DataAnnotations;
using Workforce.Contracts.Employees;
using Workforce.Contracts.Jobs;

namespace Workforce.Web.Jobs;

/// <summary>A limit as it is being filled in.</summary>
public sealed class LimitDraft : IValidatableObject
{
    public static IReadOnlyList<(double Seconds, string Text)> Units { get; } = [(1, "seconds"), (60, "minutes"), (3600, "hours"), (86400, "days")];

    /// <summary>all, queue, kind or key.</summary>
    public string Scope { get; set; } = "queue";

    public string Employee { get; set; } = EmployeeNames.Prime;

    [StringLength(200, ErrorMessage = "A name has 200 characters at the most.")]
    public string? Name { get; set; }

    /// <summary>Empty, queue, kind or key.</summary>
    public string Each { get; set; } = "";

    [StringLength(200, ErrorMessage = "200 characters at the most.")]
    public string? Prefix { get; set; }

    /// <summary>running, starts or cost.</summary>
    public string Measure { get; set; } = "running";

    [RegularExpression("[a-z][a-z0-9_]{0,49}", ErrorMessage = "Lower case letters, digits and _: tokens.")]
    public string? Unit { get; set; } = "tokens";

    public decimal? Most { get; set; }

    public double Length { get; set; } = 1;

    public double LengthUnit { get; set; } = 60;

    public LimitJobsRequest Request => new(
        Scope,
        Measure == "cost" ? Unit ?? "" : Measure,
        Most,
        Scope switch { "all" => "", "queue" => Employee, _ => Name?.Trim() ?? "" },
        Measure == "running" ? null : Length * LengthUnit,
        Each.Length > 0 ? Each : null,
        Each == "key" ? Prefix?.Trim() ?? "" : "");

    /// <summary>What there is, to be changed.</summary>
    public static LimitDraft Of(LimitRow row)
    {
        var (seconds, unit) = (row.PerSeconds ?? 60, Units.Last(unit => (row.PerSeconds ?? 60) % unit.Seconds == 0 || unit.Seconds == 1).Seconds);
        return new()
        {
            Scope = row.Scope,
            Employee = row.Name,
            Name = row.Name,
            Each = row.Each ?? "",
            Prefix = row.Prefix,
            Measure = row.Measure is "running" or "starts" ? row.Measure : "cost",
            Unit = row.Measure is "running" or "starts" ? "tokens" : row.Measure,
            Most = row.Most,
            Length = seconds / unit,
            LengthUnit = unit,
        };
    }

    // All of it here: what attributes find hides what is found here.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scope is "kind" or "key" && string.IsNullOrWhiteSpace(Name))
            yield return new("Say which.", [nameof(Name)]);
        if (Measure == "cost" && string.IsNullOrEmpty(Unit))
            yield return new("Say of what: tokens.", [nameof(Unit)]);
        if (Most is null)
            yield return new("Say how many.", [nameof(Most)]);
        else if (Most is < 0 or > 1_000_000_000_000_000)
            yield return new("0 or more.", [nameof(Most)]);
        else if (Measure != "cost" && (Most != decimal.Truncate(Most.Value) || Most > int.MaxValue))
            yield return new("A whole number of jobs.", [nameof(Most)]);
        if (Measure != "running" && Length * LengthUnit is not (>= 0.06 and <= 34_560_000))
            yield return new("60 ms to 400 days.", [nameof(Length)]);
    }
}
