return Falco.Cli.CommandLine.Run(args, Console.OpenStandardOutput(), Console.OpenStandardError());
