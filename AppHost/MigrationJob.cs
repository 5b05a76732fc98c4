using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace CardTeam.AppHost;

/// <summary>A step that ends. The publisher makes a Deployment of every project, which Kubernetes would start again for ever.</summary>
internal sealed class MigrationJob() : BaseKubernetesResource("batch/v1", "Job")
{
    public JobSpec Spec { get; set; } = new();

    /// <summary>Puts the Job in the Deployment's place. Its name has the release's revision: a Job cannot be changed, and each upgrade wants one that runs.</summary>
    public static void Publish(KubernetesResource resource)
    {
        if (resource.Workload is not { } deployment)
            return;
        var template = deployment.PodTemplate;
        template.Spec.RestartPolicy = "OnFailure";
        var job = new MigrationJob { Spec = { Template = template } };
        job.Metadata.Name = $"{resource.Name}-{{{{ .Release.Revision }}}}";
        resource.AdditionalResources.Add(job);
        (resource.Workload, resource.Service) = (null, null);
    }

    internal sealed class JobSpec
    {
        /// <summary>A database that is not there yet is waited for about as long as it takes to start.</summary>
        public int BackoffLimit { get; set; } = 10;

        /// <summary>One day: long enough to read what it said.</summary>
        public int TtlSecondsAfterFinished { get; set; } = 86_400;

        public PodTemplateSpecV1 Template { get; set; } = new();
    }
}
