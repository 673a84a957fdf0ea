using Falco.Core.Applications;
using Falco.Core.Fields;
using Falco.Core.Streams;
using Falco.Hosting.Feeds;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.Hosting;

/// <summary>Says what an engine watches, what it judges by and whom it tells.</summary>
public sealed class FalcoBuilder
{
    internal FalcoBuilder(IServiceCollection services, string name, EngineParts parts)
    {
        Services = services;
        Name = name;
        Parts = parts;
    }

    /// <summary>The services that the engine is added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The engine's name; empty for the one without a name.</summary>
    public string Name { get; }

    internal EngineParts Parts { get; }

    /// <summary>Sets options in code.</summary>
    public FalcoBuilder Configure(Action<FalcoEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Binds options from a configuration; when it changes, the running engine takes the change over.</summary>
    /// <param name="section">The section whose keys are the properties of <see cref="FalcoEngineOptions"/>.</param>
    public FalcoBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        Services.AddOptions<FalcoEngineOptions>(Name).Bind(section);
        return this;
    }

    /// <summary>Watches the kernel of this machine (Linux; needs root or capabilities).</summary>
    public FalcoBuilder FromKernel(Action<KernelWatchOptions>? configure = null) => Configure(options =>
    {
        options.Kernel.Enabled = true;
        configure?.Invoke(options.Kernel);
    });

    /// <summary>Replays a capture (<c>.scap</c>).</summary>
    public FalcoBuilder FromCapture(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Configure(options => options.Captures.Add(path));
    }

    /// <summary>Takes the events of a source of the application's own.</summary>
    /// <param name="name">The name that rules know (<c>source:</c>), the same as that of the source.</param>
    /// <param name="open">Makes the source when the engine starts; the engine runs it on a thread of its own, and disposes it.</param>
    /// <param name="fields">The fields of its events.</param>
    public FalcoBuilder FromSource(string name, Func<IServiceProvider, IEventSource> open, params IReadOnlyList<FieldClass> fields)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(open);
        return Add(new FeedPlan(name, context => new StreamFeed(name, context.CreateEngine(name), open(context.Services))) { Fields = fields });
    }

    /// <summary>Judges objects of the application, which it hands to <see cref="ApplicationEvents{TEvent}"/>: a service, also keyed by the engine's name.</summary>
    /// <param name="source">What rules may read of the objects.</param>
    public FalcoBuilder FromApplication<TEvent>(ApplicationSource<TEvent> source)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(source);
        ApplicationEvents<TEvent> events = new(source);
        Services.AddKeyedSingleton(Name, events);
        if (Name == Microsoft.Extensions.Options.Options.DefaultName)
            Services.AddSingleton(events);
        return AddApplication(events);
    }

    /// <summary>Judges by the rules of a file, or of all <c>.yaml</c> files of a folder.</summary>
    public FalcoBuilder AddRules(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Configure(options => options.Rules.Files.Add(path));
    }

    /// <summary>Judges by rules that are given as text, after those of files.</summary>
    /// <param name="name">The name that diagnostics use.</param>
    /// <param name="yaml">The rules.</param>
    public FalcoBuilder AddRulesText(string name, string yaml)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(yaml);
        Parts.Rules.Add(new RuleFile(name, yaml));
        return this;
    }

    /// <summary>Judges by the rules that come with the library, too; without other rules they are used anyway.</summary>
    public FalcoBuilder AddDefaultRules() => Configure(static options => options.Rules.UseDefaults = true);

    /// <summary>Judges objects that are handed over at a place that exists already.</summary>
    internal FalcoBuilder AddApplication<TEvent>(ApplicationEvents<TEvent> events, Func<FeedContext, ApplicationEngineOptions>? options = null)
        where TEvent : class =>
        Add(new FeedPlan(events.Source.Name, context => new ApplicationFeed<TEvent>(Engine(events.Source, context, options), events)) { Application = events.Source });

    private static ApplicationEngine<TEvent> Engine<TEvent>(
        ApplicationSource<TEvent> source, FeedContext context, Func<FeedContext, ApplicationEngineOptions>? options)
        where TEvent : class
    {
        ApplicationEngine<TEvent> engine = new(source, context.Rules, (options?.Invoke(context) ?? new ApplicationEngineOptions()) with
        {
            Judging = context.EngineOptions(source.Name),
            Clock = context.Clock,
        });
        engine.Subscribe(context.Alerts);
        return engine;
    }

    /// <summary>Adds a source.</summary>
    internal FalcoBuilder Add(FeedPlan plan)
    {
        Parts.Feeds.Add(plan);
        return this;
    }
}
