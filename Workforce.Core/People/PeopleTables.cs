using Microsoft.EntityFrameworkCore;
using Workforce.Core.Data;
using Workforce.Core.People.Imports;
using Workforce.Core.People.Skills;
using Workforce.Core.People.Timekeeping;

namespace Workforce.Core.People;

internal static class PeopleTables
{
    private const string Schema = "people";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Clinic>().ToTable("clinic", Schema);
        model.Entity<JobPosition>().ToTable("job_position", Schema);
        model.Entity<Employee>().ToTable("employee", Schema);
        model.Entity<Skill>().ToTable("skill", Schema);
        model.Entity<EmployeeSkill>(skill =>
        {
            skill.ToTable("employee_skill", Schema);
            skill.HasKey(s => new { s.EmployeeId, s.SkillId });
        });
        model.Entity<SkillExpectation>(expectation =>
        {
            expectation.ToTable("role_skill_expectation", Schema);
            expectation.HasKey(e => new { e.PositionId, e.SkillId });
        });
        model.Entity<SkillGap>(gap =>
        {
            gap.ToTable("employee_skill_gap", Schema);
            gap.HasKey(g => new { g.EmployeeId, g.SkillId });
        });
        model.Entity<Shift>().ToTable("shift", Schema);
        model.Entity<Punch>().ToTable("punch", Schema);
        model.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("attendance", Schema);
            attendance.HasKey(a => a.ShiftId);
        });
        model.Entity<Reliability>(reliability =>
        {
            reliability.ToTable("reliability", Schema);
            reliability.HasKey(r => r.EmployeeId);
        });
        model.Entity<AttendanceCase>().ToTable("attendance_case", Schema);
        model.Entity<PeopleImport>(import =>
        {
            import.ToTable("import", Schema);
            import.Property(i => i.Hints).HasJson();
        });
        model.Entity<ImportContent>(content =>
        {
            content.ToTable("import_file", Schema);
            content.HasKey(c => c.ImportId);
            // So that one save writes both, the row first.
            content.HasOne<PeopleImport>().WithOne().HasForeignKey<ImportContent>(c => c.ImportId);
        });
        model.Entity<StoredImportProblem>(problem =>
        {
            problem.ToTable("import_problem", Schema);
            problem.HasKey(p => new { p.ImportId, p.Place });
            problem.HasOne<PeopleImport>().WithMany().HasForeignKey(p => p.ImportId);
        });
    }
}
