namespace Workforce.Core.People.Skills;

/// <summary>What level a position usually needs of a category of skills: the answer without a model. By the words of the position's name, on the scale 1 aware to 5 teaches it.</summary>
public static class RoleLevels
{
    private static readonly (string[] Words, IReadOnlyDictionary<SkillCategory, int> Levels)[] Table =
    [
        (["veterinarian", "vet surgeon", "doctor", "dvm"], Of(clinical: 4, diagnostics: 4, surgical: 4, emergency: 4, pharmacy: 4, clients: 4, admin: 1, technology: 3)),
        (["technician", "tech", "nurse"], Of(clinical: 4, diagnostics: 3, surgical: 3, emergency: 4, pharmacy: 3, clients: 3, admin: 1, technology: 3)),
        (["assistant"], Of(clinical: 2, diagnostics: 2, surgical: 2, emergency: 2, pharmacy: 1, clients: 2, admin: 2, technology: 2)),
        (["csr", "client service", "reception", "receptionist", "front desk"], Of(clinical: 1, diagnostics: 0, surgical: 0, emergency: 2, pharmacy: 1, clients: 4, admin: 3, technology: 3)),
        (["supervisor", "lead"], Of(clinical: 2, diagnostics: 1, surgical: 1, emergency: 3, pharmacy: 3, clients: 4, admin: 4, technology: 4)),
        (["manager", "director"], Of(clinical: 1, diagnostics: 0, surgical: 0, emergency: 2, pharmacy: 3, clients: 4, admin: 5, technology: 4)),
    ];

    /// <summary>Null where the position's name says nothing, or such positions need nothing of the kind.</summary>
    public static int? Of(string position, SkillCategory category)
    {
        var key = $" {NameKey.Of(position)} ";
        foreach (var (words, levels) in Table)
        {
            if (words.Any(word => key.Contains($" {word} ", StringComparison.Ordinal)))
            {
                return levels[category] is > 0 and var level ? level : null;
            }
        }

        return null;
    }

    private static Dictionary<SkillCategory, int> Of(int clinical, int diagnostics, int surgical, int emergency, int pharmacy, int clients, int admin, int technology) => new()
    {
        [SkillCategory.Clinical] = clinical, [SkillCategory.Diagnostics] = diagnostics, [SkillCategory.Surgical] = surgical, [SkillCategory.Emergency] = emergency,
        [SkillCategory.Pharmacy] = pharmacy, [SkillCategory.ClientCommunication] = clients, [SkillCategory.Admin] = admin, [SkillCategory.Technology] = technology,
    };
}
