/** The step cannot be taken: nothing of the command is kept but an incident. */
export class StepIncident extends Error {
  readonly element: string;
  /** A failure code of the kernel, or one of the commands: `DOSSIER_REFUSED`, `UNKNOWN_PROCESS`, `UNKNOWN_SERIES`, `DEFECT` … */
  readonly code: string;
  constructor(element: string, code: string, sentence: string) {
    super(sentence);
    this.name = 'StepIncident';
    this.element = element;
    this.code = code;
  }
}
