using TalentCode.Web.Endpoints;
using TalentCode.Web.Hosting;
using TalentCode.Web.Jobs;

var builder = WebApplication.CreateBuilder(args);
builder.AddTalentCodeWeb();
builder.AddJobs();

var app = builder.Build();
await app.PrepareDatabaseAsync();
app.UseTalentCodePipeline();
app.MapTalentCodeEndpoints();
app.MapJobs();
app.Run();
