// Everything that AWSGuard has, as its documentation turns it on.
const { AwsGuard } = require("@pulumi/awsguard");

new AwsGuard({ all: "mandatory" });
