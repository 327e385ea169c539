using Periscolaire.Silo.Demo;
using Periscolaire.Silo.Hosting;
using Periscolaire.WebApi.Hosting;

return await Launch.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddPeriscolaireSilo();
    builder.AddDemo();
    builder.AddPeriscolaireApi();
    return builder.Build().UsePeriscolaireApi();
});
