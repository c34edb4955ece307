import { DmnModdle } from 'dmn-moddle';

/** An element of dmn-moddle's tree with the properties that this folder reads (DMN 1.3). */
export interface DmnElement {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly label?: string;
  readonly text?: string;
  readonly href?: string;
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly expressionLanguage?: string;
  readonly variable?: DmnElement;
  readonly decisionLogic?: DmnElement;
  readonly inputExpression?: DmnElement;
  readonly defaultOutputEntry?: DmnElement;
  readonly requiredDecision?: DmnElement;
  readonly requiredInput?: DmnElement;
  readonly import?: readonly DmnElement[] | DmnElement;
  readonly importedValues?: DmnElement;
  readonly drgElement?: readonly DmnElement[];
  readonly informationRequirement?: readonly DmnElement[];
  readonly knowledgeRequirement?: readonly DmnElement[];
  readonly input?: readonly DmnElement[];
  readonly output?: readonly DmnElement[];
  readonly rule?: readonly DmnElement[];
  readonly inputEntry?: readonly DmnElement[];
  readonly outputEntry?: readonly DmnElement[];
}

/** The tree of a DMN file and what its reader could not make sense of. */
export interface DmnTree {
  readonly definitions?: DmnElement;
  readonly complaints: readonly string[];
}

/** Parses a DMN 1.3 file; a broken one gives complaints and no tree. */
export async function parseDmn(xml: string): Promise<DmnTree> {
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
    return { definitions: rootElement as DmnElement, complaints: warnings.map(({ message }) => message) };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)] };
  }
}
