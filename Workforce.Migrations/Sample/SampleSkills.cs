namespace Workforce.Migrations.Sample;

/// <summary>The skill library of the group and what its positions expect. Levels: 1 aware, 2 with help, 3 alone, 4 fluent, 5 teaches it.</summary>
internal static class SampleSkills
{
    public static readonly (string Name, string Category, string Description, (string Position, int Level)[] Expected)[] Library =
    [
        ("Physical examination", "clinical", "Examines an animal from nose to tail and writes down what is found.", [("Veterinarian", 5), ("Vet Technician", 3), ("Vet Assistant", 1)]),
        ("Vaccination protocols", "clinical", "Knows which vaccine, when and where, and what to watch for after.", [("Veterinarian", 4), ("Vet Technician", 3), ("CSR", 1)]),
        ("Venipuncture", "clinical", "Draws blood from dogs and cats with the least stress.", [("Veterinarian", 4), ("Vet Technician", 4), ("Vet Assistant", 2)]),
        ("Low-stress handling", "clinical", "Restrains by calm, position and patience.", [("Veterinarian", 3), ("Vet Technician", 4), ("Vet Assistant", 3), ("CSR", 1)]),
        ("Dental radiography", "diagnostics", "Takes and reads full-mouth dental images.", [("Veterinarian", 4), ("Vet Technician", 3)]),
        ("Digital radiography", "diagnostics", "Positions, exposes and judges thorax, abdomen and limbs.", [("Veterinarian", 4), ("Vet Technician", 3), ("Vet Assistant", 1)]),
        ("Abdominal ultrasound", "diagnostics", "Finds and measures organs and free fluid.", [("Veterinarian", 3)]),
        ("In-house laboratory", "diagnostics", "Runs and checks haematology, chemistry, urine and cytology.", [("Veterinarian", 3), ("Vet Technician", 4), ("Vet Assistant", 2)]),
        ("Anaesthesia monitoring", "surgical", "Watches depth, airway, pressure and temperature, and acts.", [("Veterinarian", 4), ("Vet Technician", 4)]),
        ("Surgical assistance", "surgical", "Prepares the field, hands instruments, keeps it sterile.", [("Vet Technician", 4), ("Vet Assistant", 2)]),
        ("Soft-tissue surgery", "surgical", "Spay, neuter, mass removal and their complications.", [("Veterinarian", 4)]),
        ("CPR", "emergency", "Basic and advanced life support as RECOVER describes.", [("Veterinarian", 4), ("Vet Technician", 4), ("Vet Assistant", 3), ("CSR", 1), ("Supervisor", 3)]),
        ("Triage", "emergency", "Tells at the door who cannot wait.", [("Veterinarian", 4), ("Vet Technician", 4), ("Vet Assistant", 2), ("CSR", 3), ("Supervisor", 3)]),
        ("Controlled substances", "pharmacy", "Keeps, logs and counts them as the law says.", [("Veterinarian", 4), ("Vet Technician", 3), ("Supervisor", 3), ("Practice Manager", 4)]),
        ("Dosage calculation", "pharmacy", "Doses by weight, concentration and rate without error.", [("Veterinarian", 5), ("Vet Technician", 4), ("Vet Assistant", 1)]),
        ("Client education", "client_communication", "Explains findings and home care so that people do it.", [("Veterinarian", 4), ("Vet Technician", 3), ("CSR", 3), ("Vet Assistant", 1)]),
        ("Telephone triage", "client_communication", "Asks the right questions and books the right slot.", [("CSR", 4), ("Supervisor", 3), ("Vet Technician", 2)]),
        ("Difficult conversations", "client_communication", "Euthanasia, estimates and complaints, with care.", [("Veterinarian", 4), ("CSR", 3), ("Supervisor", 4), ("Practice Manager", 4)]),
        ("Scheduling", "admin", "Fills the day without breaking it.", [("CSR", 4), ("Supervisor", 4), ("Practice Manager", 3)]),
        ("Inventory control", "admin", "Orders, rotates and counts stock.", [("Supervisor", 3), ("Practice Manager", 4), ("Vet Assistant", 2)]),
        ("Team leadership", "admin", "Sets goals, gives feedback, settles conflict.", [("Supervisor", 4), ("Practice Manager", 5)]),
        ("Practice software", "technology", "Records, estimates and invoices in the practice's system.", [("Veterinarian", 3), ("Vet Technician", 3), ("Vet Assistant", 3), ("CSR", 4), ("Supervisor", 4), ("Practice Manager", 4)]),
    ];

    /// <summary>Who has been here longer can do more; about one in six expectations is not met.</summary>
    public static IReadOnlyDictionary<string, int> LevelsOf(string position, int tenureDays, Random chance)
    {
        var levels = new Dictionary<string, int>();
        foreach (var (name, _, _, expected) in Library)
        {
            var (roll, wanted) = (chance.NextDouble(), Array.Find(expected, line => line.Position == position).Level);
            var level = wanted == 0 ? (roll > 0.93 ? 1 : 0) : roll < 0.05 ? 0 : roll < 0.17 ? wanted - 1 : roll > 0.85 && tenureDays > 1000 ? wanted + 1 : wanted;
            if (level > 0) levels[name] = Math.Min(level, 5);
        }

        return levels;
    }
}
