using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workforce.Api.Identity;
using Workforce.Api.Wire;
using Workforce.Contracts.People;
using Workforce.Core.Data;
using Workforce.Core.People;

namespace Workforce.Api.People;

/// <summary>Which employee is who when they sign in.</summary>
internal static class SignIns
{
    public static void MapSignIns(this RouteGroupBuilder people)
    {
        var group = people.MapGroup("").WithTags("People").RequireAuthorization(Policies.Manage);
        group.MapGet("/persons", List).WithSummary("Who may sign in, by name, and which employee each of them is");
        group.MapPut("/employees/{id:guid}/person", Link).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Say who an employee is when they sign in").WithDescription("From then on they see their own attendance and clock for themselves. `person_id` null takes it back. One employee per person: 409 names the other one.");
    }

    public static async Task<SignInName?> OfAsync(WorkforceDbContext db, Guid employee, CancellationToken ct) =>
        (await ReadAsync(db, db.Employees.Where(row => row.Id == employee), inner: true, ct)).SingleOrDefault();

    private static async Task<Ok<List<SignInName>>> List(WorkforceDbContext db, CancellationToken ct) => TypedResults.Ok(await ReadAsync(db, db.Employees, inner: false, ct));

    private static async Task<Results<Ok<SignInName>, NoContent, ValidationProblem, ProblemHttpResult>> Link(Guid id, LinkEmployeeRequest request, LinkEmployee link, WorkforceDbContext db, CancellationToken ct) =>
        await link.RunAsync(id, request.PersonId, ct) switch
        {
            LinkResult.Done => await OfAsync(db, id, ct) is { } linked ? TypedResults.Ok(linked) : TypedResults.NoContent(),
            LinkResult.NoPerson => Problems.Field("person_id", "nobody of this company has it"),
            LinkResult.Taken taken => Problems.Conflict($"This is {taken.By.Name} ({taken.By.Number}) already: take it back there first.", "taken"),
            _ => Problems.NotFound("employee"),
        };

    private static async Task<List<SignInName>> ReadAsync(WorkforceDbContext db, IQueryable<Employee> employees, bool inner, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        var rows = await (
            from person in db.People.Where(person => person.TenantId == tenant)
            join employee in employees on person.Id equals employee.PersonId into linked
            from employee in linked.DefaultIfEmpty()
            where !inner || employee != null
            orderby person.DisplayName, person.Id
            select new { person.Id, person.DisplayName, person.Email, person.Role, EmployeeId = (Guid?)employee.Id, employee.Number, employee.Name }).ToListAsync(ct);
        return rows.ConvertAll(row => new SignInName(row.Id, row.DisplayName, row.Email, Words.Of(row.Role), row.EmployeeId is { } employee ? new(employee, row.Number, row.Name) : null));
    }
}
