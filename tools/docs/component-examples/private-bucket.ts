import { PrivateBucket, currentDeployment } from "../../../components";

export = async () => {
    const deployment = await currentDeployment();
    const { bucketArn } = new PrivateBucket("uploads", { deployment, bucketName: "my-uploads" });
    return { bucketArn };
};
