import type { Rule } from '../lint.ts';

/** The default flow is taken when no condition holds; a condition of its own would never be read. */
export const defaultCondition: Rule = (graph) =>
  graph.flows
    .filter((flow) => flow.isDefault && flow.condition !== undefined)
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'The default flow has a condition. Remove the condition, or choose another default flow.',
    }));
