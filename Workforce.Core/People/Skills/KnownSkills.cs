namespace Workforce.Core.People.Skills;

/// <param name="Source">Site of the body that speaks for it in the field.</param>
public sealed record KnownSkill(string Name, SkillCategory Category, string Description, string[] TypicalRoles, string Source);

/// <summary>Skills that the veterinary field itself names: the Skill Scout's answer without a model. The descriptions are our own.</summary>
public static class KnownSkills
{
    private const string Navta = "https://navta.net/";
    private const string Avma = "https://www.avma.org/";
    private const string Recover = "https://recoverinitiative.org/";
    private const string Aaha = "https://www.aaha.org/";
    private const string FearFree = "https://fearfree.com/";

    public static IReadOnlyList<KnownSkill> All { get; } =
    [
        new("Intravenous catheter placement", SkillCategory.Clinical, "Places, secures and tends peripheral catheters in dogs and cats.", ["Veterinarian", "Vet Technician"], Avma),
        new("Pain scoring", SkillCategory.Clinical, "Scores acute and chronic pain with a validated scale and acts on it.", ["Veterinarian", "Vet Technician", "Vet Assistant"], Aaha),
        new("Fear-free visits", SkillCategory.Clinical, "Plans a visit so that the animal is less afraid, from the car park to the exam room.", ["Veterinarian", "Vet Technician", "Vet Assistant", "CSR"], FearFree),
        new("Nutritional assessment", SkillCategory.Clinical, "Takes a diet history, scores body and muscle condition and sets a plan.", ["Veterinarian", "Vet Technician"], Aaha),
        new("Wound management", SkillCategory.Clinical, "Cleans, dresses and follows up wounds and bandages.", ["Veterinarian", "Vet Technician", "Vet Assistant"], Avma),
        new("Exotic companion handling", SkillCategory.Clinical, "Handles and samples rabbits, birds and reptiles safely.", ["Veterinarian", "Vet Technician"], Navta),
        new("Periodontal charting", SkillCategory.Clinical, "Probes and charts every tooth during a dental procedure.", ["Veterinarian", "Vet Technician"], Avma),
        new("Cytology", SkillCategory.Diagnostics, "Prepares, stains and reads ear, skin and mass samples.", ["Veterinarian", "Vet Technician"], Avma),
        new("Electrocardiography", SkillCategory.Diagnostics, "Records an ECG and recognises common arrhythmias.", ["Veterinarian", "Vet Technician"], Navta),
        new("Blood pressure measurement", SkillCategory.Diagnostics, "Measures by Doppler and oscillometry so that the value can be trusted.", ["Veterinarian", "Vet Technician"], Avma),
        new("Point-of-care ultrasound", SkillCategory.Diagnostics, "Looks for free fluid in chest and abdomen in minutes.", ["Veterinarian"], Navta),
        new("Radiation safety", SkillCategory.Diagnostics, "Keeps dose to people low and documented.", ["Veterinarian", "Vet Technician", "Vet Assistant"], Avma),
        new("Regional anaesthesia", SkillCategory.Surgical, "Plans and places local and regional blocks.", ["Veterinarian", "Vet Technician"], Aaha),
        new("Sterile processing", SkillCategory.Surgical, "Cleans, packs, sterilises and releases instruments.", ["Vet Technician", "Vet Assistant"], Avma),
        new("Dental extraction", SkillCategory.Surgical, "Extracts by surgical technique and confirms by radiograph.", ["Veterinarian"], Avma),
        new("Fracture stabilisation", SkillCategory.Surgical, "Stabilises a fracture until it can be repaired.", ["Veterinarian", "Vet Technician"], Navta),
        new("Transfusion medicine", SkillCategory.Emergency, "Types, cross-matches, gives and monitors blood products.", ["Veterinarian", "Vet Technician"], Navta),
        new("Shock resuscitation", SkillCategory.Emergency, "Recognises shock and treats by goals.", ["Veterinarian", "Vet Technician"], Navta),
        new("Advanced life support", SkillCategory.Emergency, "Leads or supports a resuscitation as the RECOVER guidelines describe.", ["Veterinarian", "Vet Technician"], Recover),
        new("Toxicology first response", SkillCategory.Emergency, "Decontaminates, calls the poison line, starts antidotes.", ["Veterinarian", "Vet Technician", "CSR"], Navta),
        new("Constant-rate infusions", SkillCategory.Pharmacy, "Calculates, mixes and runs infusions.", ["Veterinarian", "Vet Technician"], Avma),
        new("Chemotherapy safety", SkillCategory.Pharmacy, "Handles, gives and disposes of cytotoxic drugs safely.", ["Veterinarian", "Vet Technician"], Aaha),
        new("Antimicrobial stewardship", SkillCategory.Pharmacy, "Chooses, doses and stops antimicrobials by guideline.", ["Veterinarian"], Aaha),
        new("Prescription labelling", SkillCategory.Pharmacy, "Labels and hands out medicine as the law asks.", ["Vet Technician", "CSR", "Vet Assistant"], Avma),
        new("Estimate presentation", SkillCategory.ClientCommunication, "Explains what is recommended and what it costs, without haste.", ["Veterinarian", "Vet Technician", "CSR"], Aaha),
        new("Grief support", SkillCategory.ClientCommunication, "Accompanies people through the loss of an animal.", ["Veterinarian", "CSR", "Supervisor", "Practice Manager"], Aaha),
        new("Behaviour counselling", SkillCategory.ClientCommunication, "Takes a behaviour history and coaches the first steps.", ["Veterinarian", "Vet Technician"], Navta),
        new("Discharge instructions", SkillCategory.ClientCommunication, "Sends people home knowing what to do and when to call.", ["Vet Technician", "CSR", "Vet Assistant"], Aaha),
        new("OSHA compliance", SkillCategory.Admin, "Keeps the hazard plan, the training and the records.", ["Supervisor", "Practice Manager"], "https://www.osha.gov/"),
        new("Onboarding", SkillCategory.Admin, "Brings new people in by a plan with dates.", ["Supervisor", "Practice Manager"], Aaha),
        new("Medical record quality", SkillCategory.Admin, "Writes records that another could go on from.", ["Veterinarian", "Vet Technician", "CSR"], Aaha),
        new("Telehealth", SkillCategory.Technology, "Holds and documents remote consultations within the rules.", ["Veterinarian", "Vet Technician", "CSR"], Aaha),
        new("Digital imaging archive", SkillCategory.Technology, "Stores, finds and shares images in the archive.", ["Veterinarian", "Vet Technician"], Aaha),
        new("Wearable monitoring", SkillCategory.Technology, "Sets up trackers and glucose sensors and reads their data.", ["Veterinarian", "Vet Technician"], Aaha),
    ];
}
