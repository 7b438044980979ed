namespace Workforce.Core.People.Imports;

/// <summary>What a column of a file may hold.</summary>
internal enum ImportField { Number, Email, Name, FirstName, LastName, Position, Clinic, Manager, HiredOn, LeftOn, Status, Date, StartDate, Start, EndDate, End, Kind, At }

/// <summary>The names columns go by, compared without case, accents and punctuation.</summary>
internal static class ImportFields
{
    private static readonly (ImportField Field, string Names)[] Names =
    [
        (ImportField.Number, "number|employee|employee number|employee no|employee nr|employee id|employee code|emp no|emp id|staff no|staff id|staff number|personnel number|personnel no|payroll id|payroll number|badge|badge number|id|personalnummer|mitarbeiternummer|mitarbeiter nr|matricule|personeelsnummer"),
        (ImportField.Email, "email|e mail|mail|email address|e mail address|work email|employee email|user email|e mail adresse|adresse e mail"),
        (ImportField.Name, "name|full name|employee name|display name|user|user name|worker|staff|staff member|member|mitarbeiter|nom complet|naam"),
        (ImportField.FirstName, "first name|given name|forename|vorname|prenom|voornaam"),
        (ImportField.LastName, "last name|surname|family name|nachname|nom|achternaam"),
        (ImportField.Position, "position|job position|job|job title|title|role|occupation|stelle|funktion|poste|functie"),
        (ImportField.Clinic, "clinic|location|site|branch|practice|hospital|standort|praxis|clinique|kliniek|vestiging"),
        (ImportField.Manager, "manager|supervisor|reports to|manager number|manager id|manager email|supervisor number|supervisor email|vorgesetzter|vorgesetzte"),
        (ImportField.HiredOn, "hired|hired on|hire date|date hired|date of hire|joined|joining date|start of employment|employment start|eintritt|eintrittsdatum|date d embauche|in dienst"),
        (ImportField.LeftOn, "left|left on|date left|leaving date|termination date|terminated|end of employment|employment end|austritt|austrittsdatum|uit dienst"),
        (ImportField.Status, "status|state|employment status|shift status"),
        (ImportField.Date, "date|day|shift date|work date|working day|punch date|datum|jour"),
        (ImportField.StartDate, "start date|date start|from date|date in|in date"),
        (ImportField.Start, "start|start time|starts|starts at|start at|shift start|begin|begins|begin time|from|time from|in|time in|clock in|clocked in|clock in time|punch in|in time|arrival|beginn|von|kommen|debut"),
        (ImportField.EndDate, "end date|date end|to date|date out|out date"),
        (ImportField.End, "end|end time|ends|ends at|end at|shift end|finish|finishes|finish time|to|until|time to|out|time out|clock out|clocked out|clock out time|punch out|out time|departure|ende|bis|gehen|fin"),
        (ImportField.Kind, "kind|type|punch|punch type|in out|in or out|direction|event|action|entry type|art|richtung"),
        (ImportField.At, "at|time|timestamp|date time|datetime|punched at|punch time|clock time|when|zeit|uhrzeit|zeitpunkt|heure"),
    ];

    private static readonly Dictionary<string, ImportField> ByName = Names.SelectMany(line => line.Names.Split('|').Select(name => (name, line.Field))).ToDictionary(pair => pair.name, pair => pair.Field);

    public static ImportField? Find(string header) => ByName.TryGetValue(NameKey.Of(header), out var field) ? field : null;

    /// <summary>The name to say to a person.</summary>
    public static string Word(ImportField field) => field switch
    {
        ImportField.Number => "number",
        ImportField.Email => "email",
        ImportField.Name => "name",
        ImportField.FirstName => "first name",
        ImportField.LastName => "last name",
        ImportField.HiredOn => "hired",
        ImportField.LeftOn => "left",
        ImportField.StartDate => "start date",
        ImportField.EndDate => "end date",
        _ => field.ToString().ToLowerInvariant(),
    };
}
