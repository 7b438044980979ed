using System.Net;
using Workforce.Workers.Notifications;

namespace Workforce.Workers.Tests.Notifications;

public sealed class OutboundFenceTests
{
    [Theory]
    [InlineData("9.255.255.255", true)]
    [InlineData("10.0.0.0", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("11.0.0.0", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2606:4700::1111", true)]
    public void Only_public_addresses_are_reached(string address, bool open) => Assert.Equal(open, OutboundFence.MayReach(IPAddress.Parse(address), allowLoopback: false));

    [Fact]
    public void Where_loopback_is_allowed_it_is_and_nothing_else_with_it()
    {
        Assert.True(OutboundFence.MayReach(IPAddress.Loopback, true));
        Assert.True(OutboundFence.MayReach(IPAddress.Parse("::ffff:127.0.0.1"), true));
        Assert.False(OutboundFence.MayReach(IPAddress.Parse("192.168.1.1"), true));
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/x", true, true)]
    [InlineData("http://hooks.slack.com/services/x", false, false)]
    [InlineData("http://127.0.0.1:1/x", false, true)]
    [InlineData("https://user:password@hooks.slack.com/", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    public void Addresses_begin_with_https(string address, bool allowed, bool withLoopback)
    {
        Assert.Equal(allowed, OutboundFence.MayCall(new Uri(address), false));
        Assert.Equal(withLoopback, OutboundFence.MayCall(new Uri(address), true));
    }
}
