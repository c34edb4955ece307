/** Instances that one command may touch: processes that call each other without end are stopped there, with an incident. */
export const MAX_FOLLOW_UPS = 50;
