export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";
export const AUTO_SCALING_ATTACHMENT = "aws:autoscaling/attachment:Attachment";
export const AUTO_SCALING_QUOTAS = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html";
