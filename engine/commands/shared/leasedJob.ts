/** A job as its worker knows it: the lease token is the fence against one who lost the lease. */
export interface LeasedJob {
  readonly id: string;
  readonly leaseToken: number;
}
