using Workforce.Web.Identity;

namespace Workforce.Web.Tests.Identity;

public sealed class WorkerScopesTests
{
    [Theory]
    [InlineData(null, "worker")]
    [InlineData(" , ", "worker")]
    [InlineData("tag", "worker:tag")]
    [InlineData(" tag,receipt_ocr.read;\tbyte tag\n", "worker:tag worker:receipt_ocr.read worker:byte")]
    public void What_a_person_writes_as_scopes(string? jobs, string scopes) => Assert.Equal(scopes, string.Join(' ', WorkerScopes.Of(jobs)));

    [Theory]
    [InlineData(null, null)]
    [InlineData("tag, receipt_ocr.read, a1.b2_", null)]
    [InlineData("tag, Tag", "Tag")]
    [InlineData("tag.", "tag.")]
    [InlineData("tag.a.b", "tag.a.b")]
    [InlineData("1tag", "1tag")]
    [InlineData("worker:tag", "worker:tag")]
    public void The_first_that_is_wrong(string? jobs, string? wrong) => Assert.Equal(wrong, WorkerScopes.FirstWrong(jobs));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_a_hundred_characters_at_the_most(int length, bool right) => Assert.Equal(right, WorkerScopes.FirstWrong($"tag.{new string('a', length)}") is null);

    [Theory]
    [InlineData("read tasks", "read, tasks")]
    [InlineData("worker", "worker")]
    [InlineData("worker:tag read worker:byte.scan", "read, worker for tag and byte.scan")]
    [InlineData("worker worker:tag", "worker")]
    public void What_a_key_may_do_as_people_read_it(string scopes, string said) => Assert.Equal(said, WorkerScopes.Said(scopes.Split(' ')));
}
