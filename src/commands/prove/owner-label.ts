/** The label of every container that prove starts: who started it (host/owner). */
export const ownerLabel = 'bulkhead.owner';
