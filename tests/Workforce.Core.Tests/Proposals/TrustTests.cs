using Workforce.Core.Proposals;

namespace Workforce.Core.Tests.Proposals;

public sealed class TrustTests
{
    // Computed with the closed form in E. B. Wilson, 1927, for z = 1.96.
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 0.2065)]
    [InlineData(10, 0, 0, 0.7225)]
    [InlineData(20, 0, 0, 0.8389)]
    [InlineData(50, 0, 0, 0.9286)]
    [InlineData(18, 2, 0, 0.7639)]
    [InlineData(19, 0, 1, 0.7639)]
    [InlineData(10, 0, 10, 0.2993)]
    [InlineData(0, 0, 20, 0)]
    public void Trust_is_the_lower_end_of_the_Wilson_interval(int accepted, int edited, int refused, double score) =>
        Assert.Equal(score, new Trust(accepted, edited, refused).Score);
}
