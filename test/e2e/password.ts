/** Password of all people of the demo data set. */
export const PASSWORD = 'xanadu-demo';
