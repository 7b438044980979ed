namespace Workforce.Migrations.Sample;

/// <summary>Sixty invented people, twenty a clinic.</summary>
internal static class SampleStaff
{
    private const int PerClinic = 20;

    private static readonly string[] First = ["Vera", "Otto", "Amara", "Jonas", "Priya", "Luca", "Ingrid", "Mateo", "Noor", "Felix", "Hana", "Tobias", "Zoe", "Emil", "Carla", "Ravi", "Lena", "Oscar", "Mira", "Theo"];
    private static readonly string[] Last = ["Lindqvist", "Brandt", "Okafor", "Meyer", "Raman", "Moretti", "Solberg", "Alvarez", "Haddad", "Keller", "Sato", "Novak", "Pereira", "Dubois", "Walsh", "Iyer", "Kowalski", "Berg", "Petrova", "Adeyemi"];

    private static readonly string[] Positions =
    [
        "Practice Manager", "Supervisor", "Veterinarian", "Veterinarian", "Veterinarian", "Veterinarian", "Vet Technician", "Vet Technician", "Vet Technician", "Vet Technician",
        "Vet Technician", "Vet Technician", "Vet Assistant", "Vet Assistant", "Vet Assistant", "Vet Assistant", "CSR", "CSR", "CSR", "CSR",
    ];

    /// <summary>The ones that the Attendance Monitor has something to say of; everybody else is late now and then.</summary>
    private static readonly Dictionary<int, SampleHabit> Habits = new()
    {
        // Below 80: late for about half of the shifts.
        [9] = new(0.55, 0), [28] = new(0.50, 0), [51] = new(0.48, 0.02),
        // Below 60: late for most, and away without a word.
        [17] = new(0.75, 0.12), [45] = new(0.70, 0.20),
        // Three no-call-no-shows in ninety days and otherwise punctual; two, which is no matter for a review; a third that is just too old.
        [33] = new(0.03, 0, 0.04, 4, 5, 6, 24, 25, 26, 61, 62, 63), [38] = new(0.03, 0, 0.04, 12, 40), [56] = new(0.02, 0, 0.04, 30, 60, 91, 92, 93),
        // Around the limit of 80.
        [12] = new(0.40, 0), [24] = new(0.36, 0.01),
    };

    public static IReadOnlyList<SampleEmployee> Hire(Random chance, DateOnly lastDay)
    {
        var hired = new List<SampleEmployee>();
        for (var place = 0; place < PerClinic * VeterinaryGroup.Clinics.Length; place++)
        {
            var (clinic, role) = (place / PerClinic, place % PerClinic);
            var position = Positions[role];
            var manager = role switch { 0 => clinic == 0 ? null : Number(0), 1 => Number(clinic * PerClinic), 2 or 3 or 4 or 5 => Number(clinic * PerClinic), _ => Number(clinic * PerClinic + 1) };
            var name = $"{First[(place * 7 + clinic) % First.Length]} {Last[(place * 3 + clinic * 5) % Last.Length]}";
            var tenure = chance.Next(60, 3200);
            // Two are new, and one has left two months ago.
            var since = lastDay.AddDays(-(place is 19 or 41 ? 40 : tenure + 120));
            hired.Add(new(
                place, Number(place), name, $"{name.ToLowerInvariant().Replace(' ', '.')}{place}@juniper-vets.example", position, clinic, manager, since, place == 58 ? lastDay.AddDays(-60) : null,
                Night: clinic == 0 && role is 5 or 11 or 15, Habits.GetValueOrDefault(place) ?? new(0.03 + chance.NextDouble() * 0.10, place % 13 == 5 ? 0.01 : 0), SampleSkills.LevelsOf(position, tenure, chance)));
        }

        return hired;
    }

    private static string Number(int place) => $"V{1001 + place}";
}
