/** Credentials of the local cloud's root: the emulator's account has these and no others. */
export const ROOT_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** The environment by which the AWS SDKs find the root's credentials, whatever a user's own environment has. */
export function rootEnvironment(): NodeJS.ProcessEnv {
    return {
        AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
        AWS_SESSION_TOKEN: undefined,
        AWS_PROFILE: undefined,
    };
}
