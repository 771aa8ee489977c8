package dev.muster.web;

import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** All that answers requests, by hand: nothing is found by being there. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class WebSetup {

  /** The beans of a site, which are made when the server starts. */
  static GenericWebApplicationContext of(Site site, WorkerProcesses workers) {
    var context = new GenericWebApplicationContext();
    new AnnotatedBeanDefinitionReader(context).register(WebSetup.class, SecurityRules.class);
    context.registerBean(Site.class, () -> site);
    context.registerBean(Assets.class, Assets::new);
    context.registerBean(HealthAnswers.class, () -> new HealthAnswers(site));
    if (site.login()) {
      context.registerBean(LoginPage.class, () -> new LoginPage(site));
    }
    pages(context, site, workers);
    return context;
  }

  private static void pages(
      GenericWebApplicationContext context, Site site, WorkerProcesses workers) {
    var campaigns = new CampaignShelf(site);
    var runs = new RunShelf(site, campaigns);
    var live = new LiveShelf(site, campaigns);
    var workbench = new Workbench(site);
    var full = new FullRuns(site);
    var waiting = new WaitingShelf(site);
    var overview = new OverviewOf(site, campaigns, runs, live, waiting, workbench);
    context.registerBean(OverviewPage.class, () -> new OverviewPage(site, overview));
    context.registerBean(RunsPage.class, () -> new RunsPage(site, runs, live));
    context.registerBean(
        RunPage.class, () -> new RunPage(site, campaigns, workbench, workers, full));
    context.registerBean(ReportDownloads.class, () -> new ReportDownloads(site, full));
    context.registerBean(CommandPages.class, () -> new CommandPages(site, campaigns, workers));
    context.registerBean(
        CampaignCommand.class, () -> new CampaignCommand(site, campaigns, runs, workers));
    context.registerBean(AuditPage.class, () -> new AuditPage(site));
    context.registerBean(RejectionsPage.class, () -> new RejectionsPage(site, campaigns));
    context.registerBean(UserPage.class, () -> new UserPage(site, campaigns));
    context.registerBean(CampaignPage.class, () -> new CampaignPage(site, campaigns, runs, live));
    context.registerBean(
        SchedulePage.class, () -> new SchedulePage(site, campaigns, runs, waiting));
    var gauges = new CampaignGauges(site, campaigns, runs, live);
    context.registerBean(Metrics.class, () -> new Metrics(site, gauges));
    context.registerBean(CheckPage.class, () -> new CheckPage(site));
  }
}
