/**
 * refused_at: since when a device says that it would not take up refused_policy. by_file: the policy was handed out on a
 * drive, which may be carried for days: nobody is silent over it.
 */
export const refusedPoliciesColumns = `
ALTER TABLE device_seen ADD COLUMN refused_at INTEGER;
ALTER TABLE policy_outcomes ADD COLUMN by_file INTEGER NOT NULL DEFAULT 0;
`;
