using System.Diagnostics.CodeAnalysis;
using Falco.Core.Applications;
using Falco.Core.Fields;
using Falco.Core.Streams;
using Falco.Hosting.Feeds;
using Falco.Hosting.Sinks;
using Falco.Hosting.Telemetry;
using Falco.Outputs.Delivery;
using Falco.Outputs.Sinks;
using Falco.Rules.Engine.Applications;
using Falco.Rules.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

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

    /// <summary>Adds sinks: <c>WriteTo(sinks => sinks.Console().File(…))</c>. They are opened when the engine starts.</summary>
    public FalcoBuilder WriteTo(Action<SinkCollection> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        return WriteTo((_, sinks) => add(sinks));
    }

    /// <summary>Adds sinks that are made of the application's services.</summary>
    public FalcoBuilder WriteTo(Action<IServiceProvider, SinkCollection> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        Parts.Sinks.Add(add);
        return this;
    }

    /// <summary>Adds a sink that is a service; one that was not added to the services is made as a singleton.</summary>
    /// <param name="options">How alerts reach it; by default all do, and its name is that of the type.</param>
    /// <typeparam name="TSink">The type of the sink.</typeparam>
    public FalcoBuilder WriteTo<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(SinkOptions? options = null)
        where TSink : class, IAlertSink
    {
        Services.TryAddSingleton<TSink>();
        return WriteTo((services, sinks) => sinks.Sink(
            new BorrowedSink(services.GetRequiredService<TSink>()), options ?? new SinkOptions { Name = typeof(TSink).Name }));
    }

    /// <summary>Writes alerts to the application's log, category <c>Falco.Alerts</c>, at the level of their priority.</summary>
    /// <param name="configure">Changes how alerts reach it; its name is <c>log</c>.</param>
    public FalcoBuilder WriteToLog(Func<SinkOptions, SinkOptions>? configure = null) => WriteTo((services, sinks) =>
    {
        SinkOptions options = new() { Name = "log" };
        sinks.Sink(
            new LogSink(services.GetRequiredService<ILoggerFactory>().CreateLogger($"{EngineLog.CategoryOf(Name)}.Alerts")), configure?.Invoke(options) ?? options);
    });

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
