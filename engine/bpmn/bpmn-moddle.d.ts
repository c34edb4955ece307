declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, object>>, options?: object);
    fromXML(
      xml: string,
    ): Promise<{ rootElement: unknown; elementsById: Record<string, unknown>; warnings: readonly unknown[] }>;
    getPackage(prefix: string): unknown;
  }
}
