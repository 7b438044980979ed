using System.Net;
using Workforce.Api.Tests.Hosting;
using Workforce.Contracts.People;

namespace Workforce.Api.Tests.People;

public sealed class SignInLinkTests
{
    [Fact]
    public async Task An_employee_is_linked_to_one_person_of_the_company_and_unlinked()
    {
        await using var host = await ApiHost.StartAsync();
        var (company, other) = (await Company.FoundAsync(host), await Company.FoundAsync(host));
        var staff = await Staff.HireAsync(host, company.Tenant);
        var second = Guid.CreateVersion7();
        await Staff.ExecuteAsync(host, "insert into people.employee (id, tenant_id, number, name, position_id, clinic_id, hired_on) values ($1, $2, '1002', 'Olga Second', $3, $4, '2020-01-01')", second, company.Tenant, staff.Position, staff.Clinic);
        var manager = host.As(company.Manager);
        Task<HttpResponseMessage> LinkAsync(Guid employee, Guid? person) => manager.PutJsonAsync($"/api/people/employees/{employee}/person", new { person_id = person });

        var linked = await (await LinkAsync(staff.Employee, company.Member.Id)).ReadAsync<SignInName>(HttpStatusCode.OK);
        Assert.Equal((company.Member.Id, "The Member", company.Member.Email, "member", "Peter Tester"), (linked.PersonId, linked.Name, linked.Email, linked.Role, linked.Employee!.Name));
        Assert.Equal(linked, (await manager.GetAsync<EmployeeDetails>($"/api/people/employees/{staff.Employee}")).SignIn);
        Assert.Equal("This is Peter Tester (1001) already: take it back there first.", await (await LinkAsync(second, company.Member.Id)).ProblemAsync(HttpStatusCode.Conflict));
        await (await LinkAsync(second, other.Member.Id)).ProblemAsync(HttpStatusCode.BadRequest, "person_id");
        await (await LinkAsync(Guid.NewGuid(), null)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.As(company.Member).PutJsonAsync($"/api/people/employees/{staff.Employee}/person", new { person_id = company.Member.Id })).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(["The Admin -", "The Manager -", "The Member 1001"], (await manager.GetAsync<List<SignInName>>("/api/people/persons")).Select(row => $"{row.Name} {row.Employee?.Number ?? "-"}"));

        await (await LinkAsync(staff.Employee, null)).DoneAsync();
        Assert.Null((await manager.GetAsync<EmployeeDetails>($"/api/people/employees/{staff.Employee}")).SignIn);
        var both = await Task.WhenAll(LinkAsync(staff.Employee, company.Member.Id), LinkAsync(second, company.Member.Id));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        var trail = await host.As(company.Admin).GetAsync<Contracts.Identity.AuditPage>("/api/audit?limit=3");
        Assert.Equal(["employee.link", "employee.unlink", "employee.link"], trail.Rows.Select(entry => entry.Action));
    }
}
