using Periscolaire.Rush;

// One workload so far: the night. Its own PostgreSQL with fsync on, the real silo; families beside it on the command line.
return args switch
{
    ["night", .. var sizes] => await NightBench.Run([.. sizes.Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))]),
    _ => await NightBench.Run([1_000, 10_000, 100_000]),
};
