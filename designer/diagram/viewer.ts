/** What we use of bpmn-js, in its own words. */
export interface BusinessObject {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly outgoing?: readonly { readonly name?: string; readonly targetRef?: { readonly id: string } }[];
}

export interface ShapeLike {
  readonly id: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly businessObject?: BusinessObject;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Services {
  readonly canvas: {
    zoom(to?: number | 'fit-viewport'): number;
    viewbox(box?: Box): { readonly outer: { readonly width: number; readonly height: number } };
    addMarker(id: string, marker: string): void;
  };
  readonly elementRegistry: {
    get(id: string): ShapeLike | undefined;
    filter(test: (shape: ShapeLike) => boolean): readonly ShapeLike[];
  };
  readonly overlays: {
    add(id: string, type: string, overlay: { position: Readonly<Record<string, number>>; html: HTMLElement }): string;
  };
  readonly zoomScroll: { toggle(isOn: boolean): void };
}

export interface DiagramViewer {
  importXML(xml: string): Promise<unknown>;
  get<Name extends keyof Services>(name: Name): Services[Name];
  destroy(): void;
}

/** The viewer of bpmn.io, loaded when first needed, in our colours. Its logo stays as its licence wants it. */
export async function createViewer(container: HTMLElement): Promise<DiagramViewer> {
  const { default: NavigatedViewer } = await import('bpmn-js/lib/NavigatedViewer');
  return new NavigatedViewer({
    container,
    bpmnRenderer: {
      defaultFillColor: 'var(--field)',
      defaultStrokeColor: 'var(--neutral-10)',
      defaultLabelColor: 'var(--neutral-12)',
    },
    // Text is measured before it is drawn: both must know the same font.
    textRenderer: { defaultStyle: { fontFamily: getComputedStyle(container).fontFamily, fontSize: 12 } },
    zoomScroll: { enabled: false },
  }) as unknown as DiagramViewer;
}
