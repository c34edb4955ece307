declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, object>>, options?: object);
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly { readonly message: string }[] }>;
  }
}
