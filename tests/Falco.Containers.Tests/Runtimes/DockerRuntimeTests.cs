using Falco.Containers.Runtimes;
using Falco.Core.State;
using Microsoft.AspNetCore.Http;

namespace Falco.Containers.Tests.Runtimes;

public sealed class DockerRuntimeTests
{
    private const string Id = "32a1026ccb88a551e2a38eb8f260b4700aefec7e8c007344057e58a9fa302374";

    private const string Container = """
        {"Id":"32a1026ccb88a551e2a38eb8f260b4700aefec7e8c007344057e58a9fa302374","Name":"/shop","Image":"sha256:0ca0fed353fb","Created":"2024-11-07T09:18:06.123456789Z",
        "Config":{"Image":"registry:5000/team/shop:1.2","User":"www","Env":["A=1"],"Labels":{"team":"a","long":"xxxxxxxxxxxxxxxxxxxxx"},
          "Healthcheck":{"Test":["CMD-SHELL","curl -f localhost"]}},
        "HostConfig":{"Privileged":true,"NetworkMode":"bridge","PidMode":"host","IpcMode":"private","Memory":1048576,"CpusetCpus":"0-1,4","CpuShares":0},
        "NetworkSettings":{"IPAddress":"","Networks":{"own":{"IPAddress":"10.1.0.7"}},"Ports":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"53/udp":null}},
        "Mounts":[{"Type":"bind","Source":"/srv","Destination":"/data","Mode":"ro","RW":false,"Propagation":"rprivate"}],"Later":{"x":[1]}}
        """;

    private const string Image = """{"Id":"sha256:0ca0fed353fb","RepoTags":["registry:5000/team/shop:1.2"],"RepoDigests":["registry:5000/team/shop@sha256:44"]}""";

    private static readonly ContainerMetadataOptions Options = new() { RequestTimeout = TimeSpan.FromSeconds(20), MaxLabelLength = 20 };

    [Fact]
    public async Task A_container_is_described_with_its_image()
    {
        await using FakeDockerServer server = await FakeDockerServer.StartAsync(Answer);
        using DockerRuntime runtime = new(server.Socket, ContainerType.Docker, Options);

        ContainerDescription? container = await runtime.FindAsync(Id[..12], TestContext.Current.CancellationToken);

        Assert.NotNull(container);
        Assert.Equal((Id[..12], Id, "shop", ContainerType.Docker), (container.Id, container.FullId, container.Name, container.Type));
        Assert.Equal(
            ("registry:5000/team/shop:1.2", "0ca0fed353fb", "registry:5000/team/shop", "1.2", "sha256:44"),
            (container.Image, container.ImageId, container.ImageRepository, container.ImageTag, container.ImageDigest));
        Assert.Equal((true, true, false, false), (container.IsPrivileged, container.HasHostProcesses, container.HasHostNetwork, container.HasHostIpc));
        Assert.Equal(("10.1.0.7", "www", 1_730_971_086L), (container.Address, container.User, container.CreatedTime));
        Assert.Equal([new ContainerMountDescription("/srv", "/data", "ro", false, "rprivate")], container.Mounts);
        Assert.Equal([new ContainerPort(0x7F000001, 8080, 80)], container.Ports);
        Assert.Equal(["team"], container.Labels.Keys);
        Assert.Equal("/bin/sh", container.HealthCheck?.Program);
        Assert.Equal((1_048_576L, 1024L, 3L), (container.Limits.Memory, container.Limits.CpuShares, container.Limits.CpuCount));
    }

    [Fact]
    public async Task A_container_that_does_not_exist_is_nothing()
    {
        await using FakeDockerServer server = await FakeDockerServer.StartAsync(Answer);
        using DockerRuntime runtime = new(server.Socket, ContainerType.Docker, Options);

        Assert.Null(await runtime.FindAsync("absent", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"Id":7}""")]
    [InlineData("")]
    public async Task An_answer_that_is_garbage_is_a_failure(string answer)
    {
        await using FakeDockerServer server = await FakeDockerServer.StartAsync(context => context.Response.WriteAsync(answer));
        using DockerRuntime runtime = new(server.Socket, ContainerType.Docker, Options);

        await Assert.ThrowsAsync<RuntimeException>(() => runtime.FindAsync(Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_socket_that_hangs_is_given_up()
    {
        await using FakeDockerServer server = await FakeDockerServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using DockerRuntime runtime = new(server.Socket, ContainerType.Docker, Options with { RequestTimeout = TimeSpan.FromMilliseconds(100) });

        RuntimeException error = await Assert.ThrowsAsync<RuntimeException>(() => runtime.FindAsync(Id, TestContext.Current.CancellationToken));
        Assert.Equal("It did not answer in time.", error.Message);
    }

    [Fact]
    public async Task A_socket_that_is_missing_is_a_failure()
    {
        using DockerRuntime runtime = new("/absent/docker.sock", ContainerType.Docker, Options);

        await Assert.ThrowsAsync<RuntimeException>(() => runtime.FindAsync(Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Notices_are_read_until_the_connection_ends()
    {
        await using FakeDockerServer server = await FakeDockerServer.StartAsync(context => context.Response.WriteAsync(
            """{"Type":"container","Action":"start","Actor":{"ID":"abc"}}""" + "\n" + """{"Type":"container","Action":"destroy","Actor":{"ID":"abc"}}""" + "\n"));
        using DockerRuntime runtime = new(server.Socket, ContainerType.Docker, Options);

        List<ContainerNotice> notices = [];
        await foreach (ContainerNotice notice in runtime.WatchAsync(TestContext.Current.CancellationToken))
            notices.Add(notice);

        Assert.Equal([new ContainerNotice("abc", false), new ContainerNotice("abc", true)], notices);
    }

    private static Task Answer(HttpContext context)
    {
        string path = context.Request.Path;
        if (path.StartsWith("/containers/32a1026ccb88", StringComparison.Ordinal))
            return context.Response.WriteAsync(Container);
        if (path.StartsWith("/images/", StringComparison.Ordinal))
            return context.Response.WriteAsync(Image);
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{"message":"no such container"}""");
    }
}
