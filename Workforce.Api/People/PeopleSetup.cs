namespace Workforce.Api.People;

internal static class PeopleSetup
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").AddEndpointFilter<RouteGroupBuilder, AnnounceChange>();
        people.MapPlaces();
        people.MapStaff();
        people.MapSignIns();
        people.MapSkills();
        people.MapShifts();
        people.MapShiftPlanning();
        people.MapPunches();
        people.MapPunchCorrections();
        people.MapCases();
        people.MapCalendar();
        people.MapImports();
    }
}
