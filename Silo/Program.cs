using Periscolaire.Silo.Hosting;

return await Launch.Run(() =>
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddPeriscolaireSilo();
    return builder.Build();
});
