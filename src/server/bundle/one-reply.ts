import type { BundleReply } from '../../protocol/bundle.ts';

/**
 * One reply to all bundles of a device: what it brings is what the device lacked in any of them.
 * @param replies in the order in which they were made.
 */
export function oneReply(replies: readonly [BundleReply, ...BundleReply[]]): BundleReply {
  const [first] = replies;
  const newest = replies.toSorted((a, b) => (b.policy?.version ?? 0) - (a.policy?.version ?? 0));
  const refused = new Map(replies.flatMap((reply) => reply.refused.map((one) => [one.hash, one] as const)));
  const receipts = new Map(replies.flatMap((reply) => reply.receipts.map((one) => [one.id, one] as const)));
  const wanted = replies.some(({ want }) => want !== undefined);
  // What is so now: it may have changed between two of them.
  const { signOff, signedOff, keyShared, key } = replies.at(-1) ?? first;
  const enrolment = replies.findLast((reply) => reply.enrolment !== undefined)?.enrolment;
  return {
    v: 1,
    device: first.device,
    epoch: Math.max(...replies.map(({ epoch }) => epoch)),
    at:
      replies
        .map(({ at }) => at)
        .toSorted()
        .at(-1) ?? first.at,
    acknowledged: [...new Set(replies.flatMap(({ acknowledged }) => acknowledged))],
    refused: [...refused.values()],
    receipts: [...receipts.values()],
    ...(wanted && { want: 'assessment' as const }),
    assignment: replies.find(({ assignment }) => assignment !== null)?.assignment ?? null,
    policy: newest[0]?.policy ?? null,
    ...(enrolment && { enrolment }),
    ...(signOff !== undefined && { signOff }),
    ...(keyShared !== undefined && { keyShared }),
    ...(key && { key }),
    ...(signedOff && { signedOff }),
  };
}
