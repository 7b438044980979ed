namespace Workforce.Api.People;

internal static class PeopleSetup
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").AddEndpointFilter<RouteGroupBuilder, AnnounceChange>();
        people.MapPlaces();
        people.MapStaff();
        people.MapSkills();
        people.MapShifts();
        people.MapPunches();
        people.MapCases();
        people.MapImports();
    }
}
