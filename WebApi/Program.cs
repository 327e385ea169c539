using Periscolaire.Silo.Demo;
using Periscolaire.Silo.Hosting;
using Periscolaire.Silo.Operators;
using Periscolaire.Silo.Payments;
using Periscolaire.WebApi.Hosting;

return await Launch.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddPeriscolaireSilo();
    builder.AddPracticePayments();
    builder.AddFirstOperator();
    builder.AddDemo();
    builder.AddPeriscolaireApi();
    return builder.Build().UsePeriscolaireApi();
});
