import { DeleteKeyPairCommand, DescribeKeyPairsCommand, ImportKeyPairCommand } from "@aws-sdk/client-ec2";
import { ResourceType, replaces, text, unlessGone, updates } from "../resource-type";
import { computed } from "../shape";
import { ec2Tags, tagList } from "../tags";

const GONE = "InvalidKeyPair.NotFound";

/** aws:ec2/keyPair:KeyPair */
export const keyPair: ResourceType = {
    source: "ec2/ec2_key_pair.go",
    notes: "The public key itself is not read: a pair imported again under the same name shows by its id and fingerprint.",
    inputs: {
        keyName: replaces(computed()),
        publicKey: { ...replaces(), ours: true },
        tags: updates(true, "CreateTags, DeleteTags"),
    },
    unique: "keyName",
    // EC2 tags the pair by its own id, which is not the resource's.
    tag: (_id, olds, news, outs, clients) => ec2Tags.tag(text(outs, "keyPairId"), olds, news, outs, clients),
    async create(inputs, { ec2 }) {
        const KeyName = text(inputs, "keyName");
        const answer = await ec2.send(
            new ImportKeyPairCommand({
                KeyName,
                PublicKeyMaterial: Buffer.from(text(inputs, "publicKey").trim()),
                TagSpecifications: [{ ResourceType: "key-pair", Tags: tagList(inputs["tags"]) }],
            }),
        );
        return { id: KeyName, outs: { keyPairId: answer.KeyPairId, fingerprint: answer.KeyFingerprint } };
    },
    async read(id, _state, { ec2 }) {
        const call = ec2.send(new DescribeKeyPairsCommand({ KeyNames: [id] }));
        const seen = (await unlessGone(call, GONE))?.KeyPairs?.[0];
        return (
            seen && {
                keyName: seen.KeyName,
                keyPairId: seen.KeyPairId,
                fingerprint: seen.KeyFingerprint,
                keyType: seen.KeyType,
                tags: Object.fromEntries((seen.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
            }
        );
    },
    async update() {
        return {}; // only its tags change in place
    },
    async delete(id, _state, { ec2 }) {
        await unlessGone(ec2.send(new DeleteKeyPairCommand({ KeyName: id })), GONE);
    },
    async cleanUp(inputs, clients) {
        await this.delete(text(inputs, "keyName"), {}, clients);
    },
};
