using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace StandIns.Tests.Grpc;

public sealed class StatusDetailsTests
{
    [Fact]
    public async Task Details_thrown_by_a_server_reach_the_client()
    {
        await using var server = await CounterServer.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.RefuseAsync(new Refusal { Status = (int)StatusCode.Aborted, Detail = "Lease 7 is stale." }));

        Assert.Equal((StatusCode.Aborted, "Lease 7 is stale."), (error.StatusCode, error.Status.Detail));
        var status = error.GetRpcStatus()!;
        Assert.Equal(((int)StatusCode.Aborted, "Lease 7 is stale."), (status.Code, status.Message));
        Assert.Equal(
            ["type.googleapis.com/google.rpc.ErrorInfo", "type.googleapis.com/google.rpc.BadRequest", "type.googleapis.com/google.rpc.RetryInfo"],
            status.Details.Select(detail => detail.TypeUrl));
        Assert.Equal(new ErrorInfo { Reason = "LEASE_STALE", Domain = "standins.v1.Counter", Metadata = { ["epoch"] = "7" } }, status.Details[0].Unpack<ErrorInfo>());
        Assert.Equal(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "values", Description = "Send one at least." } } }, status.Details[1].Unpack<BadRequest>());
        Assert.Equal(TimeSpan.FromSeconds(30), status.Details[2].Unpack<RetryInfo>().RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task An_error_without_details_has_none()
    {
        await using var server = await CounterServer.StartAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.FailAsync(new Refusal { Status = (int)StatusCode.NotFound }));

        Assert.Null(error.GetRpcStatus());
    }

    [Theory]
    [InlineData(0, StatusCode.OK)]
    [InlineData(16, StatusCode.Unauthenticated)]
    [InlineData(17, StatusCode.Unknown)]
    [InlineData(-1, StatusCode.Unknown)]
    public void A_code_that_gRPC_lacks_is_unknown_to_it_and_kept_in_the_details(int code, StatusCode expected)
    {
        var error = new global::Google.Rpc.Status { Code = code, Message = "why" }.ToRpcException();

        Assert.Equal(expected, error.StatusCode);
        Assert.Equal(new global::Google.Rpc.Status { Code = code, Message = "why" }, error.GetRpcStatus());
    }

    [Fact]
    public void An_error_can_say_less_than_its_details()
    {
        var error = new global::Google.Rpc.Status { Code = 5, Message = "for the log" }.ToRpcException(StatusCode.Internal, "for all");

        Assert.Equal(new global::Grpc.Core.Status(StatusCode.Internal, "for all"), error.Status);
        Assert.Equal("for the log", error.GetRpcStatus()!.Message);
    }

    [Fact]
    public void A_status_set_again_takes_the_place_of_the_first()
    {
        var trailers = new Metadata();
        trailers.SetRpcStatus(new global::Google.Rpc.Status { Code = 1 });
        trailers.SetRpcStatus(new global::Google.Rpc.Status { Code = 2 });

        Assert.Equal("grpc-status-details-bin", Assert.Single(trailers).Key);
        Assert.Equal(2, trailers.GetRpcStatus()!.Code);
    }

    [Fact]
    public void Bytes_that_are_no_status_are_thrown_on_or_passed_over_as_asked()
    {
        var trailers = new Metadata { { MetadataExtensions.StatusDetailsTrailerName, new byte[] { 255 } } };

        Assert.Throws<InvalidProtocolBufferException>(() => trailers.GetRpcStatus());
        Assert.Null(trailers.GetRpcStatus(ignoreParseError: true));
    }
}
