using Falco.Hosting.Configuration;
using Falco.Testing.Support;

namespace Falco.Hosting.Tests.Configuration;

public sealed class OfficialConfigurationTests
{
    [Fact]
    public void Official_file_follows_the_schema_and_loads()
    {
        ConfigurationResult result = ConfigurationLoader.Load(
            new ConfigurationSource { File = ReferenceData.File("falco-rules", "falco.yaml") });

        Assert.Null(result.Error);
        Assert.Equal("ok", Assert.Single(result.Files).SchemaStatus);
        Assert.True(result.Options!.StandardOutput.Enabled);
        Assert.True(Assert.Single(result.Options.AppendOutput).SuggestedOutput);
        Assert.Equal(EngineKind.ModernEbpf, result.Options.Engine.Kind);
    }
}
