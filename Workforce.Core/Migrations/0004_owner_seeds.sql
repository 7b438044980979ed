-- Row-level security is forced, so it binds the owner as well unless the owner is a superuser, which that of a managed
-- server is not. The owner makes tenants and their first people: one tenant at a time, like everybody else.

create policy tenant_for_owner on identity.tenant to current_user
    using (id = jobs.current_tenant()) with check (id = jobs.current_tenant());
create policy person_for_owner on identity.person to current_user
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
create policy tax_profile_for_owner on finance.tax_profile to current_user
    using (tenant_id = jobs.current_tenant()) with check (tenant_id = jobs.current_tenant());
